import { useId, useState } from 'react'
import { timeLeft } from '#messages/grammar.ts'
import { posts } from '#messages/posts.ts'
import { api } from '../api/client.ts'
import type { Poll } from '../api/entities.ts'
import { Button } from '../design/button.tsx'
import { Icon } from '../design/icon.tsx'
import { toastError } from '../design/toasts.tsx'
import { withEmojis } from './html.tsx'
import styles from './poll-box.module.css'
import { changePost } from './post-store.ts'

/** The question with its answers to choose from, or how the choice stands. */
export function PollBox({ postId, poll }: { postId: string; poll: Poll }) {
  const [wantsResults, setWantsResults] = useState(false)
  const isOpen = !poll.expired && !poll.voted
  return (
    <div className={styles.poll}>
      {isOpen && !wantsResults ? <Ballot postId={postId} poll={poll} /> : <Results poll={poll} />}
      <p className={styles.facts}>
        {poll.multiple ? posts.people(poll.voters_count) : posts.votes(poll.votes_count)}
        {' · '}
        {poll.expired ? posts.pollEnded : posts.pollEnds(timeLeft(new Date(poll.expires_at)))}
        {isOpen && (
          <Button kind="quiet" onClick={() => setWantsResults(!wantsResults)}>
            {wantsResults ? posts.backToVote : posts.seeResults}
          </Button>
        )}
      </p>
    </div>
  )
}

function Ballot({ postId, poll }: { postId: string; poll: Poll }) {
  const name = useId()
  const [chosen, setChosen] = useState<readonly number[]>([])
  const [isBusy, setIsBusy] = useState(false)
  function choose(place: number, isOn: boolean) {
    const others = poll.multiple ? chosen.filter((one) => one !== place) : []
    setChosen(isOn ? [...others, place] : others)
  }
  async function vote() {
    setIsBusy(true)
    try {
      const after = await api<Poll>('POST', `/api/v1/polls/${poll.id}/votes`, { body: { choices: chosen } })
      changePost(postId, (post) => ({ ...post, poll: after }))
    } catch (error) {
      toastError(error)
      setIsBusy(false)
    }
  }
  return (
    <fieldset className={styles.ballot}>
      <legend className="for-readers">{posts.vote}</legend>
      {poll.options.map(({ title }, place) => (
        <label key={place} className={styles.option}>
          <input
            type={poll.multiple ? 'checkbox' : 'radio'}
            name={name}
            checked={chosen.includes(place)}
            onChange={({ target }) => choose(place, target.checked)}
          />
          <span dir="auto">{withEmojis(title, poll.emojis)}</span>
        </label>
      ))}
      <Button disabled={chosen.length === 0} isBusy={isBusy} onClick={vote}>
        {posts.vote}
      </Button>
    </fieldset>
  )
}

function Results({ poll }: { poll: Poll }) {
  const all = Math.max(1, poll.multiple ? poll.voters_count : poll.votes_count)
  const most = Math.max(...poll.options.map(({ votes_count }) => votes_count ?? 0))
  return (
    <ul className={styles.results}>
      {poll.options.map(({ title, votes_count }, place) => {
        const percent = Math.round(((votes_count ?? 0) / all) * 100)
        const isOwn = poll.own_votes?.includes(place)
        return (
          <li key={place} className={votes_count === most && most > 0 ? styles.leading : undefined}>
            <span className={styles.share} style={{ inlineSize: `${percent}%` }} />
            <span dir="auto">{withEmojis(title, poll.emojis)}</span>
            {isOwn && (
              <>
                <Icon name="check" size={16} />
                <span className="for-readers">{posts.yourVote}</span>
              </>
            )}
            <span className={styles.percent}>{votes_count === null ? '' : `${percent}%`}</span>
          </li>
        )
      })}
    </ul>
  )
}
