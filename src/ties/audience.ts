/** Who follows me, as one picture: how many, how many of them live here, how many turn to me, and whether they came at once. */
import type { Account } from '../accounts/account.ts'
import { dayMs, hourOf } from '../connection/acts.ts'
import {
  type AccountSigns,
  type Audience,
  audienceOf,
  countedWhole,
  livingDays,
  signsOf,
  smallestAudience,
  stratumOf,
} from '../connection/audience.ts'
import { type Burst, burstsIn } from '../connection/bursts.ts'
import { type AccountId, firstIdAt, type Id, idTime } from '../platform/ids.ts'
import type { Reader } from '../posts/hydrate.ts'
import {
  cellMs,
  countNeverPosted,
  type FollowCell,
  type FollowerRow,
  idsPerCell,
  sampleFollows,
  selectFollowCells,
  selectFollowers,
  selectObserved,
} from './audience-queries.ts'
import { countRepeated } from './people.ts'
import { selectOwnPosts } from './people-queries.ts'

/** About as many followers are looked at where there are too many to look at each. */
const mostLookedAt = 8_000
const strataWanted = 12
const mostBursts = 20
/** Of a larger burst it is not counted how many never posted. */
const mostCountedOfBurst = 50_000

export type AudienceView = { audience: Audience; bursts: Burst[] }

const startOf = (cell: number) => idTime(cell * idsPerCell).getTime()

/** Arrivals spread evenly over the cell they fell into. */
function arrivalTimes(cells: readonly FollowCell[]): Float64Array {
  const total = cells.reduce((sum, { count }) => sum + count, 0)
  const times = new Float64Array(total)
  let at = 0
  for (const { cell, count } of cells) {
    const start = startOf(cell)
    for (let index = 0; index < count; index++) times[at++] = start + (index * cellMs) / count
  }
  return times
}

function activityOf({ lastPublicAt, lastTowardsMe, observed }: FollowerRow) {
  return {
    lastPublicAct: lastPublicAt?.getTime() ?? (observed ? null : undefined),
    lastTowardsMe: lastTowardsMe?.getTime(),
  }
}

/** Neighbouring cells in groups of about equally many follows. */
function strataOf(cells: readonly FollowCell[]): FollowCell[][] {
  const total = cells.reduce((sum, { count }) => sum + count, 0)
  const strata: FollowCell[][] = []
  let [open, counted]: [FollowCell[], number] = [[], 0]
  for (const cell of cells) {
    open.push(cell)
    counted += cell.count
    if (counted < total / strataWanted) continue
    strata.push(open)
    ;[open, counted] = [[], 0]
  }
  if (open.length > 0) strata.push(open)
  return strata
}

async function lookAt(reader: Reader, me: AccountId, cells: readonly FollowCell[]): Promise<Audience> {
  const now = reader.clock.now()
  const sinceHour = hourOf(now.getTime() - livingDays * dayMs)
  const total = cells.reduce((sum, { count }) => sum + count, 0)
  if (total <= countedWhole) {
    const rows = await selectFollowers(reader.db, me, sinceHour)
    return audienceOf([stratumOf(rows.length, rows.map(activityOf), now.getTime())])
  }
  const sample = await sampleFollows(reader.db, me, cells, Math.ceil(total / mostLookedAt))
  const rows = new Map((await selectFollowers(reader.db, me, sinceHour, sample)).map((row) => [row.follow, row]))
  let next = 0
  return audienceOf(
    strataOf(cells).map((stratum) => {
      const size = stratum.reduce((sum, { count }) => sum + count, 0)
      const end = (stratum.at(-1)!.cell + 1) * idsPerCell
      const looked: FollowerRow[] = []
      for (; next < sample.length && sample[next]! < end; next++) {
        const row = rows.get(sample[next]!)
        if (row) looked.push(row)
      }
      return stratumOf(size, looked.map(activityOf), now.getTime())
    }),
  )
}

async function burstsOf(reader: Reader, me: AccountId, cells: readonly FollowCell[]): Promise<Burst[]> {
  const until = reader.clock.now().getTime()
  const found = burstsIn({ times: arrivalTimes(cells), until }).slice(-mostBursts)
  const bursts: Burst[] = []
  for (const burst of found) {
    const [from, to] = [firstIdAt(new Date(burst.from)), firstIdAt(new Date(burst.to + cellMs))]
    const isCounted = burst.count <= mostCountedOfBurst
    bursts.push({ ...burst, neverPosted: isCounted ? await countNeverPosted(reader.db, me, from, to) : undefined })
  }
  return bursts
}

export async function loadAudience(reader: Reader, account: Account): Promise<AudienceView> {
  const cells = await selectFollowCells(reader.db, account.id)
  const audience = await lookAt(reader, account.id, cells)
  const bursts = audience.raw < smallestAudience ? [] : await burstsOf(reader, account.id, cells)
  return { audience, bursts }
}

/** What is seen of somebody: for and against, never added up. */
export async function loadSigns(reader: Reader, me: Account, other: Account): Promise<AccountSigns> {
  const now = reader.clock.now()
  const quarter = { from: new Date(now.getTime() - livingDays * dayMs), until: undefined }
  const [seen, posts] = await Promise.all([
    selectObserved(reader.db, me.id, other.id),
    selectOwnPosts(reader.db, [other.id], quarter),
  ])
  const burst = seen.followedAt === null ? undefined : await burstAround(reader, me, seen.followedAt)
  const isObserved = other.domain === ''
  const count = (value: number) => (isObserved ? value : undefined)
  return signsOf({
    daysHere: Math.max(0, Math.floor((now.getTime() - other.created_at.getTime()) / dayMs)),
    posts: count(seen.posts),
    addressing: count(seen.addressing),
    addressedBy: count(seen.addressedBy),
    boosts: count(seen.boosts),
    favourites: count(seen.favourites),
    followers: count(seen.followers),
    following: count(seen.following),
    repeated: count(countRepeated(posts.get(other.id)!)),
    arrivedInBurst: burst?.count ?? 0,
    joinedSameDay: seen.followedAt === null ? undefined : seen.joinedSameDay,
  })
}

async function burstAround(reader: Reader, me: Account, follow: Id): Promise<Burst | undefined> {
  if (me.followers_count < smallestAudience) return undefined
  const times = arrivalTimes(await selectFollowCells(reader.db, me.id))
  const at = idTime(follow).getTime()
  const bursts = burstsIn({ times, until: reader.clock.now().getTime() })
  return bursts.find(({ from, to }) => at >= from - cellMs && at <= to + cellMs)
}
