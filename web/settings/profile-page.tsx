import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { common } from '#messages/common.ts'
import { settings as words } from '#messages/settings.ts'
import { isApiError } from '../api/client.ts'
import type { OwnAccount } from '../api/entities.ts'
import { instanceQuery, ownAccountQuery } from '../api/queries.ts'
import { Button, IconButton } from '../design/button.tsx'
import { Field, TextArea } from '../design/field.tsx'
import { Failed, LoadingList } from '../design/states.tsx'
import { Switch } from '../design/switch.tsx'
import { toastError } from '../design/toasts.tsx'
import { Actions, Part, SettingsPage, toastSaved } from './parts.tsx'
import styles from './profile-page.module.css'
import { ProfilePictures } from './profile-pictures.tsx'
import { changeOwnAccount, keepOwnAccount } from './settings-queries.ts'

export default function ProfilePage() {
  const { data: own, error, refetch } = useQuery(ownAccountQuery)
  return (
    <SettingsPage title={words.sections.profile.title}>
      {own ? (
        <>
          <ProfilePictures own={own} />
          <Words own={own} />
          <BeingFound own={own} />
        </>
      ) : error ? (
        <Failed error={error} retry={refetch} />
      ) : (
        <LoadingList count={3} />
      )}
    </SettingsPage>
  )
}

type Fact = { key: number; name: string; value: string }
/** A list whose entries have no ids of their own. */
let lastKey = 0
const fact = (name = '', value = ''): Fact => ({ key: ++lastKey, name, value })

function Words({ own }: { own: OwnAccount }) {
  const limits = useQuery(instanceQuery).data?.configuration.accounts
  const [name, setName] = useState(own.display_name)
  const [note, setNote] = useState(own.source.note)
  const [facts, setFacts] = useState(() => own.source.fields.map((field) => fact(field.name, field.value)))
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<string>()
  const change = (key: number, changes: Partial<Fact>) =>
    setFacts((before) => before.map((one) => (one.key === key ? { ...one, ...changes } : one)))

  async function save(event: FormEvent) {
    event.preventDefault()
    setIsBusy(true)
    setError(undefined)
    const fields_attributes = facts.map((one) => ({ name: one.name, value: one.value }))
    try {
      const saved = await changeOwnAccount({ display_name: name, note, fields_attributes })
      setFacts(saved.source.fields.map((field) => fact(field.name, field.value)))
      toastSaved()
    } catch (failure) {
      if (isApiError(failure)) setError(failure.message)
      toastError(failure)
    }
    setIsBusy(false)
  }

  const most = limits?.max_profile_fields ?? 4
  return (
    <Part>
      <form className={styles.form} onSubmit={save}>
        <Field
          label={words.name}
          value={name}
          dir="auto"
          maxLength={limits?.max_display_name_length}
          autoComplete="nickname"
          onChange={({ target }) => setName(target.value)}
        />
        <TextArea
          label={words.bio}
          value={note}
          dir="auto"
          maxLength={limits?.max_note_length}
          onChange={({ target }) => setNote(target.value)}
        />
        <fieldset className={styles.facts}>
          <legend>{words.fields}</legend>
          <p>{words.fieldsHint}</p>
          {facts.map((one, index) => (
            <div key={one.key} className={styles.fact}>
              <input
                aria-label={words.fieldName(index + 1)}
                placeholder={words.fieldNameShort}
                value={one.name}
                dir="auto"
                maxLength={limits?.profile_field_name_limit}
                onChange={({ target }) => change(one.key, { name: target.value })}
              />
              <input
                aria-label={words.fieldValue(index + 1)}
                placeholder={words.fieldValueShort}
                value={one.value}
                dir="auto"
                maxLength={limits?.profile_field_value_limit}
                onChange={({ target }) => change(one.key, { value: target.value })}
              />
              <IconButton
                icon="close"
                label={words.removeField(index + 1)}
                onClick={() => setFacts((before) => before.filter(({ key }) => key !== one.key))}
              />
            </div>
          ))}
          {facts.length < most && (
            <Button kind="quiet" icon="plus" className={styles.add} onClick={() => setFacts([...facts, fact()])}>
              {words.addField}
            </Button>
          )}
        </fieldset>
        {error && (
          <p className={styles.error} role="alert">
            {error}
          </p>
        )}
        <Actions>
          <Button kind="main" type="submit" isBusy={isBusy}>
            {common.save}
          </Button>
        </Actions>
      </form>
    </Part>
  )
}

type Flag = 'discoverable' | 'indexable' | 'hide_collections' | 'locked' | 'bot'

function BeingFound({ own }: { own: OwnAccount }) {
  async function change(flag: Flag, isOn: boolean) {
    keepOwnAccount({ ...own, [flag]: isOn, source: { ...own.source, [flag]: isOn } })
    await changeOwnAccount({ [flag]: isOn }).then(toastSaved, (failure) => {
      keepOwnAccount(own)
      toastError(failure)
    })
  }
  const line = (flag: Flag, label: string, hint: string) => (
    <Switch label={label} hint={hint} isOn={own[flag] === true} onChange={(isOn) => change(flag, isOn)} />
  )
  return (
    <Part title={words.beingFound}>
      {line('discoverable', words.discoverable, words.discoverableHint)}
      {line('indexable', words.indexable, words.indexableHint)}
      {line('hide_collections', words.hideCollections, words.hideCollectionsHint)}
      {line('locked', words.locked, words.lockedHint)}
      {line('bot', words.bot, words.botHint)}
    </Part>
  )
}
