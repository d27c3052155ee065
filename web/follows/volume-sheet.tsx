/** How much of somebody comes in, whether they are kept, what they are to me. */
import { useId, useState } from 'react'
import { common } from '#messages/common.ts'
import { dials as words } from '#messages/dials.ts'
import type { Account, Relationship, Volume } from '../api/entities.ts'
import { Button } from '../design/button.tsx'
import { Check } from '../design/check.tsx'
import { Chips, ManyChips } from '../design/chips.tsx'
import { Choice } from '../design/choice.tsx'
import { Field } from '../design/field.tsx'
import { Sheet, SheetFoot } from '../design/sheet.tsx'
import { toast, toastError } from '../design/toasts.tsx'
import { sayDone, turn } from './dials.ts'
import { useRelationship } from './relationships.ts'
import styles from './volume-sheet.module.css'

const volumes = (Object.keys(words.volumes) as Volume[]).map((value) => ({ value, ...words.volumes[value] }))
const usualCounts = [1, 2, 3, 5, 10]
const mostRoles = 10

export function VolumeSheet({ account, onClose }: { account: Account; onClose: () => void }) {
  const relationship = useRelationship(account.id)
  const story = relationship?.twoway
  if (!relationship || !story) return null
  return <Dials account={account} relationship={relationship} story={story} onClose={onClose} />
}

type DialsProps = {
  account: Account
  relationship: Relationship
  story: NonNullable<Relationship['twoway']>
  onClose: () => void
}

function Dials({ account, relationship, story, onClose }: DialsProps) {
  const name = account.display_name || account.username
  const group = useId()
  const [volume, setVolume] = useState<Volume>(story.volume)
  const [perDay, setPerDay] = useState(story.best_per_day)
  const [boosts, setBoosts] = useState(relationship.showing_reblogs)
  const [keep, setKeep] = useState(story.keep)
  const [roles, setRoles] = useState<readonly string[]>(story.roles)
  const [isBusy, setIsBusy] = useState(false)
  const counts = [...new Set([...usualCounts, story.best_per_day])].sort((a, b) => a - b)
  const hasBoosts = volume === 'best' || volume === 'no_replies'

  async function save() {
    setIsBusy(true)
    try {
      const now = await turn(account.id, {
        volume,
        best_per_day: perDay,
        ...(hasBoosts ? { boosts } : {}),
        keep,
        roles: [...roles],
      })
      onClose()
      if (JSON.stringify(now) === JSON.stringify(relationship)) return void toast(words.nothingChanged)
      const isTurned = volume !== story.volume || perDay !== story.best_per_day
      await sayDone(isTurned ? words.set(name, volume, perDay) : words.saved, account.id)
    } catch (error) {
      setIsBusy(false)
      toastError(error)
    }
  }

  return (
    <Sheet title={words.title(name)} onClose={onClose} isTall>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Choice label={words.volume} hint={words.nobodyKnows} choices={volumes} value={volume} onChange={setVolume} />
        {volume === 'best' && (
          <section className={styles.part}>
            <h3>{words.perDay}</h3>
            <Chips
              label={words.perDay}
              name={group}
              choices={counts.map((count) => ({ value: String(count), text: String(count) }))}
              value={String(perDay)}
              onChange={(next) => next && setPerDay(Number(next))}
            />
          </section>
        )}
        {hasBoosts && <Check label={words.withBoosts} isOn={boosts} onChange={setBoosts} />}
        <Roles roles={roles} onChange={setRoles} />
        <Check label={words.keep} hint={words.keepHint} isOn={keep} onChange={setKeep} />
        <SheetFoot>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button kind="main" type="submit" isBusy={isBusy}>
            {common.save}
          </Button>
        </SheetFoot>
      </form>
    </Sheet>
  )
}

function Roles({ roles, onChange }: { roles: readonly string[]; onChange: (roles: readonly string[]) => void }) {
  const [word, setWord] = useState('')
  const offered = [...new Set([...Object.keys(words.knownRoles), ...roles])]
  function add() {
    const role = word.trim()
    setWord('')
    if (role && !roles.includes(role) && roles.length < mostRoles) onChange([...roles, role])
  }
  return (
    <section className={styles.part}>
      <h3>{words.roles}</h3>
      <ManyChips
        label={words.roles}
        choices={offered.map((value) => ({ value, text: words.knownRoles[value] ?? value }))}
        values={roles}
        onChange={onChange}
      />
      <div className={styles.own}>
        <Field
          label={words.ownRole}
          value={word}
          maxLength={30}
          dir="auto"
          autoComplete="off"
          onChange={(event) => setWord(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            add()
          }}
        />
        <Button disabled={word.trim() === ''} onClick={add}>
          {words.addRole}
        </Button>
      </div>
    </section>
  )
}
