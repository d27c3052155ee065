/** How I stand to people, and what I do to change it. */
import { createBatchStore } from '../api/batch-store.ts'
import { api } from '../api/client.ts'
import type { Account, FollowReason, Relationship } from '../api/entities.ts'
import { ownId, queryClient } from '../api/queries.ts'
import { ties } from '../ties/tie-store.ts'

export const relationships = createBatchStore<Relationship>({
  fetchMany: (id) => api('GET', '/api/v1/accounts/relationships', { params: { id, with_suspended: true } }),
  idOf: ({ id }) => id,
  most: 80,
})

/** Nothing stands between me and myself. */
export const useRelationship = (id: string) => relationships.use(id === ownId ? undefined : id)

type Act = 'follow' | 'unfollow' | 'block' | 'unblock' | 'mute' | 'unmute' | 'note' | 'remove_from_followers'

/** Throws an ApiError. Every page that shows the person shows what came of it. */
export async function act(id: string, what: Act, body: object = {}): Promise<Relationship> {
  const relationship = await api<Relationship>('POST', `/api/v1/accounts/${id}/${what}`, { body })
  relationships.keep([relationship])
  ties.refresh(id)
  void queryClient.invalidateQueries({ queryKey: ['ties', id] })
  void queryClient.invalidateQueries({ queryKey: ['accounts', 'named'] })
  return relationship
}

/** What a follower says about a follow; what is left out stays. */
export type FollowWords = {
  reason?: FollowReason | null
  reason_text?: string
  reason_status_id?: string | null
  reblogs?: boolean
  notify?: boolean
}

export const follow = (account: Pick<Account, 'id'>, words: FollowWords) => act(account.id, 'follow', words)
