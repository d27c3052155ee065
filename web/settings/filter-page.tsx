/** One filter: its words, where it counts, what it does, for how long. */
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { common } from '#messages/common.ts'
import { timeLeft } from '#messages/grammar.ts'
import { settings as words } from '#messages/settings.ts'
import { api, isApiError } from '../api/client.ts'
import { queryClient } from '../api/queries.ts'
import { Button, IconButton } from '../design/button.tsx'
import { Choice } from '../design/choice.tsx'
import { Field, Select } from '../design/field.tsx'
import { Failed, LoadingList } from '../design/states.tsx'
import { toast, toastError } from '../design/toasts.tsx'
import type { PageProps } from '../pages.ts'
import { goBack } from '../shell/navigation.ts'
import styles from './filter-page.module.css'
import { Actions, Part, SettingsPage, toastSaved } from './parts.tsx'
import { type Filter, filtersQuery } from './settings-queries.ts'

const list = '/settings/filters'
type FilterContext = Filter['context'][number]
type FilterAction = Filter['filter_action']
const allContexts = Object.keys(words.contexts) as FilterContext[]
const actions = Object.keys(words.actions) as FilterAction[]

export default function FilterPage({ params }: PageProps) {
  const isNew = params.id === 'new'
  const { data, error, refetch } = useQuery({ ...filtersQuery, enabled: !isNew })
  const filter = data?.find(({ id }) => id === params.id)
  const isMissing = data !== undefined && !filter
  return (
    <SettingsPage title={isNew ? words.newFilter : words.editFilter} back={list}>
      {isNew || filter ? (
        <FilterForm filter={filter} />
      ) : error || isMissing ? (
        <Failed error={error ?? Object.assign(new Error(), { status: 404 })} retry={refetch} />
      ) : (
        <LoadingList count={2} />
      )}
    </SettingsPage>
  )
}

/** `id`: of one that the server knows. */
type Word = { key: number; id?: string; keyword: string; isWhole: boolean }
let lastKey = 0
const word = (known?: Filter['keywords'][number]): Word => ({
  key: ++lastKey,
  ...(known ? { id: known.id } : {}),
  keyword: known?.keyword ?? '',
  isWhole: known?.whole_word ?? true,
})

function FilterForm({ filter }: { filter: Filter | undefined }) {
  const [title, setTitle] = useState(filter?.title ?? '')
  const [shown, setShown] = useState<Word[]>(() => (filter?.keywords.length ? filter.keywords.map(word) : [word()]))
  const [contexts, setContexts] = useState<FilterContext[]>(filter?.context ?? ['home', 'public', 'thread'])
  const [action, setAction] = useState<FilterAction>(filter?.filter_action ?? 'warn')
  /** Seconds; 'keep': as it is; '': for good. */
  const [expiry, setExpiry] = useState(filter?.expires_at ? 'keep' : '')
  const [error, setError] = useState<string>()
  const [isBusy, setIsBusy] = useState(false)
  const change = (key: number, changes: Partial<Word>) =>
    setShown((before) => before.map((one) => (one.key === key ? { ...one, ...changes } : one)))

  function body() {
    const kept = shown.filter(({ keyword }) => keyword.trim() !== '')
    const keptIds = new Set(kept.map(({ id }) => id))
    const gone = filter?.keywords.filter(({ id }) => !keptIds.has(id)) ?? []
    return {
      title,
      context: contexts,
      filter_action: action,
      ...(expiry === 'keep' ? {} : { expires_in: expiry === '' ? null : Number(expiry) }),
      keywords_attributes: [
        ...kept.map(({ id, keyword, isWhole }) => ({ ...(id ? { id } : {}), keyword, whole_word: isWhole })),
        ...gone.map(({ id }) => ({ id, _destroy: true })),
      ],
    }
  }
  async function save(event: FormEvent) {
    event.preventDefault()
    setIsBusy(true)
    try {
      if (filter) await api('PUT', `/api/v2/filters/${filter.id}`, { body: body() })
      else await api('POST', '/api/v2/filters', { body: body() })
      await filtersChanged()
      toastSaved()
      goBack(list)
    } catch (failure) {
      if (isApiError(failure)) setError(failure.message)
      else toastError(failure)
      setIsBusy(false)
    }
  }
  const remove = () =>
    api('DELETE', `/api/v2/filters/${filter?.id}`).then(async () => {
      await filtersChanged()
      toast(words.filterDeleted)
      goBack(list)
    }, toastError)

  return (
    <form onSubmit={save}>
      <Part>
        <Field
          label={words.filterTitle}
          hint={words.filterTitleHint}
          value={title}
          dir="auto"
          required
          maxLength={200}
          onChange={({ target }) => setTitle(target.value)}
        />
      </Part>
      <Part title={words.words} text={words.wordsHint}>
        <ul className={styles.words}>
          {shown.map((one, index) => (
            <li key={one.key}>
              <input
                className={styles.word}
                aria-label={words.word(index + 1)}
                value={one.keyword}
                dir="auto"
                autoCapitalize="none"
                maxLength={500}
                onChange={({ target }) => change(one.key, { keyword: target.value })}
              />
              <IconButton
                icon="close"
                label={words.removeWord(index + 1)}
                onClick={() => setShown((before) => before.filter(({ key }) => key !== one.key))}
              />
              <label className={styles.check}>
                <input
                  type="checkbox"
                  checked={one.isWhole}
                  onChange={({ target }) => change(one.key, { isWhole: target.checked })}
                />
                {words.wholeWord}
              </label>
            </li>
          ))}
        </ul>
        <Button kind="quiet" icon="plus" className={styles.add ?? ''} onClick={() => setShown([...shown, word()])}>
          {words.addWord}
        </Button>
      </Part>
      <Part>
        <fieldset className={styles.contexts}>
          <legend>{words.where}</legend>
          {allContexts.map((context) => (
            <label key={context} className={styles.check}>
              <input
                type="checkbox"
                checked={contexts.includes(context)}
                onChange={({ target }) =>
                  setContexts((before) =>
                    target.checked ? [...before, context] : before.filter((other) => other !== context),
                  )
                }
              />
              {words.contexts[context]}
            </label>
          ))}
        </fieldset>
        <Choice
          label={words.whatHappens}
          value={action}
          onChange={setAction}
          choices={actions.map((value) => ({ value, ...words.actions[value] }))}
        />
        <Select
          label={words.until}
          value={expiry}
          onChange={({ target }) => setExpiry(target.value)}
          options={[
            ...(filter?.expires_at ? [['keep', words.keepExpiry(timeLeft(new Date(filter.expires_at)))] as const] : []),
            ['', words.never],
            ...words.durations,
          ]}
        />
      </Part>
      <Part>
        {error && (
          <p className={styles.error} role="alert">
            {error}
          </p>
        )}
        <Actions>
          <Button kind="main" type="submit" isBusy={isBusy}>
            {common.save}
          </Button>
          {filter && (
            <Button kind="danger" icon="trash" onClick={remove}>
              {words.deleteFilter}
            </Button>
          )}
        </Actions>
      </Part>
    </form>
  )
}

/** What has been read so far was told with the former filters. */
async function filtersChanged() {
  await queryClient.invalidateQueries()
}
