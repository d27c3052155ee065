/** SQL on `audit_measures`: what texts and early acts say of each person I follow, as of the beginning of a week. */
import { sql } from 'kysely'
import { hourMs, hourOf } from '../connection/acts.ts'
import type { Drift, DriftBand } from '../connection/drift.ts'
import type { Change, ChangeBand } from '../connection/interest.ts'
import type { Side } from '../connection/stage.ts'
import type { TellingWord } from '../connection/words.ts'
import { utcDay } from '../platform/clock.ts'
import type { Db } from '../platform/db.ts'
import { type AccountId, firstIdAt, type Id, type PostId } from '../platform/ids.ts'
import { columnOf } from '../ties/sum-tables.ts'

/** What a list needs to know of each. */
export type Measure = {
  follow: Id
  week: string
  fit: number | undefined
  texts: number
  unknown: string[]
  /** Undefined: the follow is younger than the measure. */
  drift: DriftBand | undefined
  change: ChangeBand
  moved: Change['moved']
  /** The first act of either of us before the follow. */
  firstAct: { post: PostId; by: Side } | undefined
  /** Whom I already followed, and their act on a post of this person in the week before the follow. */
  introduction: { by: AccountId; act: PostId; kind: 'boost' | 'reply' } | undefined
}
export type MeasureDetails = { words: TellingWord[]; change: Change; drift: Drift | undefined }
export type MeasuredRow = Measure & { followee: AccountId; details: MeasureDetails }

type StoredMeasure = {
  followee_id: AccountId
  follow_id: Id
  week: string
  fit: number | null
  texts: number
  unknown: string[]
  drift: string | null
  change: string
  moved: string | null
  first_act_id: PostId | null
  first_act_by: string | null
  introducer_id: AccountId | null
  introduction_id: PostId | null
  introduced_by: string | null
}

const measureOf = (row: StoredMeasure): Measure => ({
  follow: row.follow_id,
  week: row.week,
  fit: row.fit ?? undefined,
  texts: row.texts,
  unknown: row.unknown,
  drift: (row.drift as DriftBand | null) ?? undefined,
  change: row.change as ChangeBand,
  moved: (row.moved as Change['moved'] | null) ?? undefined,
  firstAct: row.first_act_id === null ? undefined : { post: row.first_act_id, by: row.first_act_by as Side },
  introduction:
    row.introducer_id === null
      ? undefined
      : { by: row.introducer_id, act: row.introduction_id!, kind: row.introduced_by as 'boost' | 'reply' },
})

export async function selectMeasures(
  db: Db,
  viewer: AccountId,
  only?: readonly AccountId[],
): Promise<Map<AccountId, Measure>> {
  const chosen = only ? sql`and followee_id = any(${columnOf(only, (id) => id)}::bigint[])` : sql``
  const { rows } = await sql<StoredMeasure>`
    select followee_id, follow_id, week::text as week, fit, texts, unknown, drift, change, moved, first_act_id, first_act_by,
      introducer_id, introduction_id, introduced_by
    from audit_measures where viewer_id = ${viewer} ${chosen}`.execute(db)
  return new Map(rows.map((row) => [row.followee_id, measureOf(row)]))
}

export async function selectMeasureDetails(
  db: Db,
  viewer: AccountId,
  followee: AccountId,
): Promise<MeasureDetails | undefined> {
  const row = await db
    .selectFrom('audit_measures')
    .select('reading')
    .where('viewer_id', '=', viewer)
    .where('followee_id', '=', followee)
    .executeTakeFirst()
  return row && (row.reading as MeasureDetails)
}

export async function saveMeasures(db: Db, viewer: AccountId, week: Date, measures: readonly MeasuredRow[]) {
  if (measures.length === 0) return
  await db
    .insertInto('audit_measures')
    .values(
      measures
        .toSorted((a, b) => a.followee - b.followee)
        .map(({ followee, follow, fit, texts, unknown, drift, change, moved, firstAct, introduction, details }) => ({
          viewer_id: viewer,
          followee_id: followee,
          follow_id: follow,
          week: utcDay(week),
          fit: fit ?? null,
          texts,
          unknown,
          drift: drift ?? null,
          change,
          moved: moved ?? null,
          first_act_id: firstAct?.post ?? null,
          first_act_by: firstAct?.by ?? null,
          introducer_id: introduction?.by ?? null,
          introduction_id: introduction?.act ?? null,
          introduced_by: introduction?.kind ?? null,
          reading: JSON.stringify(details),
        })),
    )
    .onConflict((conflict) =>
      conflict.columns(['viewer_id', 'followee_id']).doUpdateSet((old) => ({
        follow_id: old.ref('excluded.follow_id'),
        week: old.ref('excluded.week'),
        fit: old.ref('excluded.fit'),
        texts: old.ref('excluded.texts'),
        unknown: old.ref('excluded.unknown'),
        drift: old.ref('excluded.drift'),
        change: old.ref('excluded.change'),
        moved: old.ref('excluded.moved'),
        first_act_id: old.ref('excluded.first_act_id'),
        first_act_by: old.ref('excluded.first_act_by'),
        introducer_id: old.ref('excluded.introducer_id'),
        introduction_id: old.ref('excluded.introduction_id'),
        introduced_by: old.ref('excluded.introduced_by'),
        reading: old.ref('excluded.reading'),
      })),
    )
    .execute()
}

/** A follow, and when it was made. */
export type FollowMade = { followee: AccountId; at: Date }
const followsGiven = (follows: readonly FollowMade[]) => sql`unnest(
  ${columnOf(follows, ({ followee }) => followee)}::bigint[], ${columnOf(follows, ({ at }) => hourOf(at))}::int[],
  ${columnOf(follows, ({ at }) => firstIdAt(at))}::bigint[]) as follow (followee, hour, made)`

/** The first thing either did towards the other up to the hour of the follow, as far as I may have seen it. */
export async function selectFirstActs(
  db: Db,
  me: AccountId,
  follows: readonly FollowMade[],
): Promise<Map<AccountId, { post: PostId; by: Side }>> {
  const { rows } = await sql<{ followee: AccountId; post: PostId; by: Side }>`
    select follow.followee, act.post_id as post, act.by
    from ${followsGiven(follows)}
    cross join lateral (
      select post_id, hour, by from (
        (select post_id, hour, 'me' as by from tie_acts
          where from_id = ${me} and to_id = follow.followee and hour <= follow.hour order by hour, post_id limit 1)
        union all
        (select post_id, hour, 'them' from tie_acts
          where from_id = follow.followee and to_id = ${me} and hour <= follow.hour and audience <> 'hidden'
          order by hour, post_id limit 1)) as each_way
      order by hour, by, post_id limit 1) as act`.execute(db)
  return new Map(rows.map(({ followee, post, by }) => [followee, { post, by }]))
}

const hoursBefore = (7 * 24 * hourMs) / hourMs

/** Who of those I already followed boosted or answered them last in the week before I followed. Public acts only. */
export async function selectIntroductions(
  db: Db,
  me: AccountId,
  follows: readonly FollowMade[],
): Promise<Map<AccountId, NonNullable<Measure['introduction']>>> {
  const { rows } = await sql<{ followee: AccountId; by: AccountId; act: PostId; kind: 'boost' | 'reply' }>`
    select follow.followee, act.from_id as by, act.post_id as act, act.kind
    from ${followsGiven(follows)}
    cross join lateral (
      select tie_acts.from_id, tie_acts.post_id, case when tie_acts.type = 'boost' then 'boost' else 'reply' end as kind
      from follows known
      join tie_acts on tie_acts.from_id = known.followee_id and tie_acts.to_id = follow.followee
      where known.follower_id = ${me} and known.state = 'accepted' and known.id < follow.made
        and tie_acts.type in ('boost', 'reply', 'quote') and tie_acts.audience = 'public'
        and tie_acts.hour > follow.hour - ${sql.lit(hoursBefore)} and tie_acts.post_id < follow.made
      order by tie_acts.hour desc, tie_acts.post_id desc limit 1) as act`.execute(db)
  return new Map(rows.map(({ followee, by, act, kind }) => [followee, { by, act, kind }]))
}

export async function deleteMeasure(db: Db, viewer: AccountId, followee: AccountId) {
  await db.deleteFrom('audit_measures').where('viewer_id', '=', viewer).where('followee_id', '=', followee).execute()
}
