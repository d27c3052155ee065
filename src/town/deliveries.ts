import type { Town } from './town.ts'

/** As long as deliveries are kept. */
const keptMs = 180 * 86_400_000

export type Delivery = { author: string; day: string; count: number }

/** What home would have shown: each post, and each boost for its booster, of whom one follows, since one does, in 180 days. */
export function deliveriesOf(town: Town, reader: string): Delivery[] {
  const since = town.now.getTime() - keptMs
  const followedAt = new Map(
    town.follows.filter(({ follower }) => follower === reader).map(({ followee, at }) => [followee, at.getTime()]),
  )
  const counts = new Map<string, Delivery>()
  const deliver = (author: string, at: Date) => {
    const from = followedAt.get(author)
    if (from === undefined || at.getTime() < Math.max(from, since)) return
    const day = at.toISOString().slice(0, 10)
    const key = `${author} ${day}`
    counts.set(key, { author, day, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  for (const { author, at, visibility } of town.posts) if (visibility !== 'private') deliver(author, at)
  for (const { booster, at } of town.boosts) deliver(booster, at)
  return [...counts.values()]
}
