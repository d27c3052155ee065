import type { AccountId } from '../platform/ids.ts'
import type { HydratedPost, Reader } from './hydrate.ts'
import { selectThread } from './queries.ts'
import { loadAllowed } from './reading.ts'
import { ancestorsIn, descendantsIn } from './thread.ts'
import { belongsInThread } from './visibility.ts'

export type ConversationLimits = { ancestors: number; descendants: number; depth: number }

/** A thread is practically whole for people's apps, and short for visitors and on pages. */
export const wholeThread: ConversationLimits = { ancestors: 4_096, descendants: 4_096, depth: Number.POSITIVE_INFINITY }
export const shortThread: ConversationLimits = { ancestors: 40, descendants: 60, depth: 20 }

/** What stands above and below a post in its thread, as far as the viewer may read it, in the order of the talk. */
export async function readConversation(
  reader: Reader,
  viewerId: AccountId | undefined,
  { row }: HydratedPost,
  most: ConversationLimits,
): Promise<{ above: HydratedPost[]; below: HydratedPost[] }> {
  const thread = await selectThread(reader.db, row.thread_id)
  const above = ancestorsIn(thread, row.id, most.ancestors)
  const below = descendantsIn(thread, row.id, most.descendants, most.depth)
  const around = await loadAllowed(reader, viewerId, [...above, ...below], belongsInThread)
  const isAbove = new Set(above)
  return {
    above: around.filter((post) => isAbove.has(post.row.id)),
    below: around.filter((post) => !isAbove.has(post.row.id)),
  }
}
