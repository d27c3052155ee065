/** Turning the dials of a follow, and undoing what one did about somebody. */
import { api } from '../api/client.ts'
import type { Act, Relationship, Volume } from '../api/entities.ts'
import { toast, toastError } from '../design/toasts.tsx'
import { common } from '../messages/common.ts'
import { dials as words } from '../messages/dials.ts'
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

/** Throws an ApiError. */
export async function turn(id: string, changes: DialChanges): Promise<Relationship> {
  const relationship = await api<Relationship>('PUT', `/api/twoway/v1/follows/${id}`, { body: changes })
  relationships.keep([relationship])
  return relationship
}

/** The act that has just been done about somebody. */
export async function latestAct(id: string): Promise<Act | undefined> {
  const [act] = await api<Act[]>('GET', '/api/twoway/v1/acts', { params: { limit: 1 } })
  return act?.people.some(({ account }) => account.id === id) ? act : undefined
}

async function undo(act: Act) {
  await api('POST', `/api/twoway/v1/acts/${act.id}/undo`, {
    body: { ask: act.people.some((one) => one.undo.asks_again) },
  })
  for (const { account } of act.people) {
    relationships.refresh(account.id)
    ties.refresh(account.id)
  }
  await beginAnew()
  toast(words.undone)
}

/** Says what was done, with the way back to everything as it was; the channel begins anew. */
export async function sayDone(text: string, id: string) {
  const act = await latestAct(id)
  await beginAnew()
  toast(text, act ? { action: { label: common.undo, run: () => void undo(act).catch(toastError) } } : {})
}
