/** Counts the figures of an audit from a town's own list of what happened in it, without the server's code. */
import { deliveriesOf } from '../src/town/deliveries.ts'
import type { Town, TownPost } from '../src/town/town.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const hourOf = (time: Date | number) => Math.floor(Number(time) / hourMs)
const toPlaces = (value: number, places: number) => Math.round(value * 10 ** places) / 10 ** places

/** `people`: how many a post speaks to. */
type Act = { at: Date; type: 'reply' | 'quote' | 'mention' | 'attention'; people: number }
const isTalk = ({ type }: Act) => type !== 'attention'

/** What `from` did towards `to`. */
function actsOf(town: Town, from: string, to: string): Act[] {
  const authorOf = (place: number | undefined) => (place === undefined ? undefined : town.posts[place]!.author)
  const spokenTo = ({ author, text, parent, quoted }: TownPost) => {
    const named = [...text.matchAll(/@([a-z_]+)\b/g)].map(([, name]) => name!)
    const people = new Set([authorOf(parent), authorOf(quoted), ...named].filter((name) => name !== undefined))
    people.delete(author)
    return people
  }
  const talk = town.posts
    .filter(({ author }) => author === from)
    .filter((post) => spokenTo(post).has(to))
    .map((post): Act => {
      const type = authorOf(post.parent) === to ? 'reply' : authorOf(post.quoted) === to ? 'quote' : 'mention'
      return { at: post.at, type, people: spokenTo(post).size }
    })
  const isTheirs = (post: number) => town.posts[post]!.author === to
  const attention = [
    ...town.boosts.filter(({ booster, post }) => booster === from && isTheirs(post)),
    ...town.favourites.filter(({ by, post }) => by === from && isTheirs(post)),
  ].map(({ at }): Act => ({ at, type: 'attention', people: 1 }))
  return [...talk, ...attention]
}

/**
 * Talk weighs half as much every thirty days, less with each person it speaks to, and what was said in the same way within
 * an hour counts as its logarithm.
 */
function weightOf(acts: readonly Act[], now: Date): number {
  const together = Map.groupBy(acts.filter(isTalk), ({ at, type }) => `${hourOf(at)} ${type}`)
  return together.values().reduce((sum, all) => {
    const hours = now.getTime() / hourMs - hourOf(all[0]!.at) - 0.5
    const share = all.reduce((total, { people }) => total + Math.floor(1000 / people), 0)
    return sum + Math.log2(1 + share / 1000) * 0.5 ** (Math.max(0, hours) / (30 * 24))
  }, 0)
}

/** Of everybody somebody follows, by username, in the words of the API. */
export function recountAudit(town: Town, me: string, now: Date) {
  const today = Math.floor(now.getTime() / dayMs) * dayMs
  const since = today - 90 * dayMs
  const delivered = new Map<string, number>()
  for (const { author, day, count } of deliveriesOf(town, me))
    if (Date.parse(day) >= since) delivered.set(author, (delivered.get(author) ?? 0) + count)
  const deliveredAll = delivered.values().reduce((sum, count) => sum + count, 0)
  const follows = town.follows.filter(({ follower }) => follower === me)
  const between = follows.map(({ followee }) => ({
    mine: actsOf(town, me, followee),
    theirs: actsOf(town, followee, me),
  }))
  const weights = between.map(({ mine, theirs }) => weightOf(mine, now) + weightOf(theirs, now))
  const weightAll = weights.reduce((sum, weight) => sum + weight, 0)
  const inMonth = ({ at }: { at: Date }) => at.getTime() >= today - 28 * dayMs && at.getTime() < today
  return new Map(
    follows.map(({ followee, at }, place) => {
      const { mine, theirs } = between[place]!
      const talk = (acts: readonly Act[]) => acts.filter(isTalk).length
      const addressed = [...mine, ...theirs].filter((act) => isTalk(act) && act.people <= 4)
      const lastTalk = Math.max(...addressed.map((act) => hourOf(act.at)))
      const flow =
        town.posts.filter((post) => post.author === followee && post.visibility !== 'private' && inMonth(post)).length +
        town.boosts.filter((boost) => boost.booster === followee && inMonth(boost)).length
      const theirFollow = town.follows.find(({ follower, followee: to }) => follower === followee && to === me)
      const reached = delivered.get(followee) ?? 0
      return [
        followee,
        {
          followed_since: at.toISOString(),
          followed_by: theirFollow !== undefined,
          first: theirFollow && (theirFollow.at < at ? 'them' : 'me'),
          reactions: mine.filter((act) => hourOf(act.at) >= hourOf(since)).length,
          wrote: talk(mine),
          heard: talk(theirs),
          gave: mine.length - talk(mine),
          got: theirs.length - talk(theirs),
          last_talk: addressed.length === 0 ? null : new Date(lastTalk * hourMs).toISOString(),
          delivered: reached,
          share: toPlaces(reached / deliveredAll, 4),
          tie_share: toPlaces(weights[place]! / weightAll, 4),
          posts_per_day: toPlaces(flow / 28, 2),
          delivered_per_day: toPlaces(reached / 90, 2),
        },
      ]
    }),
  )
}
