/** Files of interactions: `actor target unix_seconds [RT|MT|RE]`, one a line, plain or gzipped. */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { type ActType, actTypes } from '../../src/connection/acts.ts'
import type { History } from '../../src/connection/history.ts'

const typeOfWord: Record<string, ActType> = { RT: 'boost', MT: 'mention', RE: 'reply' }

export type Interactions = {
  /** Every act that counts, oldest first. */
  history: History
  /** Lines with an act on them, before any were dropped. */
  rows: number
  /** Acts towards oneself. */
  selfActs: number
  /** Mentions that are a reply logged again. */
  repeatedReplies: number
}

type Row = { from: number; to: number; at: number; type: ActType }

/** One line, or undefined where it is blank or a comment (`#`, `%`). Throws a sentence where it cannot be read. */
export function parseLine(
  line: string,
  number: number,
): { actor: string; target: string; at: number; type: ActType } | undefined {
  const trimmed = line.trim()
  if (trimmed === '' || trimmed.startsWith('#') || trimmed.startsWith('%')) return undefined
  const [actor, target, seconds, word = 'MT', ...rest] = trimmed.split(/\s+/)
  const time = seconds === undefined ? Number.NaN : Number(seconds)
  const type = typeOfWord[word]
  if (!actor || !target || !Number.isFinite(time) || time < 0 || !type || rest.length > 0)
    throw new Error(
      `Line ${number} cannot be read: “${trimmed.slice(0, 80)}”. Write actor, target, a time in seconds since 1970 and, if you like, RT, MT or RE.`,
    )
  return { actor, target, at: time * 1000, type }
}

/** Drops mentions that are a reply logged again: same actor, same target, same second. */
export function withoutRepeatedReplies(rows: readonly Row[], people: number): Row[] {
  const replies = new Map<number, Set<number>>()
  for (const { type, from, to, at } of rows) {
    if (type !== 'reply') continue
    const pair = from * people + to
    const times = replies.get(pair)
    if (times) times.add(at)
    else replies.set(pair, new Set([at]))
  }
  return rows.filter(({ type, from, to, at }) => type !== 'mention' || !replies.get(from * people + to)?.has(at))
}

function historyOf(rows: readonly Row[], people: number): History {
  return {
    people,
    from: Int32Array.from(rows, ({ from }) => from),
    to: Int32Array.from(rows, ({ to }) => to),
    at: Float64Array.from(rows, ({ at }) => at),
    type: Uint8Array.from(rows, ({ type }) => actTypes.indexOf(type)),
    count: new Int32Array(rows.length).fill(1),
    share: new Int32Array(rows.length).fill(1000),
  }
}

export async function readInteractions(lines: AsyncIterable<string>): Promise<Interactions> {
  const numbers = new Map<string, number>()
  const numberOf = (name: string) => {
    const known = numbers.get(name)
    if (known !== undefined) return known
    numbers.set(name, numbers.size)
    return numbers.size - 1
  }
  const acts: Row[] = []
  let [line, rows] = [0, 0]
  for await (const text of lines) {
    const parsed = parseLine(text, ++line)
    if (!parsed) continue
    rows++
    const { actor, target, at, type } = parsed
    if (actor !== target) acts.push({ from: numberOf(actor), to: numberOf(target), at, type })
  }
  if (acts.length === 0) throw new Error('The file holds no act of one person towards another.')
  const kept = withoutRepeatedReplies(acts, numbers.size).sort((a, b) => a.at - b.at)
  return {
    history: historyOf(kept, numbers.size),
    rows,
    selfActs: rows - acts.length,
    repeatedReplies: acts.length - kept.length,
  }
}

export async function readInteractionFile(path: string): Promise<Interactions> {
  const file = createReadStream(path)
  const text: Readable = path.endsWith('.gz') ? file.pipe(createGunzip()) : file
  file.once('error', (error) => text.destroy(error))
  return readInteractions(createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY }))
}
