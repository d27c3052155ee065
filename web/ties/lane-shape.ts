/** What a lane looks like for a tie. Pure. */
import type { ListedTie } from '../api/entities.ts'

/**
 * flow: something has passed this way. still: nothing has, so far. unknown: what passes this way cannot be seen from
 * here, or nothing has passed between the two at all. ended: blocked or muted.
 */
export type StrandKind = 'flow' | 'still' | 'unknown' | 'ended'

/** `weight`: how strong, 0 to 1. `freshness`: 1 where they talked today, half after six weeks, never below 0. */
export type Strand = { kind: StrandKind; weight: number; freshness: number }

export type LaneShape = { out: Strand; in: Strand }

type Probable = { probability: number }
type LaneTie = Pick<ListedTie, 'last_out' | 'last_in' | 'lane' | 'ended'> & { out: Probable; in: Probable | null }

const dayMs = 86_400_000
const halfAfterDays = 42
/** Favourites and boosts alone are a thin strand, however many. */
const mostWithoutTalk = 0.2

/** A talk in two weeks out of three is as strong as ties get; below that the eye should tell a tenth from a third. */
const strongest = 0.6
const weightOf = (probability: number) => Math.min(1, probability / strongest) ** 0.6

const unknown: Strand = { kind: 'unknown', weight: 0, freshness: 0 }

function freshnessOf(at: string, now: number): number {
  return 2 ** (-Math.max(0, now - Date.parse(at)) / dayMs / halfAfterDays)
}

/** The beginning of the newest week in which anything passed. */
function lastWeekOf(weeks: readonly string[], acts: readonly number[]): string | undefined {
  return weeks[acts.findLastIndex((share) => share > 0)]
}

function strandOf(
  probability: number,
  last: ListedTie['last_out'],
  weeks: readonly string[],
  acts: readonly number[],
  now: number,
): Strand {
  if (last) return { kind: 'flow', weight: weightOf(probability), freshness: freshnessOf(last.at, now) }
  const week = lastWeekOf(weeks, acts)
  if (week === undefined) return { kind: 'still', weight: 0, freshness: 0 }
  return { kind: 'flow', weight: Math.min(mostWithoutTalk, weightOf(probability)), freshness: freshnessOf(week, now) }
}

export function laneShape(tie: LaneTie, now: number): LaneShape {
  const { out, in: received, last_out, last_in, lane, ended } = tie
  if (ended) return { out: { ...unknown, kind: 'ended' }, in: { ...unknown, kind: 'ended' } }
  const forth = strandOf(out.probability, last_out, lane.weeks, lane.out, now)
  const back = received && lane.in ? strandOf(received.probability, last_in, lane.weeks, lane.in, now) : unknown
  if (forth.kind === 'still' && back.kind === 'still') return { out: unknown, in: unknown }
  return { out: forth, in: back }
}
