/** What can be done about everybody who is selected: at the foot of the page while somebody is. */
import { useState } from 'react'
import { audit } from '#messages/audit.ts'
import { useStore } from '../api/store.ts'
import { Button, IconButton } from '../design/button.tsx'
import { toastError } from '../design/toasts.tsx'
import { setKeep } from './acts.ts'
import { ListSheet } from './list-sheet.tsx'
import { ReviewSheet } from './review-sheet.tsx'
import { clearSelection, findPerson, selection } from './selection.ts'
import styles from './selection-bar.module.css'
import { TurnDownSheet } from './turn-down-sheet.tsx'

export function SelectionBar() {
  const ids = useStore(selection)
  const [open, setOpen] = useState<'turn' | 'list' | 'review'>()
  if (ids.size === 0) return null
  const people = [...ids].flatMap((id) => findPerson(id) ?? [])
  const close = () => setOpen(undefined)
  const done = () => {
    close()
    clearSelection()
  }
  return (
    <section className={styles.bar} aria-label={audit.selected(ids.size)}>
      <strong>{audit.selected(ids.size)}</strong>
      <Button onClick={() => setOpen('turn')}>{audit.turnDown}</Button>
      <Button onClick={() => void setKeep(people, true).then(done).catch(toastError)}>{audit.keep}</Button>
      <Button onClick={() => setOpen('list')}>{audit.moveToList}</Button>
      <Button onClick={() => setOpen('review')}>{audit.unfollow}</Button>
      <IconButton icon="close" label={audit.clearSelection} onClick={clearSelection} />
      {open === 'turn' && <TurnDownSheet people={people} onClose={close} onDone={done} />}
      {open === 'list' && <ListSheet people={people} onClose={close} onDone={done} />}
      {open === 'review' && <ReviewSheet people={people} onClose={close} onDone={done} />}
    </section>
  )
}
