/** Turning the dials of a follow, and undoing what one did about somebody. */

import { common } from '#messages/common.ts'
import { dials as words } from '#messages/dials.ts'
import { api } from '../api/client.ts'
import type { Act, Relationship, Volume } from '../api/entities.ts'
import { queryClient } from '../api/queries.ts'
import { toast, toastError } from '../design/toasts.tsx'
import { ties } from '../ties/tie-store.ts'
import { beginAnew } from '../timelines/home-channel.ts'
import { relationships } from './relationships.ts'

export type DialChanges = {
  volume?: Volume
  best_per_day?: number
  boosts?: boolean
  keep?: boolean
  roles?: string[]
}

export const heldBackKey = (id: string) => ['posts', 'held_back', id] as const

/** Throws an ApiError. */
export async function turn(id: string, changes: DialChanges): Promise<Relationship> {
  const relationship = await api<Relationship>('PUT', `/api/twoway/v1/follows/${id}`, { body: changes })
  relationships.keep([relationship])
  void queryClient.invalidateQueries({ queryKey: heldBackKey(id) })
  return relationship
}

/** The act that has just been done about somebody. */
export async function latestAct(id: string): Promise<Act | undefined> {
  const [act] = await api<Act[]>('GET', '/api/twoway/v1/acts', { params: { limit: 1 } })
  return act?.people.some(({ account }) => account.id === id) ? act : undefined
}

type Undone = { act: Act; undone: { account_id: string; undone: boolean; missing_lists: number }[] }

/** `among`: whom; everybody when it is left out. `ask`: those who have to agree again are asked. Throws an ApiError. */
export async function undo(act: Act, { among, ask }: { among?: readonly string[]; ask: boolean }): Promise<Undone> {
  const answer = await api<Undone>('POST', `/api/twoway/v1/acts/${act.id}/undo`, {
    body: { ...(among ? { account_ids: among } : {}), ask },
  })
  for (const { account_id } of answer.undone) {
    relationships.refresh(account_id)
    ties.refresh(account_id)
    void queryClient.invalidateQueries({ queryKey: heldBackKey(account_id) })
  }
  void queryClient.invalidateQueries({ queryKey: ['accounts', 'named'] })
  await Promise.all([queryClient.invalidateQueries({ queryKey: ['acts'] }), beginAnew()])
  return answer
}

/** From a toast, whose acts are the newest: whoever has to agree again is asked. Throws an ApiError. */
export async function undoAtOnce(acts: readonly Act[]) {
  for (const act of acts) await undo(act, { ask: act.people.some((one) => one.undo.asks_again) })
  toast(words.undone)
}

/** Says what was done, with the way back to everything as it was; the channel begins anew. */
export async function sayDone(text: string, id: string) {
  const act = await latestAct(id)
  await beginAnew()
  toast(text, act ? { action: { label: common.undo, run: () => void undoAtOnce([act]).catch(toastError) } } : {})
}
