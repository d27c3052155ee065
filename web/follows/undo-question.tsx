/** Who has to agree again is named before they are asked. */

import { acts as words } from '#messages/acts.ts'
import { common } from '#messages/common.ts'
import { joined } from '#messages/grammar.ts'
import type { Account } from '../api/entities.ts'
import { Button } from '../design/button.tsx'
import { Sheet } from '../design/sheet.tsx'
import styles from './question.module.css'

type UndoQuestionProps = {
  /** Who would be asked. */
  people: readonly Account[]
  onAsk: () => void
  /** Undoes it for the others; where there are none, nothing is left to do. */
  onLeaveOut: (() => void) | undefined
  onClose: () => void
}

const nameOf = (account: Account) => account.display_name || account.username

export function UndoQuestion({ people, onAsk, onLeaveOut, onClose }: UndoQuestionProps) {
  const [first] = people
  const isOne = people.length === 1 && first
  return (
    <Sheet title={isOne ? words.askTitle(nameOf(first)) : words.askManyTitle} onClose={onClose}>
      <div className={styles.question}>
        <p>{isOne ? words.askText(nameOf(first)) : words.askManyText}</p>
        {!isOne && (
          <p dir="auto">
            <strong>{joined(people.map(nameOf))}</strong>
          </p>
        )}
        <div className={styles.acts}>
          <Button onClick={onClose}>{common.cancel}</Button>
          {onLeaveOut && <Button onClick={onLeaveOut}>{words.leaveOut}</Button>}
          <Button kind="main" onClick={onAsk}>
            {words.ask}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}
