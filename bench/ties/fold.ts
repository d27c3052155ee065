/**
 * One fold of the benchmark: who is asked about, from what lies before the cut, and what came true after it.
 *
 * Candidates are every ordered pair with an interaction before the cut, and its reverse: pairs that never met are easy to
 * tell apart and would flatter every score. Candidate 2p and 2p+1 are the two directions of one pair, in the order of
 * `tiesAt` in src/connection/history.ts.
 */
import { actTypes, isTalk } from '../../src/connection/acts.ts'
import type { PairedHistory } from '../../src/connection/history.ts'

/** Milliseconds since 1970: features lie before `cut`, labels in [cut, until). */
export type Window = { cut: number; until: number }

export type Fold = Window & {
  paired: PairedHistory
  from: Int32Array
  to: Int32Array
  /** By pair: which entry of `paired.starts` it is. */
  pairs: Int32Array
  /** 1: `from` replies to or mentions `to` in the label window. */
  talks: Uint8Array
}

/** By index into `actTypes`. */
export const talkFlags = actTypes.map(isTalk)

export function foldAt(paired: PairedHistory, { cut, until }: Window): Fold {
  const { history, rows, starts } = paired
  const pairs: number[] = []
  for (let pair = 0; pair + 1 < starts.length; pair++) if (history.at[rows[starts[pair]!]!]! < cut) pairs.push(pair)
  const from = new Int32Array(2 * pairs.length)
  const to = new Int32Array(2 * pairs.length)
  const talks = new Uint8Array(2 * pairs.length)
  for (const [index, pair] of pairs.entries()) {
    const first = rows[starts[pair]!]!
    const low = Math.min(history.from[first]!, history.to[first]!)
    const high = Math.max(history.from[first]!, history.to[first]!)
    from[2 * index] = to[2 * index + 1] = low
    to[2 * index] = from[2 * index + 1] = high
    for (let at = starts[pair]!; at < starts[pair + 1]!; at++) {
      const row = rows[at]!
      const time = history.at[row]!
      if (time < cut || time >= until || !talkFlags[history.type[row]!]) continue
      talks[2 * index + (history.from[row] === low ? 0 : 1)] = 1
    }
  }
  return { cut, until, paired, from, to, pairs: Int32Array.from(pairs), talks }
}

/** The other direction of the same pair. */
export const reverseOf = (candidate: number) => candidate ^ 1

/** What the tasks need to know of the time before the cut, besides the candidates. */
type Before = {
  /** By candidate: `from` talked to `to`; `from` did anything towards `to`. */
  talked: Uint8Array
  acted: Uint8Array
  /** By person: distinct people who did anything towards them. */
  actedOnBy: Int32Array
}

export function beforeCut({ paired, pairs, from, to, cut }: Fold): Before {
  const { history, rows, starts } = paired
  const talked = new Uint8Array(from.length)
  const acted = new Uint8Array(from.length)
  const actedOnBy = new Int32Array(history.people)
  for (let index = 0; index < pairs.length; index++) {
    const pair = pairs[index]!
    for (let at = starts[pair]!; at < starts[pair + 1]!; at++) {
      const row = rows[at]!
      if (history.at[row]! >= cut) break
      const candidate = 2 * index + (history.from[row] === from[2 * index] ? 0 : 1)
      acted[candidate] = 1
      if (talkFlags[history.type[row]!]) talked[candidate] = 1
    }
    for (const candidate of [2 * index, 2 * index + 1]) if (acted[candidate]) actedOnBy[to[candidate]!]!++
  }
  return { talked, acted, actedOnBy }
}

/** People who did anything towards anyone in the label window. */
function activeLater({ paired: { history }, cut, until }: Fold): Uint8Array {
  const active = new Uint8Array(history.people)
  for (let row = 0; row < history.from.length; row++)
    if (history.at[row]! >= cut && history.at[row]! < until) active[history.from[row]!] = 1
  return active
}

/** Which candidates a task asks about (1), and which of them came true (1). */
export type Task = { asked: Uint8Array; labels: Uint8Array }

export const hubDegree = 50

/**
 * - T1: every candidate. Label: `from` talks to `to` in the label window.
 * - T2: those whose `from` does anything at all in the label window: the tie without "who is online". It uses the future.
 * - T3: those whose `from` has talked to `to` before.
 * - T4: first answer: `to` has talked to `from`, who never did anything towards `to`.
 * - T5: those whose `to` was acted on by fewer than 50 distinct people.
 * - T6: every candidate. Label: in the label window `from` talks to `to` and `to` talks to `from`, in whichever order. Each
 *   pair is asked about twice, once as each of the two sees it.
 */
export function tasksOf(fold: Fold): Record<string, Task> {
  const { from, to, talks } = fold
  const { talked, acted, actedOnBy } = beforeCut(fold)
  const active = activeLater(fold)
  const asked = (condition: (candidate: number) => boolean) =>
    Uint8Array.from(from, (_, candidate) => (condition(candidate) ? 1 : 0))
  const everyone = asked(() => true)
  return {
    T1: { asked: everyone, labels: talks },
    T2: { asked: asked((candidate) => active[from[candidate]!] === 1), labels: talks },
    T3: { asked: asked((candidate) => talked[candidate] === 1), labels: talks },
    T4: { asked: asked((candidate) => talked[reverseOf(candidate)] === 1 && acted[candidate] === 0), labels: talks },
    T5: { asked: asked((candidate) => actedOnBy[to[candidate]!]! < hubDegree), labels: talks },
    T6: { asked: everyone, labels: talks.map((label, candidate) => label & talks[reverseOf(candidate)]!) },
  }
}
