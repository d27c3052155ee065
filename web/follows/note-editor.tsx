import { useState } from 'react'
import { common } from '#messages/common.ts'
import { people as words } from '#messages/people.ts'
import type { Account } from '../api/entities.ts'
import { Button } from '../design/button.tsx'
import { TextArea } from '../design/field.tsx'
import { toast, toastError } from '../design/toasts.tsx'
import styles from './note-editor.module.css'
import { act, useRelationship } from './relationships.ts'

/** What I want to remember of somebody. Mine alone. */
export function NoteEditor({ account, onSaved }: { account: Account; onSaved?: () => void }) {
  const relationship = useRelationship(account.id)
  const [text, setText] = useState<string>()
  const [isBusy, setIsBusy] = useState(false)
  if (!relationship) return null
  const { note } = relationship
  async function save() {
    setIsBusy(true)
    try {
      await act(account.id, 'note', { comment: text ?? note })
      toast(words.noteSaved)
      setText(undefined)
      onSaved?.()
    } catch (error) {
      toastError(error)
    } finally {
      setIsBusy(false)
    }
  }
  return (
    <form
      className={styles.note}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <TextArea
        label={words.note}
        hint={words.noteHint}
        value={text ?? note}
        maxLength={2_000}
        dir="auto"
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" isBusy={isBusy} disabled={text === undefined || text.trim() === note}>
        {common.save}
      </Button>
    </form>
  )
}
