import { useQuery } from '@tanstack/react-query'
import { composer as words } from '#messages/composer.ts'
import { instanceQuery } from '../api/queries.ts'
import { Button, IconButton } from '../design/button.tsx'
import styles from './composer-poll.module.css'
import { type Draft, usualPollSeconds } from './draft.ts'

type Poll = NonNullable<Draft['poll']>

export const freshPoll: Poll = { options: ['', ''], multiple: false, seconds: usualPollSeconds }

export function PollEditor({ poll, onChange }: { poll: Poll; onChange: (poll: Poll) => void }) {
  const { data } = useQuery(instanceQuery)
  const most = data?.configuration.polls.max_options ?? 4
  const mostCharacters = data?.configuration.polls.max_characters_per_option ?? 50
  const setOptions = (options: readonly string[]) => onChange({ ...poll, options })
  return (
    <fieldset className={styles.poll}>
      <legend className="for-readers">{words.addPoll}</legend>
      {poll.options.map((option, place) => (
        <div key={place} className={styles.option}>
          <input
            value={option}
            dir="auto"
            maxLength={mostCharacters}
            aria-label={words.option(place + 1)}
            placeholder={words.option(place + 1)}
            onChange={({ target }) => setOptions(poll.options.map((one, at) => (at === place ? target.value : one)))}
          />
          {poll.options.length > 2 && (
            <IconButton
              icon="close"
              label={words.removeOption}
              onClick={() => setOptions(poll.options.filter((_, at) => at !== place))}
            />
          )}
        </div>
      ))}
      {poll.options.length < most && (
        <Button kind="quiet" icon="plus" onClick={() => setOptions([...poll.options, ''])}>
          {words.addOption}
        </Button>
      )}
      <label className={styles.line}>
        <span>{words.pollEnds}</span>
        <select value={poll.seconds} onChange={({ target }) => onChange({ ...poll, seconds: Number(target.value) })}>
          {words.durations.map(([seconds, text]) => (
            <option key={seconds} value={seconds}>
              {text}
            </option>
          ))}
        </select>
      </label>
      <label className={styles.line}>
        <input
          type="checkbox"
          checked={poll.multiple}
          onChange={({ target }) => onChange({ ...poll, multiple: target.checked })}
        />
        <span>{words.several}</span>
      </label>
    </fieldset>
  )
}
