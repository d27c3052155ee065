/** The place where one writes: a new post, an answer, a quote, a change. */
import { useQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { composer as words } from '#messages/composer.ts'
import { api } from '../api/client.ts'
import type { OwnAccount } from '../api/entities.ts'
import { instanceQuery, useOwnAccount } from '../api/queries.ts'
import { Avatar } from '../design/avatar.tsx'
import { Button } from '../design/button.tsx'
import { Sheet } from '../design/sheet.tsx'
import { toastError } from '../design/toasts.tsx'
import styles from './composer.module.css'
import { PictureRow, useUploads } from './composer-pictures.tsx'
import { PollEditor } from './composer-poll.tsx'
import { isTooSoon, ScheduleField } from './composer-schedule.tsx'
import { type ComposerStart, closeComposer } from './composer-store.ts'
import { ComposerText } from './composer-text.tsx'
import { ComposerTools } from './composer-tools.tsx'
import { countCharacters } from './count.ts'
import { type Draft, dropDraft, freshDraft, isEmptyDraft, keepDraft, loadDraft } from './draft.ts'
import { Html } from './html.tsx'
import { post, saveEdit } from './outbox.ts'

const EmojiPicker = lazy(() => import('./emoji-picker.tsx'))

export default function Composer({ start }: { start: ComposerStart }) {
  const own = useOwnAccount()
  const { edit } = start
  const source = useQuery({
    queryKey: ['posts', edit?.id, 'source'],
    queryFn: () => api<{ text: string; spoiler_text: string }>('GET', `/api/v1/statuses/${edit?.id}/source`),
    enabled: edit !== undefined,
    staleTime: 0,
    gcTime: 0,
  })
  if (!own) return null
  if (!edit) return <Writing start={start} own={own} first={loadDraft(start, own)} />
  if (source.isError) {
    toastError(source.error)
    closeComposer()
  }
  if (!source.data || source.isFetching) return null
  const first: Draft = {
    ...freshDraft(start, own),
    text: source.data.text,
    warning: source.data.spoiler_text || undefined,
    visibility: edit.visibility,
    replyPolicy: edit.twoway.reply_policy,
    language: edit.language ?? 'en',
    sensitive: edit.sensitive,
    media: edit.media_attachments,
  }
  return <Writing start={start} own={own} first={first} />
}

function titleOf({ replyTo, quote, edit }: ComposerStart): string {
  if (replyTo) return words.reply(replyTo.account.display_name || replyTo.account.username)
  if (edit) return words.edit
  return quote ? words.quote : words.write
}

function Writing({ start, own, first }: { start: ComposerStart; own: OwnAccount; first: Draft }) {
  const { replyTo, quote, edit } = start
  const [draft, setDraft] = useState(first)
  const [isNudging, setIsNudging] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const [isChoosing, setIsChoosing] = useState(false)
  const box = useRef<HTMLTextAreaElement>(null)
  const instance = useQuery(instanceQuery)
  const most = instance.data?.configuration.statuses.max_characters ?? 500
  const mostPictures = instance.data?.configuration.statuses.max_media_attachments ?? 4
  const change = (changes: Partial<Draft>) => setDraft((before) => ({ ...before, ...changes }))
  const uploads = useUploads(draft.media, mostPictures, (update) =>
    setDraft((before) => ({ ...before, media: update(before.media) })),
  )

  useEffect(() => keepDraft(draft, start, own), [draft, start, own])
  useEffect(() => {
    const end = box.current?.value.length ?? 0
    box.current?.focus()
    box.current?.setSelectionRange(end, end)
  }, [])

  const used = countCharacters(draft.text) + countCharacters(draft.warning ?? '')
  const isEmpty = isEmptyDraft(draft, start, own)
  const isLate = draft.scheduledAt !== undefined && isTooSoon(draft.scheduledAt)
  const isSendable = !isEmpty && used <= most && !uploads.isBusy && !isBusy && !isLate

  async function send({ isSure = false } = {}) {
    if (!isSendable) return
    if (!isSure && draft.media.some(({ description }) => !description)) return setIsNudging(true)
    if (!edit) {
      closeComposer()
      return post(draft, start)
    }
    setIsBusy(true)
    try {
      await saveEdit(draft, edit)
      closeComposer()
    } catch (error) {
      toastError(error)
      setIsBusy(false)
    }
  }
  /** Where the caret stands, or instead of what is marked. */
  function insert(emoji: string) {
    const { selectionStart: from = draft.text.length, selectionEnd: to = from } = box.current ?? {}
    change({ text: draft.text.slice(0, from) + emoji + draft.text.slice(to) })
    const caret = from + emoji.length
    requestAnimationFrame(() => box.current?.setSelectionRange(caret, caret))
  }
  function discard() {
    dropDraft(start)
    setDraft(freshDraft(start, own))
    box.current?.focus()
  }

  const action = (
    <Button kind="main" disabled={!isSendable} isBusy={isBusy} onClick={() => void send()}>
      {edit ? words.save : replyTo ? words.answer : words.post}
    </Button>
  )
  return (
    <Sheet title={titleOf(start)} onClose={closeComposer} action={action} isTall>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what is dropped can be chosen with the button, too */}
      <div
        className={styles.composer}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault()
          uploads.add([...event.dataTransfer.files])
        }}
      >
        {replyTo && <Answered post={replyTo} />}
        {draft.warning !== undefined && (
          <input
            className={styles.warning}
            value={draft.warning}
            dir="auto"
            aria-label={words.warning}
            placeholder={words.warning}
            onChange={({ target }) => change({ warning: target.value })}
          />
        )}
        <ComposerText
          box={box}
          text={draft.text}
          language={draft.language}
          placeholder={replyTo ? words.placeholderReply : words.placeholder}
          onChange={(text) => change({ text })}
          onFiles={uploads.add}
          onSend={() => void send()}
        />
        <PictureRow uploads={uploads} media={draft.media} />
        {draft.poll && <PollEditor poll={draft.poll} onChange={(poll) => change({ poll })} />}
        {draft.scheduledAt !== undefined && (
          <ScheduleField at={draft.scheduledAt} onChange={(scheduledAt) => change({ scheduledAt })} />
        )}
        {quote && <Answered post={quote} />}
        {isNudging && (
          <Nudge>
            <Button
              onClick={() => {
                setIsNudging(false)
                uploads.focusMissing()
              }}
            >
              {words.describeNow}
            </Button>
            <Button kind="quiet" onClick={() => void send({ isSure: true })}>
              {words.postAnyway}
            </Button>
          </Nudge>
        )}
      </div>
      {isChoosing && (
        <Suspense>
          <EmojiPicker onChoose={insert} />
        </Suspense>
      )}
      <ComposerTools
        emojis={{ isOpen: isChoosing, toggle: () => setIsChoosing(!isChoosing) }}
        draft={draft}
        change={change}
        isEdit={edit !== undefined}
        left={most - used}
        onFiles={uploads.add}
        discard={isEmpty || edit ? undefined : discard}
      />
    </Sheet>
  )
}

function Nudge({ children }: { children: ReactNode }) {
  return (
    <div className={styles.nudge} role="alert">
      <p>{words.missingAlt}</p>
      <div>{children}</div>
    </div>
  )
}

function Answered({ post: answered }: { post: NonNullable<ComposerStart['replyTo']> }) {
  return (
    <div className={styles.answered}>
      <Avatar account={answered.account} size="small" />
      <div lang={answered.language ?? undefined} dir="auto">
        {answered.spoiler_text || <Html html={answered.content} emojis={answered.emojis} />}
      </div>
    </div>
  )
}
