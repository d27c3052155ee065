/** Whom I follow, in an order and of a choice of mine, page by page. Pure. */
import { hourMs } from '../connection/acts.ts'
import type { Id } from '../platform/ids.ts'
import type { Place } from '../ties/follow-list.ts'
import type { Entry } from './audit.ts'
import type { Mark } from './marks.ts'

export const listOrders = [
  'attention',
  'share',
  'two_way',
  'two_way_low',
  'interest',
  'interest_low',
  'tie',
  'quiet',
  'newest',
  'oldest',
] as const
export type ListOrder = (typeof listOrders)[number]

export type Choice = {
  mark?: Mark | undefined
  reason?: string | undefined
  follow_back?: string | undefined
  interest?: string | undefined
  engaging?: string | undefined
  band?: string | undefined
  drift?: string | undefined
  kept?: boolean | undefined
  role?: string | undefined
  q?: string | undefined
}

export function isChosen({ audited, marks }: Entry, choice: Choice): boolean {
  const { facts } = audited
  const words = choice.q?.toLowerCase().replace(/^@/, '')
  const equals = (wanted: string | undefined, value: string | undefined) => wanted === undefined || wanted === value
  return (
    (choice.mark === undefined || marks.includes(choice.mark)) &&
    equals(choice.reason, audited.reason.verdict) &&
    equals(choice.follow_back, audited.followBack.verdict) &&
    equals(choice.interest, audited.interest.verdict) &&
    equals(choice.engaging, audited.engaging.verdict) &&
    equals(choice.band, audited.withMe.band) &&
    equals(choice.drift, facts.measure?.drift ?? 'unknown') &&
    (choice.kept === undefined || choice.kept === facts.kept) &&
    (choice.role === undefined || facts.roles.includes(choice.role) || choice.role === facts.declared) &&
    (words === undefined || `${facts.name}\n${facts.username}@${facts.domain}`.toLowerCase().includes(words))
  )
}

/** Points that are not known come last, whichever way they are sorted. */
const unknownRank = -900_000_000
const scale = 1_000_000

/** By which the list is sorted, larger first. Whole, and within ±900 million. */
export function rankOf({ audited, shares, attention }: Entry, order: ListOrder, now: number): number {
  const { facts, interest, withMe } = audited
  const share = Math.round((shares.channel ?? 0) * scale)
  const twoWay = facts.person && facts.person.band !== 'unknown' ? facts.person.value : undefined
  const points = interest.verdict === 'unknown' ? undefined : interest.result?.value
  const last = Math.max(withMe.lastIn ?? 0, withMe.lastOut ?? 0)
  switch (order) {
    case 'attention':
      return attention * 2 * scale + share
    case 'share':
      return share
    case 'two_way':
      return twoWay ?? unknownRank
    case 'two_way_low':
      return twoWay === undefined ? unknownRank : -twoWay
    case 'interest':
      return points ?? unknownRank
    case 'interest_low':
      return points === undefined ? unknownRank : -points
    case 'tie':
      return Math.round(withMe.weight * 1000)
    case 'quiet':
      return last === 0 ? -1 : Math.max(0, Math.floor(now / hourMs) - last)
    case 'newest':
      return 0
    case 'oldest':
      return 0
  }
}

export type ListPage = { entries: Entry[]; next: Place | undefined }

/** `after`: where the page before ended. */
export function pageOfList(
  entries: readonly Entry[],
  {
    order,
    choice,
    after,
    limit,
    now,
  }: { order: ListOrder; choice: Choice; after: Place | undefined; limit: number; now: number },
): ListPage {
  // The oldest first is the same as the newest, counted from the other end.
  const followKey = (follow: Id) => (order === 'oldest' ? Number.MAX_SAFE_INTEGER - follow : follow)
  const placed = entries
    .filter((entry) => isChosen(entry, choice))
    .map((entry) => ({ entry, rank: rankOf(entry, order, now), follow: followKey(entry.audited.facts.follow) }))
    .filter(
      (one) => after === undefined || one.rank < after.rank || (one.rank === after.rank && one.follow < after.follow),
    )
    .toSorted((a, b) => b.rank - a.rank || b.follow - a.follow)
  const page = placed.slice(0, limit)
  return { entries: page.map(({ entry }) => entry), next: placed.length > limit ? page.at(-1) : undefined }
}
