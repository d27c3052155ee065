/** What is between me and somebody, in two lines, where there is no room for all of it; opens into all of it. */
import { useState } from 'react'
import { ties as words } from '#messages/ties.ts'
import type { Account } from '../api/entities.ts'
import { Icon } from '../design/icon.tsx'
import { Sheet } from '../design/sheet.tsx'
import { Lane, LaneOf } from './lane.tsx'
import styles from './tie-card.module.css'
import { useTie } from './tie-store.ts'
import { YouAndThem } from './you-and-them.tsx'

export function TieCard({ account }: { account: Account }) {
  const tie = useTie(account.id)
  const [isOpen, setIsOpen] = useState(false)
  const name = account.display_name || account.username
  return (
    <>
      <button type="button" className={styles.card} aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        {tie ? <Lane tie={tie} isSilent /> : <LaneOf id={account.id} />}
        <span className={styles.words}>
          <span className="for-readers">{words.youAnd(name)}: </span>
          <span dir="auto">{tie?.sentence ?? ''}</span>
        </span>
        <Icon name="down" size={18} />
      </button>
      {isOpen && (
        <Sheet title={words.youAnd(name)} onClose={() => setIsOpen(false)} isTall>
          <div className={styles.sheet}>
            <YouAndThem account={account} isTitled />
          </div>
        </Sheet>
      )}
    </>
  )
}
