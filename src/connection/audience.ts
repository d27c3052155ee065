/**
 * An audience in plain numbers: how many follow, how many of those did anything in public lately, how many turned to me.
 * Only public acts count, never reading or logging in. Nobody is called fake: what is seen of an account is listed, for and
 * against, and never added up to a probability; rules that separate bought accounts from people in one sample fail on
 * another (Cresci et al. 2015: the same regression right in 97 % of cases at home, in 55 % on random accounts).
 */
import { dayMs } from './acts.ts'
import type { Evidence } from './result.ts'
import { partsOf, stratifiedTotal } from './statistics.ts'

export const livingDays = 90
/** Below this many followers an audience is not told in aggregates: they would point at single people. */
export const smallestAudience = 20
/** Up to this many followers everyone is counted. */
export const countedWhole = 100_000

export type ActivityBand = '30' | '90' | '180' | 'more' | 'unknown'

/**
 * The band of the days since the last public act (post, boost, reply): at most 30, 90 or 180, or more, which includes never.
 * `undefined`: cannot be observed; null: observed, and there is none. A time ahead of `now`, by a clock that is wrong,
 * counts as today.
 */
export function activityBand(lastPublicAct: number | null | undefined, now: number): ActivityBand {
  if (lastPublicAct === undefined) return 'unknown'
  if (lastPublicAct === null) return 'more'
  const days = (now - lastPublicAct) / dayMs
  return days <= 30 ? '30' : days <= 90 ? '90' : days <= 180 ? '180' : 'more'
}

/** Followers of one stratum, say of one year of follows, of whom `sampled` were looked at. Whole numbers. */
export type Stratum = {
  size: number
  sampled: number
  /** Of those looked at: a public act within 90 days. Includes `engaged`. */
  living: number
  /** Of those looked at: acted towards me within 90 days. */
  engaged: number
  /** Of those looked at: what they do cannot be observed. Neither living nor quiet. */
  unobserved: number
}

/** A count with the interval that holds it in 95 of 100 samples; low = count = high where everyone was counted. */
export type Estimate = { count: number; low: number; high: number }

export type Audience = {
  raw: number
  /** Undefined below `smallestAudience`. */
  numbers: { living: Estimate; engaged: Estimate; quiet: Estimate; unobserved: Estimate } | undefined
  /** How many were looked at. */
  sampled: number
  exact: boolean
}

export type FollowerActivity = {
  lastPublicAct: number | null | undefined
  /** Their last act towards me that I may see. */
  lastTowardsMe?: number | undefined
}

/** Followers that were looked at, as a stratum of `size`. */
export function stratumOf(size: number, looked: Iterable<FollowerActivity>, now: number): Stratum {
  const stratum = { size, sampled: 0, living: 0, engaged: 0, unobserved: 0 }
  for (const { lastPublicAct, lastTowardsMe } of looked) {
    const engaged = lastTowardsMe !== undefined && now - lastTowardsMe <= livingDays * dayMs
    const band = activityBand(lastPublicAct, now)
    stratum.sampled++
    if (engaged) stratum.engaged++
    if (engaged || band === '30' || band === '90') stratum.living++
    else if (band === 'unknown') stratum.unobserved++
  }
  return stratum
}

/** The whole audience from its strata: exact where each was counted whole, else estimated with an interval. */
export function audienceOf(strata: readonly Stratum[]): Audience {
  const raw = strata.reduce((sum, { size }) => sum + size, 0)
  const sampled = strata.reduce((sum, stratum) => sum + stratum.sampled, 0)
  const exact = strata.every((stratum) => stratum.sampled === stratum.size)
  const estimate = (found: (stratum: Stratum) => number): Estimate =>
    stratifiedTotal(strata.map((stratum) => ({ ...stratum, found: found(stratum) })))
  const numbers = {
    living: estimate(({ living }) => living),
    engaged: estimate(({ engaged }) => engaged),
    quiet: estimate((stratum) => stratum.sampled - stratum.living - stratum.unobserved),
    unobserved: estimate(({ unobserved }) => unobserved),
  }
  return { raw, numbers: raw < smallestAudience ? undefined : numbers, sampled, exact }
}

/** How many to look at in each stratum, `budget` in all, in proportion, but at least fifty of each. */
export function sampleSizes(sizes: readonly number[], budget: number): number[] {
  const atLeast = sizes.map((size) => Math.min(size, 50))
  const left = Math.max(0, budget - atLeast.reduce((sum, size) => sum + size, 0))
  const more = partsOf(left, sizes)
  return sizes.map((size, index) => Math.min(size, atLeast[index]! + more[index]!))
}

/** What is seen of an account. `undefined`: not observed. Counts are whole numbers. */
export type ObservedAccount = {
  daysHere: number | undefined
  posts: number | undefined
  /** Posts that name or answer somebody, and how many distinct people turned to them. */
  addressing: number | undefined
  addressedBy: number | undefined
  boosts: number | undefined
  favourites: number | undefined
  followers: number | undefined
  following: number | undefined
  /** Posts whose words equal those of an earlier post of theirs. */
  repeated: number | undefined
  /** Size of the burst in which they began to follow me; 0: none. */
  arrivedInBurst: number
  /** Other followers of mine who joined the server on the same day. */
  joinedSameDay: number | undefined
}

export type AccountSign =
  | 'never_posted'
  | 'never_addresses'
  | 'follows_many_followed_by_few'
  | 'repeats_posts'
  | 'arrived_in_burst'
  | 'joined_with_others'
export type AccountCounterSign =
  | 'newcomer'
  | 'posts'
  | 'addresses_people'
  | 'addressed_by_people'
  | 'boosts'
  | 'favourites'
  | 'followed'

export type AccountSigns = {
  /** Lines of 0 points: they inform and are never summed. */
  signs: Evidence<AccountSign>[]
  counterSigns: Evidence<AccountCounterSign>[]
  unknown: string[]
}

/**
 * Signs and counter-signs. That an account has no biography, no place or few followers is no sign: most people's first weeks
 * look so, and missing places speak for people (Cresci et al. 2015, table 8). Having addressed somebody is the clearest
 * counter-sign of that table (precision 0.992).
 */
export function signsOf(account: ObservedAccount): AccountSigns {
  const { daysHere, posts, addressing, addressedBy, boosts, favourites, followers, following, repeated } = account
  const newcomer = daysHere !== undefined && daysHere < 30
  const signs: [AccountSign, boolean, number | undefined][] = [
    ['never_posted', posts === 0 && boosts === 0 && !newcomer, daysHere],
    ['never_addresses', (posts ?? 0) >= 20 && addressing === 0, posts],
    [
      'follows_many_followed_by_few',
      (following ?? 0) >= 50 * Math.max(2, followers ?? Number.POSITIVE_INFINITY),
      following,
    ],
    ['repeats_posts', (repeated ?? 0) >= 5 && (repeated ?? 0) * 2 >= (posts ?? 0), repeated],
    ['arrived_in_burst', account.arrivedInBurst > 0, account.arrivedInBurst],
    ['joined_with_others', (account.joinedSameDay ?? 0) >= 10, account.joinedSameDay],
  ]
  const counterSigns: [AccountCounterSign, boolean, number | undefined][] = [
    ['newcomer', newcomer, daysHere],
    ['posts', (posts ?? 0) > 0, posts],
    ['addresses_people', (addressing ?? 0) > 0, addressing],
    ['addressed_by_people', (addressedBy ?? 0) > 0, addressedBy],
    ['boosts', (boosts ?? 0) > 0, boosts],
    ['favourites', (favourites ?? 0) > 0, favourites],
    ['followed', (followers ?? 0) >= 30, followers],
  ]
  const fields = { daysHere, posts, addressing, addressedBy, boosts, favourites, followers, following, repeated }
  return {
    signs: signs.filter(([, holds]) => holds).map(lineOf),
    counterSigns: counterSigns.filter(([, holds]) => holds).map(lineOf),
    unknown: Object.entries(fields)
      .filter(([, value]) => value === undefined)
      .map(([field]) => field),
  }
}

const lineOf = <What extends string>([what, , count]: [What, boolean, number | undefined]): Evidence<What> => ({
  what,
  count: count ?? 0,
  points: 0,
  posts: [],
})
