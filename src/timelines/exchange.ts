/** What counts as an exchange: two people in one thread, each of whom has addressed the other. Pure. */
import type { AccountId, PostId } from '../platform/ids.ts'

/** A post of a thread as far as it speaks to people. `answers`: whose post it answers. */
export type Turn = {
  id: PostId
  author: AccountId
  answers: AccountId | undefined
  mentioned: readonly AccountId[]
}

/** The newest turn of an exchange, and who takes part in it: who spoke last comes first. */
export type Exchange = { newest: PostId; people: AccountId[] }

const lane = (from: AccountId, to: AccountId) => `${from} ${to}`

/**
 * The exchange among `turns`, which are posts of one thread in any order. A post addresses whom it answers and whom it
 * names. Undefined where nobody was answered back.
 */
export function exchangeAmong(turns: readonly Turn[]): Exchange | undefined {
  const lanes = new Set(
    turns.flatMap(({ author, answers, mentioned }) =>
      [...mentioned, ...(answers === undefined ? [] : [answers])].map((to) => lane(author, to)),
    ),
  )
  const mutual = turns
    .filter(({ author, answers }) => answers !== undefined && answers !== author && lanes.has(lane(answers, author)))
    .toSorted((a, b) => b.id - a.id)
  const [newest] = mutual
  if (!newest) return undefined
  const people = new Set(mutual.flatMap(({ author, answers }) => [author, answers as AccountId]))
  return { newest: newest.id, people: [...people] }
}
