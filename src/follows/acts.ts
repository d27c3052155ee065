/** What I did about other people, and how far it can be undone. Pure. */
import { isDeepStrictEqual } from 'node:util'
import { dayMs } from '../platform/clock.ts'
import type { Id } from '../platform/ids.ts'

export const actKinds = [
  'unfollow',
  'bulk_unfollow',
  'dials',
  'note',
  'mute',
  'unmute',
  'block',
  'unblock',
  'lists',
] as const
export type ActKind = (typeof actKinds)[number]

export const undoDays = 30

/** A row as JSON has it: moments in ISO 8601. */
export type Row = Record<string, unknown>
export type Membership = { list_id: Id; id: Id }

/** All that I hold about somebody. */
export type Holding = {
  follow: Row | null
  mute: Row | null
  block: Row | null
  note: Row | null
  lists: Membership[]
}

/** The parts that an act changed; of a follow that stays, the columns. */
export type Change = { before: Partial<Holding>; after: Partial<Holding> }

/** What others decide, too, and what nobody changes. */
const notMine = ['state', 'accepted_at', 'id', 'created_at', 'uri', 'follower_id', 'followee_id']

function columnsThatDiffer(before: Row, after: Row): string[] {
  return Object.keys(after).filter((name) => !notMine.includes(name) && !isDeepStrictEqual(before[name], after[name]))
}

const pick = (row: Row, names: readonly string[]): Row => Object.fromEntries(names.map((name) => [name, row[name]]))

/** Undefined: nothing changed. */
export function changeBetween(before: Holding, after: Holding): Change | undefined {
  const change: Change = { before: {}, after: {} }
  for (const part of ['follow', 'mute', 'block', 'note', 'lists'] as const) {
    if (isDeepStrictEqual(before[part], after[part])) continue
    if (part === 'follow' && before.follow && after.follow) {
      const names = columnsThatDiffer(before.follow, after.follow)
      if (names.length === 0) continue
      change.before.follow = pick(before.follow, names)
      change.after.follow = pick(after.follow, names)
      continue
    }
    Object.assign(change.before, { [part]: before[part] })
    Object.assign(change.after, { [part]: after[part] })
  }
  return Object.keys(change.after).length > 0 ? change : undefined
}

/** Whether a follow that went would come back. */
export function bringsFollowBack({ before, after }: Change): boolean {
  return after.follow === null && before.follow !== undefined && before.follow !== null
}

/** Whether what the act left still stands, so that undoing it takes nothing newer away. */
export function stillStands({ after, before }: Change, now: Holding): boolean {
  const isAsLeft = (part: 'mute' | 'block' | 'note') =>
    after[part] === undefined || isDeepStrictEqual(after[part], now[part])
  if (!isAsLeft('mute') || !isAsLeft('block') || !isAsLeft('note')) return false
  // To block again would end a follow that is newer.
  if (before.block && now.follow) return false
  if (after.follow === undefined) return true
  if (after.follow === null || now.follow === null) return after.follow === now.follow
  return isDeepStrictEqual(pick(now.follow, Object.keys(after.follow)), after.follow)
}

/** Memberships that undoing gives back and takes. */
export function listsToMend({ before, after }: Change): { back: Membership[]; away: Membership[] } {
  const [had, has] = [before.lists ?? [], after.lists ?? []]
  const lacks = (lists: readonly Membership[]) => (one: Membership) =>
    !lists.some(({ list_id }) => list_id === one.list_id)
  return { back: had.filter(lacks(has)), away: has.filter(lacks(had)) }
}

/** Until when an act can be undone: counted from when it was done. */
export function undoUntil(doneAt: Date): Date {
  return new Date(doneAt.getTime() + undoDays * dayMs)
}
