/**
 * What texts and early acts say of each person I follow: read once a week, since it takes milliseconds for each and
 * nothing of it changes fast. The same whenever within the week it is read.
 */
import { utcDay } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import type { AccountId, Id } from '../platform/ids.ts'
import { readInterests } from '../ties/interest.ts'
import { weekStart } from './calendar.ts'
import {
  type Measure,
  type MeasuredRow,
  saveMeasures,
  selectFirstActs,
  selectIntroductions,
} from './measure-queries.ts'

type Measuring = Pick<Context, 'db' | 'clock'>

/** A follow to measure. */
export type MeasuredFollow = { follow: Id; followee: AccountId; followedAt: Date }

/** Pairs measured in one go. */
export const pairsAtOnce = 25

async function measureSome(
  { db }: Measuring,
  viewer: AccountId,
  follows: readonly MeasuredFollow[],
  week: Date,
): Promise<MeasuredRow[]> {
  const made = follows.map(({ followee, followedAt }) => ({ followee, at: followedAt }))
  const [texts, firstActs, introductions] = await Promise.all([
    readInterests(
      db,
      viewer,
      follows.map(({ followee, followedAt }) => ({
        account: followee,
        followedAt: followedAt < week ? followedAt : undefined,
      })),
      week,
    ),
    selectFirstActs(db, viewer, made),
    selectIntroductions(db, viewer, made),
  ])
  const rows = follows.map(({ follow, followee }): MeasuredRow => {
    const { reading, drift } = texts.get(followee)!
    const { fit, texts: compared, unknown, words, change } = reading
    return {
      follow,
      followee,
      week: utcDay(week),
      fit,
      texts: compared,
      unknown,
      drift: drift?.band,
      change: change.band,
      moved: change.moved,
      firstAct: firstActs.get(followee),
      introduction: introductions.get(followee),
      details: { words, change, drift },
    }
  })
  await saveMeasures(db, viewer, week, rows)
  return rows
}

/** Those whose measure is of another follow or of an earlier week. */
export function unmeasured(
  follows: readonly MeasuredFollow[],
  measures: ReadonlyMap<AccountId, Measure>,
  now: Date,
): MeasuredFollow[] {
  const week = utcDay(weekStart(now))
  return follows.filter(({ follow, followee }) => {
    const known = measures.get(followee)
    return known === undefined || known.follow !== follow || known.week !== week
  })
}

/** Measures what is missing, up to `most`, into `measures`. Answers how many are missing still. */
export async function measureFollows(
  ctx: Measuring,
  viewer: AccountId,
  { follows, measures, most }: { follows: readonly MeasuredFollow[]; measures: Map<AccountId, Measure>; most: number },
): Promise<number> {
  const now = ctx.clock.now()
  const missing = unmeasured(follows, measures, now)
  const due = missing.slice(0, most)
  for (let at = 0; at < due.length; at += pairsAtOnce)
    for (const { followee, details, ...measure } of await measureSome(
      ctx,
      viewer,
      due.slice(at, at + pairsAtOnce),
      weekStart(now),
    ))
      measures.set(followee, measure)
  return missing.length - due.length
}
