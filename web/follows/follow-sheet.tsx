/** Follows somebody: what it brings, why; later the same sheet shows the reason again, and the way out. */
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useId, useState } from 'react'
import { common } from '#messages/common.ts'
import { dials } from '#messages/dials.ts'
import { follows as words } from '#messages/follows.ts'
import { fullDay } from '#messages/grammar.ts'
import { api } from '../api/client.ts'
import type { Account, FollowCost, FollowReason, Post, Relationship } from '../api/entities.ts'
import { Avatar } from '../design/avatar.tsx'
import { Button } from '../design/button.tsx'
import { Check } from '../design/check.tsx'
import { Chips } from '../design/chips.tsx'
import { Field } from '../design/field.tsx'
import { Sheet, SheetFoot } from '../design/sheet.tsx'
import { toast, toastError } from '../design/toasts.tsx'
import { openComposer } from '../posts/composer-store.ts'
import { withEmojis } from '../posts/html.tsx'
import { CostBar } from './cost-bar.tsx'
import styles from './follow-sheet.module.css'
import { closeFollowSheet, type FollowStart } from './follow-store.ts'
import { PostThatLed } from './post-that-led.tsx'
import { follow, useRelationship } from './relationships.ts'
import { UnfollowQuestion } from './unfollow-question.tsx'
import { VolumeSheet } from './volume-sheet.tsx'

/** Rules of one's own are for those who have written some. */
const StrategyRules = lazy(() => import('../audit/strategy-rules.tsx'))

export default function FollowSheet({ start }: { start: FollowStart }) {
  const relationship = useRelationship(start.account.id)
  const [isLeaving, setIsLeaving] = useState(false)
  const [isTurning, setIsTurning] = useState(false)
  if (!relationship) return null
  if (isTurning) return <VolumeSheet account={start.account} onClose={() => setIsTurning(false)} />
  if (isLeaving)
    return <UnfollowQuestion account={start.account} relationship={relationship} onClose={() => setIsLeaving(false)} />
  return (
    <ReasonForm
      start={start}
      relationship={relationship}
      onLeave={() => setIsLeaving(true)}
      onTurn={() => setIsTurning(true)}
    />
  )
}

function titleOf({ following, requested }: Relationship, account: Account): string {
  const name = account.display_name || account.username
  if (following) return words.followingTitle(name)
  if (requested) return words.requestedTitle(name)
  return account.locked ? words.askTitle(name) : words.followTitle(name)
}

const choicesFor = ({ followed_by }: Relationship) =>
  (Object.keys(words.reasons) as (keyof typeof words.reasons)[])
    .filter((reason) => followed_by || reason !== 'follows_me')
    .map((value) => ({ value: value as FollowReason, text: words.reasons[value as keyof typeof words.reasons] }))

/** What "Tell them why" puts into the composer. */
function messageTo(account: Account, reason: FollowReason | undefined, ownWords: string, post: Post | undefined) {
  const said = ownWords || words.tell[reason ?? 'other']
  const link = post && reason === 'liked_post' ? ` ${post.url}` : ''
  return { text: `@${account.acct} ${said}${link}`, visibility: 'direct' as const }
}

type ReasonFormProps = { start: FollowStart; relationship: Relationship; onLeave: () => void; onTurn: () => void }

function ReasonForm({ start, relationship, onLeave, onTurn }: ReasonFormProps) {
  const { account, fromPost } = start
  const { following, requested, twoway: story } = relationship
  const isFollow = !following && !requested
  const name = account.display_name || account.username
  const usual = start.reason ?? (fromPost ? 'liked_post' : undefined)
  const [reason, setReason] = useState<FollowReason | undefined>(isFollow ? usual : (story?.reason ?? undefined))
  const [ownWords, setOwnWords] = useState(story?.reason_text ?? '')
  const [tellsThem, setTellsThem] = useState(false)
  const [notify, setNotify] = useState(relationship.notifying)
  const [isBusy, setIsBusy] = useState(false)
  const postId = fromPost?.id ?? story?.reason_status_id ?? undefined
  const reasonName = useId()

  async function submit() {
    setIsBusy(true)
    try {
      const given = reason === 'imported' ? {} : { reason: reason ?? null }
      const options = isFollow ? {} : { notify }
      const now = await follow(account, {
        ...given,
        ...options,
        reason_text: ownWords.trim(),
        ...(isFollow && fromPost ? { reason_status_id: fromPost.id } : {}),
      })
      closeFollowSheet()
      toast(isFollow ? (now.following ? words.nowFollowing(name) : words.nowRequested(name)) : words.saved)
      if (tellsThem) openComposer(messageTo(account, reason, ownWords.trim(), fromPost))
    } catch (error) {
      setIsBusy(false)
      toastError(error)
    }
  }

  return (
    <Sheet title={titleOf(relationship, account)} onClose={closeFollowSheet}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <Person account={account} relationship={relationship} />
        {isFollow && <Cost account={account} />}
        {isFollow && (
          <Suspense>
            <StrategyRules id={account.id} />
          </Suspense>
        )}
        {isFollow && account.locked && <p className={styles.hint}>{words.asksFirst(name)}</p>}
        <section className={styles.part}>
          <h3>{words.why}</h3>
          <Chips
            label={words.why}
            name={reasonName}
            choices={choicesFor(relationship)}
            value={reason}
            onChange={setReason}
          />
          <Field
            label={words.ownWords}
            placeholder={words.ownWordsHint}
            value={ownWords}
            maxLength={500}
            dir="auto"
            autoComplete="off"
            onChange={(event) => setOwnWords(event.target.value)}
          />
          <p className={styles.hint}>{words.whyHint}</p>
        </section>
        {postId && <PostThatLed id={postId} />}
        {isFollow && (
          <Check label={words.tellThem(name)} hint={words.tellThemHint} isOn={tellsThem} onChange={setTellsThem} />
        )}
        {following && (
          <div className={styles.checks}>
            {story && <Standing story={story} onTurn={onTurn} />}
            <Check label={words.notify} isOn={notify} onChange={setNotify} />
          </div>
        )}
        <SheetFoot>
          {!isFollow && (
            <Button kind="danger" onClick={onLeave}>
              {following ? words.unfollow : words.withdraw}
            </Button>
          )}
          <Button kind="main" type="submit" isBusy={isBusy}>
            {isFollow ? (account.locked ? words.ask : words.follow) : common.save}
          </Button>
        </SheetFoot>
      </form>
    </Sheet>
  )
}

function Person({ account, relationship }: { account: Account; relationship: Relationship }) {
  const { followed_by, twoway: story } = relationship
  const facts = [
    story?.followed_since && words.since(fullDay(new Date(story.followed_since))),
    story?.first ? words.first[story.first] : followed_by && words.followsYou,
  ].filter(Boolean)
  return (
    <div className={styles.person}>
      <Avatar account={account} size="large" />
      <p>
        <strong dir="auto">{withEmojis(account.display_name || account.username, account.emojis)}</strong>
        <span>
          <bdi>@{account.acct}</bdi>
        </span>
        {facts.length > 0 && <span>{facts.join(' · ')}</span>}
      </p>
    </div>
  )
}

/** How much of them comes in, and the way to the dials. */
function Standing({ story, onTurn }: { story: NonNullable<Relationship['twoway']>; onTurn: () => void }) {
  return (
    <p className={styles.standing}>
      <span>{dials.standingOf(story.volume, story.best_per_day)}</span>
      <Button kind="quiet" aria-label={dials.open} onClick={onTurn}>
        {dials.change}
      </Button>
    </p>
  )
}

/** Said before anything is asked. */
function Cost({ account }: { account: Account }) {
  const { data, isError } = useQuery({
    queryKey: ['follows', account.id, 'cost'],
    queryFn: ({ signal }) => api<FollowCost>('GET', `/api/twoway/v1/people/${account.id}/volume`, { signal }),
  })
  return (
    <div className={styles.cost} role="status" aria-label={words.cost}>
      <p>{data ? data.sentence : isError ? words.costUnknown : words.countingCost}</p>
      <CostBar cost={data} />
    </div>
  )
}
