/** Tells the people who look after this server about somebody, with the posts to look at. */
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { people as words } from '#messages/people.ts'
import { api } from '../api/client.ts'
import type { Account, Post } from '../api/entities.ts'
import { instanceQuery } from '../api/queries.ts'
import { Button } from '../design/button.tsx'
import { Check } from '../design/check.tsx'
import { Chips } from '../design/chips.tsx'
import { TextArea } from '../design/field.tsx'
import { Sheet, SheetFoot } from '../design/sheet.tsx'
import { toast, toastError } from '../design/toasts.tsx'
import { keepPosts } from '../posts/post-store.ts'
import styles from './report-sheet.module.css'

type Kind = keyof typeof words.reportKinds
const kinds = Object.entries(words.reportKinds).map(([value, text]) => ({ value: value as Kind, text }))
const postsShown = 20
/** Until more are asked for. */
const fewPosts = 3

/** What a post says, as one line. */
function firstWords({ content, spoiler_text, media_attachments }: Post): string {
  const text = new DOMParser().parseFromString(content, 'text/html').body.textContent?.trim()
  return spoiler_text || text?.slice(0, 140) || media_attachments[0]?.description || words.media
}

/** `post`: the one that led here is chosen already. */
type ReportSheetProps = { account: Account; post?: Post; onClose: () => void }

export default function ReportSheet({ account, post, onClose }: ReportSheetProps) {
  const name = account.display_name || account.username
  const group = useId()
  const [kind, setKind] = useState<Kind>('other')
  const [rules, setRules] = useState<readonly string[]>([])
  const [chosen, setChosen] = useState<readonly string[]>(post ? [post.id] : [])
  const [showsAll, setShowsAll] = useState(false)
  const [comment, setComment] = useState('')
  const [isBusy, setIsBusy] = useState(false)
  const { data: instance } = useQuery(instanceQuery)
  const { data: newest = [] } = useQuery({
    queryKey: ['posts', 'by', account.id, 'newest'],
    async queryFn({ signal }) {
      const params = { limit: postsShown, exclude_reblogs: true }
      const found = await api<Post[]>('GET', `/api/v1/accounts/${account.id}/statuses`, { params, signal })
      keepPosts(found)
      return found
    },
  })
  const posts = post ? [post, ...newest.filter(({ id }) => id !== post.id)] : newest
  const toggle = (list: readonly string[], id: string) =>
    list.includes(id) ? list.filter((one) => one !== id) : [...list, id]

  async function send() {
    setIsBusy(true)
    try {
      await api('POST', '/api/v1/reports', {
        body: {
          account_id: account.id,
          category: kind,
          status_ids: chosen,
          rule_ids: kind === 'violation' ? rules : [],
          comment: comment.trim(),
        },
      })
      onClose()
      toast(words.reported)
    } catch (error) {
      setIsBusy(false)
      toastError(error)
    }
  }

  return (
    <Sheet title={words.reportTitle(name)} onClose={onClose}>
      <form
        className={styles.report}
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <p>{words.reportText}</p>
        <section>
          <h3>{words.reportWhat}</h3>
          <Chips
            label={words.reportWhat}
            name={group}
            choices={kinds}
            value={kind}
            onChange={(next) => setKind(next ?? 'other')}
          />
        </section>
        {kind === 'violation' && instance && instance.rules.length > 0 && (
          <section>
            <h3>{words.reportRules}</h3>
            {instance.rules.map(({ id, text }) => (
              <Check key={id} label={text} isOn={rules.includes(id)} onChange={() => setRules(toggle(rules, id))} />
            ))}
          </section>
        )}
        {posts.length > 0 && (
          <section>
            <h3>{words.reportPosts}</h3>
            {posts
              .filter((one, place) => showsAll || place < fewPosts || chosen.includes(one.id))
              .map((one) => (
                <Check
                  key={one.id}
                  label={firstWords(one)}
                  isOn={chosen.includes(one.id)}
                  onChange={() => setChosen(toggle(chosen, one.id))}
                />
              ))}
            {!showsAll && posts.length > fewPosts && (
              <Button kind="quiet" onClick={() => setShowsAll(true)}>
                {words.reportMorePosts}
              </Button>
            )}
          </section>
        )}
        <TextArea
          label={words.reportComment}
          value={comment}
          maxLength={1_000}
          dir="auto"
          onChange={(event) => setComment(event.target.value)}
        />
        <SheetFoot>
          <Button kind="main" type="submit" isBusy={isBusy}>
            {words.sendReport}
          </Button>
        </SheetFoot>
      </form>
    </Sheet>
  )
}
