/** In which order answers are read, and how they are joined. Pure. */
import type { Post } from '../api/entities.ts'

export type ThreadRow = { id: string; depth: 0 | 1 | 2; hasLineAbove: boolean; hasLineBelow: boolean }

/**
 * Depth first, so that an exchange stays together: the first answer to an answer goes on below it, joined by a line;
 * other answers to it stand one step further in. An answer whose parent is not here hangs on the post itself.
 */
export function arrange(rootId: string, below: readonly Pick<Post, 'id' | 'in_reply_to_id'>[]): ThreadRow[] {
  const known = new Set(below.map(({ id }) => id))
  const answers = new Map<string, string[]>()
  for (const { id, in_reply_to_id: parent } of below) {
    const place = parent !== null && known.has(parent) ? parent : rootId
    answers.set(place, [...(answers.get(place) ?? []), id])
  }
  const rows: ThreadRow[] = []
  function visit(id: string, depth: 0 | 1 | 2, hasLineAbove: boolean) {
    const [first, ...others] = answers.get(id) ?? []
    rows.push({ id, depth, hasLineAbove, hasLineBelow: first !== undefined })
    if (first !== undefined) visit(first, depth, true)
    const deeper = depth === 2 ? 2 : depth === 1 ? 2 : 1
    for (const other of others) visit(other, deeper, false)
  }
  for (const id of answers.get(rootId) ?? []) visit(id, 0, false)
  return rows
}
