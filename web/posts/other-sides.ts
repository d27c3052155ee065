/** What has been unfolded above posts that answer: kept by the row, so that it stands there again when one scrolls back. */
import { createStore } from '../api/store.ts'
import { fetchPost, findPost } from './post-store.ts'

/** The way up from a row, the nearest first. */
type Way = { ids: readonly string[]; state: 'loading' | 'open' | 'gone' }

export const otherSides = createStore<ReadonlyMap<string, Way>>(new Map())

const setWay = (row: string, way: Way | undefined) =>
  otherSides.set((before) => {
    const after = new Map(before)
    if (way) after.set(row, way)
    else after.delete(row)
    return after
  })

/** One step further up from what is shown: to `answered`. */
export async function unfoldOtherSide(row: string, answered: string) {
  const ids = otherSides.get().get(row)?.ids ?? []
  if (ids.includes(answered)) return
  setWay(row, { ids, state: 'loading' })
  try {
    const post = findPost(answered) ?? (await fetchPost(answered))
    setWay(row, { ids: [...ids, post.id], state: 'open' })
  } catch {
    setWay(row, { ids, state: 'gone' })
  }
}

export const foldOtherSide = (row: string) => setWay(row, undefined)
