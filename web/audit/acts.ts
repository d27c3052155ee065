/** What one does about people: always with a way back, never more than was asked. */

import { audit } from '#messages/audit.ts'
import { common } from '#messages/common.ts'
import { dials } from '#messages/dials.ts'
import { counted } from '#messages/grammar.ts'
import { api } from '../api/client.ts'
import type { Account, Act, List, Relationship, Volume } from '../api/entities.ts'
import { queryClient } from '../api/queries.ts'
import { toast, toastError } from '../design/toasts.tsx'
import { type DialChanges, turn, undoAtOnce } from '../follows/dials.ts'
import { beginAnew } from '../timelines/home-channel.ts'
import { auditKey } from './queries.ts'

/** Whom it is about; the name is said. */
export type Person = { account: Pick<Account, 'id' | 'acct' | 'display_name' | 'username'> }

const root = '/api/twoway/v1'
const waitingKey = ['unfollows', 'waiting']

export const nameOf = ({ account }: Person) => account.display_name || account.username

/** One by name, more as how many they are. */
const told = (people: readonly Person[]) =>
  people.length === 1 && people[0] ? nameOf(people[0]) : counted(people.length, 'person', 'people')

/** After an act: the audit, and what waits, are asked for again. */
export const changed = () =>
  Promise.all([auditKey, waitingKey].map((queryKey) => queryClient.invalidateQueries({ queryKey })))

function sayDone(text: string, acts: readonly Act[]) {
  const back = () => undoAtOnce(acts).catch(toastError).finally(changed)
  toast(text, acts.length > 0 ? { action: { label: common.undo, run: () => void back() } } : {})
}

/** One after the other: what came first stands where a later one fails. Throws an ApiError. */
async function turnAll(people: readonly Person[], changes: DialChanges, text: string) {
  try {
    for (const { account } of people) await turn(account.id, changes)
  } finally {
    void changed()
  }
  const acts = await api<Act[]>('GET', `${root}/acts`, { params: { limit: people.length } })
  await beginAnew()
  sayDone(text, acts)
}

export const turnDown = (people: readonly Person[], volume: Volume, perDay: number) =>
  turnAll(people, { volume, best_per_day: perDay }, dials.set(told(people), volume, perDay))

export const setKeep = (people: readonly Person[], keep: boolean) =>
  turnAll(people, { keep }, (keep ? audit.keptDone : audit.unkeptDone)(told(people)))

export async function moveToList(people: readonly Person[], { id, title }: List) {
  const { act } = await api<{ act: Act | null }>('POST', `${root}/lists/${id}/move`, {
    body: { account_ids: people.map(({ account }) => account.id) },
  })
  await beginAnew()
  sayDone(audit.movedDone(told(people), title), act ? [act] : [])
}

export type Review = {
  account: Account
  relationship: Relationship
  stage: string
  sentence: string
  asks_again: boolean
  losses: { what: string; sentence: string }[]
}

export const reviewUnfollows = (ids: readonly string[]) =>
  api<Review[]>('POST', `${root}/unfollows/review`, { body: { account_ids: ids } })

export const waitingQuery = {
  queryKey: waitingKey,
  queryFn: ({ signal }: { signal: AbortSignal }) => api<Act[]>('GET', `${root}/unfollows`, { signal }),
}

export async function cancelUnfollows(id: string) {
  await api('DELETE', `${root}/unfollows/${id}`)
  void changed()
  toast(audit.waitingCancelled)
}

/** In an hour; until then nobody can have noticed. */
export async function planUnfollows(people: readonly Person[]) {
  const act = await api<Act>('POST', `${root}/unfollows`, {
    body: { account_ids: people.map(({ account }) => account.id) },
  })
  void changed()
  toast(audit.waitingBegun(told(people)), {
    action: { label: common.cancel, run: () => void cancelUnfollows(act.id).catch(toastError) },
  })
}
