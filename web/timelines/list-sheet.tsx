/** A new list, or how one is to be: its name, whose replies it holds, whether home keeps its members. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { common } from '#messages/common.ts'
import { lists as words } from '#messages/places.ts'
import { api } from '../api/client.ts'
import type { List } from '../api/entities.ts'
import { Button } from '../design/button.tsx'
import { Check } from '../design/check.tsx'
import { Choices } from '../design/choices.tsx'
import { Field } from '../design/field.tsx'
import { Sheet } from '../design/sheet.tsx'
import { toast, toastError } from '../design/toasts.tsx'
import { go } from '../shell/navigation.ts'
import { listsQuery } from './list-queries.ts'
import styles from './list-sheet.module.css'

type Policy = List['replies_policy']

export function ListSheet({ list, onClose }: { list?: List; onClose: () => void }) {
  const queries = useQueryClient()
  const [title, setTitle] = useState(list?.title ?? '')
  const [policy, setPolicy] = useState<Policy>(list?.replies_policy ?? 'list')
  const [isExclusive, setIsExclusive] = useState(list?.exclusive ?? false)
  const [isBusy, setIsBusy] = useState(false)
  const [isAsking, setIsAsking] = useState(false)

  async function save() {
    setIsBusy(true)
    try {
      const body = { title, replies_policy: policy, exclusive: isExclusive }
      const saved = await api<List>(list ? 'PUT' : 'POST', list ? `/api/v1/lists/${list.id}` : '/api/v1/lists', {
        body,
      })
      await queries.invalidateQueries({ queryKey: ['lists'] })
      onClose()
      if (!list) go(`/lists/${saved.id}?show=members`)
    } catch (error) {
      toastError(error)
      setIsBusy(false)
    }
  }
  async function remove() {
    setIsBusy(true)
    try {
      await api('DELETE', `/api/v1/lists/${list?.id}`)
      toast(words.deleted)
      go('/lists', { replace: true })
      queries.removeQueries({ queryKey: ['lists', list?.id] })
      await queries.invalidateQueries({ ...listsQuery, exact: true })
    } catch (error) {
      toastError(error)
      setIsBusy(false)
    }
  }

  if (isAsking)
    return (
      <Sheet title={words.deleteQuestion} onClose={() => setIsAsking(false)}>
        <div className={styles.form}>
          <p>{words.deleteText}</p>
          <div className={styles.buttons}>
            <Button onClick={() => setIsAsking(false)}>{common.cancel}</Button>
            <Button kind="danger" isBusy={isBusy} onClick={() => void remove()}>
              {words.delete}
            </Button>
          </div>
        </div>
      </Sheet>
    )
  return (
    <Sheet title={list ? words.edit : words.make} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (title.trim() && !isBusy) void save()
        }}
      >
        <Field
          label={words.name}
          value={title}
          maxLength={100}
          dir="auto"
          onChange={({ target }) => setTitle(target.value)}
        />
        <Choices legend={words.replies} words={words.repliesPolicy} chosen={policy} onChoose={setPolicy} />
        <Check label={words.exclusive} hint={words.exclusiveHint} isOn={isExclusive} onChange={setIsExclusive} />
        <div className={styles.buttons}>
          {list && (
            <Button kind="danger" onClick={() => setIsAsking(true)}>
              {words.delete}
            </Button>
          )}
          <Button kind="main" type="submit" disabled={title.trim() === ''} isBusy={isBusy}>
            {common.save}
          </Button>
        </div>
      </form>
    </Sheet>
  )
}
