/** The best of a day, for follows whose volume is "best n a day". */
import { dayMs } from '../platform/clock.ts'
import { type AccountId, firstIdAt, type Id, idTime, type PostId } from '../platform/ids.ts'
import { loadFacts, type Reader } from '../posts/hydrate.ts'
import { belongsInHome, bestFirst, type HomeChoices, isOneOfMany, type PostFacts } from '../posts/visibility.ts'
import { selectDayEntries } from './queries.ts'

/** Ids of one UTC day, as far as they tell their time. */
export type Day = { author: AccountId; first: Id; end: Id }

export function dayOf({ id, author }: Pick<PostFacts, 'id' | 'author'>): Day {
  const start = Math.floor(idTime(id).getTime() / dayMs) * dayMs
  return { author: author.id, first: firstIdAt(new Date(start)), end: firstIdAt(new Date(start + dayMs)) }
}

const keyOf = ({ author, first }: Day) => `${author} ${first}`
/** More than the best, for some of a day's posts may not belong in home. */
const looksAt = (most: number) => most + 10

/**
 * Of home entries at most the best of each author's day, where the viewer wants no more. Entries of one day stand or fall
 * by all of that day, never by where a page begins or ends.
 */
export async function withoutTheRest(
  reader: Reader,
  viewerId: AccountId,
  choices: HomeChoices,
  entries: PostFacts[],
): Promise<PostFacts[]> {
  const isWeighed = (entry: PostFacts) => isOneOfMany(entry, viewerId)
  const days = new Map<string, Day & { most: number }>()
  for (const entry of entries.filter(isWeighed)) {
    const day = dayOf(entry)
    days.set(keyOf(day), { ...day, most: entry.author.stance.bestPerDay })
  }
  if (days.size === 0) return entries
  const found = await selectDayEntries(reader.db, viewerId, [...days.values()])
  const byDay = Map.groupBy(found, ({ author, day }) => keyOf({ author, first: day, end: 0 }))
  const best = new Set<PostId>()
  for (const [key, { most }] of days) {
    const ranked = bestFirst(byDay.get(key) ?? [])
    if (ranked.length <= most) for (const { id } of ranked) best.add(id)
    else for (const id of await firstThatBelong(reader, viewerId, choices, { ranked, most })) best.add(id)
  }
  return entries.filter((entry) => !isWeighed(entry) || best.has(entry.id))
}

async function firstThatBelong(
  reader: Reader,
  viewerId: AccountId,
  choices: HomeChoices,
  { ranked, most }: { ranked: readonly { id: PostId }[]; most: number },
): Promise<PostId[]> {
  const kept: PostId[] = []
  for (let start = 0; start < ranked.length && kept.length < most; start += looksAt(most)) {
    const ids = ranked.slice(start, start + looksAt(most)).map(({ id }) => id)
    const facts = await loadFacts(reader, viewerId, ids)
    kept.push(...facts.filter((post) => belongsInHome(post, viewerId, choices)).map(({ id }) => id))
  }
  return kept.slice(0, most)
}
