/** Files of interactions: `actor target unix_time [type]`, one a line, plain or gzipped, in any order. */
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { type ActType, actTypes } from '../../src/connection/acts.ts'
import type { History } from '../../src/connection/history.ts'

/** Our words, those of the Higgs record, and what others call the same. */
const typeOfWord: Record<string, ActType> = {
  ...Object.fromEntries(actTypes.map((type) => [type, type])),
  re: 'reply',
  mt: 'mention',
  message: 'mention',
  qt: 'quote',
  rt: 'boost',
  retweet: 'boost',
  repost: 'boost',
  reblog: 'boost',
  favorite: 'favourite',
  like: 'favourite',
}
/** A time from here on is in milliseconds: in seconds it would lie in the year 5138. */
const leastMilliseconds = 1e11

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

/**
 * One line, or undefined where it is blank, a comment (`#`, `%`) or, as the first one, the names of columns. Throws a
 * sentence where it cannot be read.
 */
export function parseLine(
  line: string,
  number: number,
): { actor: string; target: string; at: number; type: ActType } | undefined {
  const trimmed = line.trim()
  if (trimmed === '' || trimmed.startsWith('#') || trimmed.startsWith('%')) return undefined
  const [actor, target, time, word = 'mention', ...rest] = trimmed.split(/[\s,;]+/)
  const at = time ? Number(time) : Number.NaN
  const type = typeOfWord[word.toLowerCase()]
  if (actor && target && at >= 0 && Number.isFinite(at) && type && rest.length === 0)
    return { actor, target, at: at < leastMilliseconds ? at * 1000 : at, type }
  if (number === 1 && /^[a-z_]+$/i.test(time ?? '')) return undefined
  throw new Error(
    `Line ${number} cannot be read: “${trimmed.slice(0, 80)}”. Write actor, target, a time in seconds since 1970 and, if you like, a type: RT, MT, RE or ${actTypes.join(', ')}.`,
  )
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

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be opened',
}

async function isGzipped(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await file.close()
  }
}

async function* linesOf(path: string): AsyncGenerator<string> {
  try {
    const isPacked = await isGzipped(path)
    const file = createReadStream(path)
    const text: Readable = isPacked ? file.pipe(createGunzip()) : file
    const lines = createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })
    let failure: Error | undefined
    const fail = (error: Error) => {
      failure = error
      lines.close()
    }
    file.once('error', fail)
    text.once('error', fail)
    yield* lines
    if (failure) throw failure
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    const reason = reasons[code] ?? (code.startsWith('Z_') ? 'it is cut off or damaged' : String(error))
    throw new Error(`${path} cannot be read: ${reason}.`)
  }
}

export const readInteractionFile = (path: string): Promise<Interactions> => readInteractions(linesOf(path))
