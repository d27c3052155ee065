import { common } from '#messages/common.ts'
import { people as words } from '#messages/people.ts'
import type { Account } from '../api/entities.ts'
import { Button } from '../design/button.tsx'
import { Sheet } from '../design/sheet.tsx'
import { toast, toastError } from '../design/toasts.tsx'
import styles from './question.module.css'
import { act } from './relationships.ts'

export function BlockQuestion({ account, onClose }: { account: Account; onClose: () => void }) {
  const name = account.display_name || account.username
  async function block() {
    onClose()
    try {
      await act(account.id, 'block')
      toast(words.blocked(name))
    } catch (error) {
      toastError(error)
    }
  }
  return (
    <Sheet title={words.blockTitle(name)} onClose={onClose}>
      <div className={styles.question}>
        <p>{words.blockText}</p>
        <div className={styles.acts}>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button kind="danger" icon="block" onClick={() => void block()}>
            {words.blockNow}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}
