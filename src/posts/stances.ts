/** How many people stand to many others at once. */
import { sql } from 'kysely'
import type { StoredVolume } from '../follows/dials.ts'
import { among, type Db } from '../platform/db.ts'
import type { AccountId } from '../platform/ids.ts'
import { noStance, type Stance } from './visibility.ts'

export type Stances = ReadonlyMap<AccountId, ReadonlyMap<AccountId, Stance>>

type StanceRow = {
  kind: 'follow' | 'followed' | 'block' | 'blocked' | 'mute'
  state: 'requested' | 'accepted' | null
  volume: StoredVolume | null
  best_per_day: number | null
  show_boosts: boolean | null
  languages: string[] | null
}

function stanceWith(stance: Stance, row: StanceRow): Stance {
  switch (row.kind) {
    case 'follow':
      return {
        ...stance,
        followState: row.state ?? undefined,
        volume: row.volume ?? noStance.volume,
        bestPerDay: row.best_per_day ?? noStance.bestPerDay,
        showBoosts: row.show_boosts ?? noStance.showBoosts,
        languages: row.languages ?? undefined,
      }
    case 'followed':
      return { ...stance, followedBy: true }
    case 'block':
      return { ...stance, blocking: true }
    case 'blocked':
      return { ...stance, blockedBy: true }
    case 'mute':
      return { ...stance, muting: true }
  }
}

/**
 * How each of the viewers stands to each of the others, where anything stands between the two: the same object where it is
 * the same. One statement.
 */
export async function loadStances(
  db: Db,
  viewers: readonly AccountId[],
  others: readonly AccountId[],
  now: Date,
): Promise<Stances> {
  const [v, o] = [among(viewers), sql`any(${others}::bigint[])`]
  const { rows } = await sql<StanceRow & { viewer: AccountId; other: AccountId }>`
    select follower_id as viewer, followee_id as other, 'follow' as kind, state, volume, best_per_day, show_boosts, languages
    from follows where followee_id = ${o} and follower_id ${v}
    union all select followee_id, follower_id, 'followed', null, null, null, null, null
    from follows where follower_id = ${o} and followee_id ${v}
      and state = 'accepted'
    union all select blocker_id, blocked_id, 'block', null, null, null, null, null
    from blocks where blocked_id = ${o} and blocker_id ${v}
    union all select blocked_id, blocker_id, 'blocked', null, null, null, null, null
    from blocks where blocker_id = ${o} and blocked_id ${v}
    union all select muter_id, muted_id, 'mute', null, null, null, null, null
    from mutes where muted_id = ${o} and muter_id ${v}
      and (expires_at is null or expires_at > ${now})`.execute(db)
  const stances = new Map<AccountId, Map<AccountId, Stance>>()
  // Most stand alike to somebody: then theirs is one and the same.
  const alike = new Map<Stance, Map<string, Stance>>()
  for (const { viewer, other, ...standing } of rows) {
    const ofViewer = stances.get(viewer) ?? new Map<AccountId, Stance>()
    const before = ofViewer.get(other) ?? noStance
    const known = alike.get(before) ?? new Map<string, Stance>()
    const key = JSON.stringify(standing)
    const after = known.get(key) ?? stanceWith(before, standing)
    alike.set(before, known.set(key, after))
    stances.set(viewer, ofViewer.set(other, after))
  }
  return stances
}
