/** Where one left off in a channel, in this browser: the post at the top of the window. Older than a few days it is forgotten. */

type Place = { id: string; at: number }

const lastsMs = 3 * 86_400_000
const keyOf = (channel: string) => `${channel}-place`

export function savedPlace(channel: string): string | undefined {
  const place = JSON.parse(localStorage.getItem(keyOf(channel)) ?? 'null') as Place | null
  return place && Date.now() - place.at < lastsMs ? place.id : undefined
}

export function savePlace(channel: string, id: string) {
  localStorage.setItem(keyOf(channel), JSON.stringify({ id, at: Date.now() } satisfies Place))
}

/** A page older than this begins with the post itself. */
export const justAfter = (id: string) => String(Number(id) + 1)

/** Ids are numbers that fit; longer ones are newer. */
export const newestFirst = (a: string, b: string) => b.length - a.length || (a < b ? 1 : a > b ? -1 : 0)
