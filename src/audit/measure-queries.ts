/** SQL on `audit_measures`: what texts and early acts say of each person I follow, as of the beginning of a week. */
import { sql } from 'kysely'
import { hourMs, hourOf } from '../connection/acts.ts'
import type { Drift, DriftBand } from '../connection/drift.ts'
import type { Change, ChangeBand } from '../connection/interest.ts'
import type { Side } from '../connection/stage.ts'
import type { TellingWord } from '../connection/words.ts'
import { utcDay } from '../platform/clock.ts'
import { selectColumns } from '../platform/columns.ts'
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

export async function selectMeasures(
  db: Db,
  viewer: AccountId,
  only?: readonly AccountId[],
): Promise<Map<AccountId, Measure>> {
  const chosen = only ? sql`and followee_id = any(${columnOf(only, (id) => id)}::bigint[])` : sql``
  const found = await selectColumns(
    db,
    {
      followee: sql<AccountId>`followee_id`,
      follow: sql<Id>`follow_id`,
      week: sql<string>`week`,
      fit: sql<number | null>`fit`,
      texts: sql<number>`texts`,
      unknown: sql<string[]>`unknown`,
      drift: sql<DriftBand | null>`drift`,
      change: sql<ChangeBand>`change`,
      moved: sql<NonNullable<Change['moved']> | null>`moved`,
      firstAct: sql<PostId | null>`first_act_id`,
      firstActBy: sql<Side | null>`first_act_by`,
      introducer: sql<AccountId | null>`introducer_id`,
      introduction: sql<PostId | null>`introduction_id`,
      introducedBy: sql<'boost' | 'reply' | null>`introduced_by`,
    },
    sql`from audit_measures where viewer_id = ${viewer} ${chosen}`,
  )
  const measures = new Map<AccountId, Measure>()
  for (const [row, followee] of found.followee.entries()) {
    const post = found.firstAct[row]
    const by = found.introducer[row]
    measures.set(followee, {
      follow: found.follow[row]!,
      week: found.week[row]!,
      fit: found.fit[row] ?? undefined,
      texts: found.texts[row]!,
      unknown: found.unknown[row]!,
      drift: found.drift[row] ?? undefined,
      change: found.change[row]!,
      moved: found.moved[row] ?? undefined,
      firstAct: post == null ? undefined : { post, by: found.firstActBy[row]! },
      introduction: by == null ? undefined : { by, act: found.introduction[row]!, kind: found.introducedBy[row]! },
    })
  }
  return measures
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
