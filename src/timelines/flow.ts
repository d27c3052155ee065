/** How much comes, in words a person can weigh. Pure. */
import { dayMs } from '../platform/clock.ts'

export const windowDays = 28
/** Of fewer days nothing is said. */
const fewestDays = 7

/** `days`: how many were counted, up to `windowDays`. `perDay` is rounded to a tenth. */
export type Flow = { posts: number; days: number; perDay: number }

/** `since`: when there began to be something to count. Undefined: too new to tell. */
export function flowOf(posts: number, since: Date | undefined, now: Date): Flow | undefined {
  if (since === undefined) return undefined
  const days = Math.min(windowDays, (now.getTime() - since.getTime()) / dayMs)
  if (days < fewestDays) return undefined
  return { posts, days: Math.round(days), perDay: Math.round((posts / days) * 10) / 10 }
}

/** about 9 posts a day, about 2 posts a week, no post in the last 28 days */
export function flowInWords({ posts, days, perDay }: Flow): string {
  if (posts === 0) return `no post in the last ${days} days`
  const [count, unit] = perDay >= 0.95 ? [perDay, 'day'] : [perDay * 7, 'week']
  const rounded = Math.max(1, Math.round(count))
  return `about ${rounded} ${rounded === 1 ? 'post' : 'posts'} a ${unit}`
}

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

export function costSentence({ theirs, channel }: { theirs: Flow | undefined; channel: Flow | undefined }): string {
  if (!theirs) return 'Too new to tell how much would come.'
  const come = capitalized(flowInWords(theirs))
  if (!channel || channel.posts === 0) return `${come}.`
  // The unit is said once where it is the same.
  const areBothByDay = theirs.perDay >= 0.95 && channel.perDay >= 0.95
  return `${come}; your channel has ${areBothByDay ? Math.round(channel.perDay) : flowInWords(channel)}.`
}
