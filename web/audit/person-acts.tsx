import { useState } from 'react'
import { audit } from '#messages/audit.ts'
import { Button } from '../design/button.tsx'
import { toastError } from '../design/toasts.tsx'
import { openFollowSheet } from '../follows/follow-store.ts'
import { VolumeSheet } from '../follows/volume-sheet.tsx'
import { changed, setKeep } from './acts.ts'
import { ListSheet } from './list-sheet.tsx'
import styles from './person-acts.module.css'
import { ReviewSheet } from './review-sheet.tsx'
import { sayHello } from './suggestion-line.tsx'
import type { AuditPerson } from './types.ts'

/** Everything one may do about one person, the gentlest first. */
export function ActsOfPerson({ person }: { person: AuditPerson }) {
  const [open, setOpen] = useState<'turn' | 'list' | 'review'>()
  const close = () => setOpen(undefined)
  const people = [person]
  return (
    <div className={styles.acts}>
      <Button icon="talk" onClick={() => void sayHello(person)}>
        {audit.sayHello}
      </Button>
      <Button onClick={() => setOpen('turn')}>{audit.turnDown}</Button>
      <Button aria-pressed={person.kept} onClick={() => void setKeep(people, !person.kept).catch(toastError)}>
        {person.kept ? audit.unkeep : audit.keep}
      </Button>
      <Button onClick={() => openFollowSheet({ account: person.account })}>
        {person.reason.verdict === 'stored' ? audit.yourReason : audit.addReason}
      </Button>
      <Button onClick={() => setOpen('list')}>{audit.moveToList}</Button>
      <Button onClick={() => setOpen('review')}>{audit.unfollow}</Button>
      {open === 'turn' && <VolumeSheet account={person.account} onClose={() => void changed().finally(close)} />}
      {open === 'list' && <ListSheet people={people} onClose={close} onDone={close} />}
      {open === 'review' && <ReviewSheet people={people} onClose={close} onDone={close} />}
    </div>
  )
}
