import type { PostId } from '../platform/ids.ts'

export type ThreadEntry = { id: PostId; parentId: PostId | null }

/** From the first post of the thread down to the one that `id` answers; the `most` nearest ones. */
export function ancestorsIn(thread: readonly ThreadEntry[], id: PostId, most: number): PostId[] {
  const parents = new Map(thread.map((entry) => [entry.id, entry.parentId]))
  const found = new Set<PostId>()
  for (let parent = parents.get(id); parent && found.size < most && !found.has(parent); parent = parents.get(parent))
    found.add(parent)
  return [...found].reverse()
}

/** Each answer is followed by the answers to it, the older first. At most `deepest` steps below `id`. */
export function descendantsIn(thread: readonly ThreadEntry[], id: PostId, most: number, deepest: number): PostId[] {
  const answers = Map.groupBy(thread, ({ parentId }) => parentId)
  const found = new Set<PostId>()
  const open = [{ id, depth: 0 }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { depth } = next
    if (depth > 0) found.add(next.id)
    if (found.size === most) break
    if (depth === deepest) continue
    const below = (answers.get(next.id) ?? []).filter((answer) => !found.has(answer.id) && answer.id !== id)
    open.push(...below.toReversed().map((answer) => ({ id: answer.id, depth: depth + 1 })))
  }
  return [...found]
}
