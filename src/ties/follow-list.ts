/** The ties of everybody I follow, in an order of my choice, page by page. */
import { loadAccounts } from '../accounts/queries.ts'
import { hourOf, isTalk, type TieFacts } from '../connection/acts.ts'
import { laneScore } from '../connection/strength.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId, Id } from '../platform/ids.ts'
import type { Reader } from '../posts/hydrate.ts'
import { loadTieFacts } from './fact-queries.ts'
import { loadTieModel } from './models.ts'
import { loadTies, type TieView } from './tie.ts'

/** strength: likeliest to write to next; recent: talked last; quiet: silent for longest; newest: followed last. */
export const sortOrders = ['strength', 'recent', 'quiet', 'newest'] as const
export type SortOrder = (typeof sortOrders)[number]

/** Where an entry stands: by its rank, larger ones first, then by its follow, newer ones first. */
export type Place = { rank: number; follow: Id }

const idDigits = 16
/** Keeps ranks positive. */
const rankOffset = 1_000_000_000

/** A place as digits, which apps hand back as they are. */
export function placeToCursor({ rank, follow }: Place): string {
  return `${rank + rankOffset}${String(follow).padStart(idDigits, '0')}`
}

/** Any digits are a place. */
export function cursorToPlace(cursor: string): Place {
  return { rank: Number(cursor.slice(0, -idDigits)) - rankOffset, follow: Number(cursor.slice(-idDigits)) }
}

const isAfter = (entry: Place, place: Place) =>
  entry.rank < place.rank || (entry.rank === place.rank && entry.follow < place.follow)

/** Undefined: they have never talked. */
function lastTalkHour({ out, in: received }: TieFacts): number | undefined {
  let last: number | undefined
  for (const { hour, type } of [...out, ...(received ?? [])])
    if (isTalk(type) && (last === undefined || hour > last)) last = hour
  return last
}

type Follow = { id: Id; followee: AccountId }

async function selectFollows(db: Db, follower: AccountId): Promise<Follow[]> {
  return db
    .selectFrom('follows')
    .innerJoin('accounts', 'accounts.id', 'follows.followee_id')
    .select(['follows.id', 'follows.followee_id as followee'])
    .where('follows.follower_id', '=', follower)
    .where('follows.state', '=', 'accepted')
    .where('accounts.suspended_at', 'is', null)
    .where('accounts.deleted_at', 'is', null)
    .execute()
}

export type TiePage = { ties: TieView[]; next: Place | undefined }

/** `after`: where the page before ended. */
export async function listTies(
  reader: Reader,
  me: AccountId,
  { sort, after, limit }: { sort: SortOrder; after: Place | undefined; limit: number },
): Promise<TiePage> {
  const now = reader.clock.now()
  const [follows, { model }] = await Promise.all([selectFollows(reader.db, me), loadTieModel(reader.db)])
  const followees = follows.map(({ followee }) => followee)
  const facts = sort === 'newest' ? undefined : await loadTieFacts(reader.db, me, followees, now)
  const rankOf = (followee: AccountId): number => {
    const tie = facts?.get(followee)
    if (!tie) return 0
    if (sort === 'strength')
      return laneScore(model, { forth: tie.out, back: tie.in, actor: tie.me, target: tie.them }, now.getTime())
    const hour = lastTalkHour(tie)
    if (hour === undefined) return -1
    return sort === 'recent' ? hour : Math.max(0, hourOf(now) - hour)
  }
  const placed = follows
    .map(({ id, followee }) => ({ followee, rank: rankOf(followee), follow: id }))
    .filter((entry) => after === undefined || isAfter(entry, after))
    .toSorted((a, b) => b.rank - a.rank || b.follow - a.follow)
  const page = placed.slice(0, limit)
  const accounts = await loadAccounts(
    reader.db,
    page.map(({ followee }) => followee),
  )
  const shown = page.flatMap(({ followee }) => accounts.get(followee) ?? [])
  return {
    ties: await loadTies(reader, me, shown, facts && { model, facts }),
    next: placed.length > limit ? page.at(-1) : undefined,
  }
}
