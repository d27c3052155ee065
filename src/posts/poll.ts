/** A poll: what one may be, and which votes it takes. Pure. */
import { pollLimits } from '../instance/instance.ts'
import { type Failure, invalid } from '../platform/failure.ts'
import type { PostId } from '../platform/ids.ts'
import { cleanText, countCharacters } from '../platform/text.ts'

/** As it is asked for, with the time it stays open. */
export type NewPoll = { options: string[]; multiple: boolean; hideTotals: boolean; openSeconds: number }

export type Poll = {
  postId: PostId
  options: string[]
  multiple: boolean
  /** Nobody is shown how it stands until it is over. */
  hideTotals: boolean
  expiresAt: Date
  /** How many chose each option. */
  tallies: number[]
  votersCount: number
  /** The viewer's vote: places of options, from 0. Undefined: none. */
  ownChoices: number[] | undefined
}

export function isOver({ expiresAt }: Pick<Poll, 'expiresAt'>, now: Date): boolean {
  return expiresAt <= now
}

const refused = (sentence: string) => invalid(`Validation failed: ${sentence}`)

/** The poll with its options cleaned, or what is wrong with it. */
export function checkPoll(poll: NewPoll): NewPoll | Failure {
  const { maxOptions, charactersPerOption, minSeconds, maxSeconds } = pollLimits
  const options: string[] = []
  for (const option of poll.options) {
    const cleaned = cleanText(option)
    if (!cleaned.ok) return refused(`Options ${cleaned.reason}`)
    const title = cleaned.text.replace(/\s+/g, ' ')
    if (title === '') return refused("Options can't be blank")
    if (Buffer.byteLength(title) > charactersPerOption * 40 || countCharacters(title) > charactersPerOption)
      return refused(`Options can't be longer than ${charactersPerOption} characters each`)
    options.push(title)
  }
  if (options.length < 2) return refused('Options must have more than one item')
  if (options.length > maxOptions) return refused(`Options can't contain more than ${maxOptions} items`)
  if (new Set(options).size < options.length) return refused('Options contain duplicate items')
  if (poll.openSeconds < minSeconds)
    return refused(`Expires at is too soon: a poll is open for at least ${minSeconds} seconds`)
  if (poll.openSeconds > maxSeconds)
    return refused(`Expires at is too far into the future: a poll is open for at most ${maxSeconds} seconds`)
  return { ...poll, options }
}

/** Whether both ask the same, so that a vote for one is a vote for the other. */
export function asksTheSame(a: Pick<Poll, 'options' | 'multiple'>, b: Pick<Poll, 'options' | 'multiple'>): boolean {
  return (
    a.multiple === b.multiple &&
    a.options.length === b.options.length &&
    a.options.every((option, place) => option === b.options[place])
  )
}

/** What is wrong with choosing these options, leaving out who votes. */
export function checkChoices(poll: Poll, choices: readonly number[], now: Date): Failure | undefined {
  if (isOver(poll, now)) return refused('The poll has already ended')
  if (choices.length === 0) return refused('Choose at least one option')
  if (choices.some((choice) => choice >= poll.options.length)) return refused('The chosen vote option does not exist')
  if (choices.length > 1 && !poll.multiple) return refused('Only one option can be chosen in this poll')
  return undefined
}
