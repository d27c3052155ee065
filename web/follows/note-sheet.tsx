import { people as words } from '#messages/people.ts'
import type { Account } from '../api/entities.ts'
import { Sheet } from '../design/sheet.tsx'
import { NoteEditor } from './note-editor.tsx'
import styles from './question.module.css'

export function NoteSheet({ account, onClose }: { account: Account; onClose: () => void }) {
  return (
    <Sheet title={words.noteTitle(account.display_name || account.username)} onClose={onClose}>
      <div className={styles.question}>
        <NoteEditor account={account} onSaved={onClose} />
      </div>
    </Sheet>
  )
}
