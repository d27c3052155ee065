import { type FormEvent, useState } from 'react'
import { common } from '#messages/common.ts'
import { settings as words } from '#messages/settings.ts'
import { api } from '../api/client.ts'
import type { Tag } from '../api/entities.ts'
import { useList } from '../api/queries.ts'
import { Button } from '../design/button.tsx'
import { Field } from '../design/field.tsx'
import { Empty, Failed, LoadingList } from '../design/states.tsx'
import { toastError } from '../design/toasts.tsx'
import styles from './hashtags-page.module.css'
import { Part, Row, Rows, SettingsPage } from './parts.tsx'

const perPage = 100
const turnTag = (name: string, act: 'follow' | 'unfollow') =>
  api<Tag>('POST', `/api/v1/tags/${encodeURIComponent(name)}/${act}`)

export default function HashtagsPage() {
  const { items, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useList<Tag>({
    key: ['settings', 'hashtags'],
    path: '/api/v1/followed_tags',
    params: { limit: perPage },
  })
  return (
    <SettingsPage title={words.sections.hashtags.title}>
      <FollowForm onFollowed={refetch} />
      {!items ? (
        error ? (
          <Failed error={error} retry={refetch} />
        ) : (
          <LoadingList count={3} />
        )
      ) : items.length === 0 ? (
        <Empty icon="hash" title={words.noTags} text={words.noTagsText} />
      ) : (
        <Part>
          <Rows label={words.sections.hashtags.title}>
            {items.map((tag) => (
              <TagRow key={tag.name} tag={tag} />
            ))}
          </Rows>
          {hasNextPage && items.length >= perPage && (
            <Button isBusy={isFetchingNextPage} onClick={() => fetchNextPage()}>
              {common.more}
            </Button>
          )}
        </Part>
      )}
    </SettingsPage>
  )
}

function FollowForm({ onFollowed }: { onFollowed: () => void }) {
  const [name, setName] = useState('')
  const [error, setError] = useState<string>()
  async function follow(event: FormEvent) {
    event.preventDefault()
    const plain = name.trim().replace(/^#/, '')
    if (!/^[\p{L}\p{N}\p{M}_·]+$/u.test(plain)) return setError(words.tagWrong)
    setError(undefined)
    await turnTag(plain, 'follow').then(() => {
      setName('')
      onFollowed()
    }, toastError)
  }
  return (
    <Part>
      <form className={styles.form} onSubmit={follow}>
        <Field
          label={words.followTag}
          value={name}
          error={error}
          dir="auto"
          autoCapitalize="none"
          onChange={({ target }) => setName(target.value)}
        />
        <Button type="submit">{words.follow}</Button>
      </form>
    </Part>
  )
}

function TagRow({ tag }: { tag: Tag }) {
  const [isOn, setIsOn] = useState(true)
  async function turn() {
    setIsOn(!isOn)
    await turnTag(tag.name, isOn ? 'unfollow' : 'follow').catch((failure) => {
      setIsOn(isOn)
      toastError(failure)
    })
  }
  return (
    <Row
      title={
        <a href={`/tags/${encodeURIComponent(tag.name)}`}>
          <bdi>#{tag.name}</bdi>
        </a>
      }
      end={<Button onClick={turn}>{isOn ? words.unfollow : words.followAgain}</Button>}
    />
  )
}
