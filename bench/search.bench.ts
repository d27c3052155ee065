/**
 * How long a search for posts takes, as a person's app asks for it, among many posts that everybody may search.
 * `--posts=N` (1,000,000 unless told). Words are as frequent as in a language: the second half as often as the first.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Pool } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Context } from '../src/platform/context.ts'
import { createDb, createPool } from '../src/platform/db.ts'
import { startEmbedded, stopEmbedded } from '../src/platform/embedded.ts'
import { type AccountId, firstIdAt } from '../src/platform/ids.ts'
import { createLogger } from '../src/platform/log.ts'
import { migrate } from '../src/platform/migrate.ts'
import { createFolderStorage } from '../src/platform/storage.ts'
import { describePost } from '../src/search/index-queries.ts'
import { searchPosts } from '../src/search/post-search.ts'
import type { Figures } from './run.ts'

const people = 2_000
const vocabulary = 50_000
const rounds = 400
const startsAt = Date.UTC(2025, 0, 1)
const minutesApart = 0.5

/** The same numbers in every run. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const syllables = [
  'ka',
  'mo',
  'ri',
  'ten',
  'lu',
  'sa',
  'vor',
  'ni',
  'pel',
  'do',
  'gra',
  'shi',
  'wen',
  'ta',
  'ox',
  'bre',
]
const characters = [...'日月火水木金土山川田人口目手足力男女子学校生先大小中上下左右年天気雨雪花草林森東西南北京都府県']

/** A word by its rank: 0 is the most frequent one. */
function wordOf(rank: number): string {
  const digits = (rank + 16).toString(16)
  return [...digits].map((digit) => syllables[Number.parseInt(digit, 16)]).join('')
}

function createWriter(random: () => number) {
  // Zipf: the chance of a rank is inverse to it.
  const rank = () => Math.min(vocabulary - 1, Math.floor(Math.exp(random() * Math.log(vocabulary))) - 1)
  const character = () => characters[Math.floor(random() * random() * characters.length)]!
  return {
    word: () => wordOf(rank()),
    text(): string {
      const length = 4 + Math.floor(random() * 20)
      if (random() < 0.15) return Array.from({ length: length * 2 }, character).join('')
      return Array.from({ length }, () => wordOf(rank())).join(' ')
    },
    phrase: (length: number) => Array.from({ length }, character).join(''),
  }
}

const idOf = (index: number) => firstIdAt(new Date(startsAt + index * minutesApart * 60_000))
const authorOf = (index: number) => 1 + ((index * 7_919) % people)

async function copy(pool: Pool, table: string, columns: string, rows: Iterable<string>) {
  const client = await pool.connect()
  try {
    await pipeline(Readable.from(rows), client.query(copyFrom(`copy ${table} (${columns}) from stdin`)))
  } finally {
    client.release()
  }
}

function* each(count: number, line: (index: number) => string): Generator<string> {
  for (let index = 0; index < count; index++) yield `${line(index)}\n`
}

async function fill(pool: Pool, posts: number) {
  const now = new Date(startsAt).toISOString()
  await copy(
    pool,
    'accounts',
    'id, username, indexable, created_at',
    each(people, (index) => `${index + 1}\tperson${index + 1}\tt\t${now}`),
  )
  const texts = createWriter(createRandom(1))
  await copy(
    pool,
    'posts',
    'id, author_id, text, html, visibility, thread_id, created_at',
    each(posts, (index) => {
      const text = texts.text()
      return [idOf(index), authorOf(index), text, `<p>${text}</p>`, 'public', idOf(index), now].join('\t')
    }),
  )
  const again = createWriter(createRandom(1))
  const facts = { is_open: true, spoiler_text: '', sensitive: false, language: null, is_reply: false }
  await pool.query('drop index post_search_words')
  await copy(
    pool,
    'post_search',
    'post_id, author_id, open, words',
    each(posts, (index) =>
      [
        idOf(index),
        authorOf(index),
        't',
        describePost({ ...facts, text: again.text(), descriptions: index % 9 === 0 ? [''] : null, options: null }),
      ].join('\t'),
    ),
  )
  await pool.query(
    `set maintenance_work_mem = '256MB'; create index post_search_words on post_search using gin (words) with (fastupdate = off)`,
  )
  // The one who searches has favourited a lot.
  await copy(
    pool,
    'favourites',
    'account_id, post_id, id, created_at',
    each(Math.min(2_000, posts), (index) => {
      const id = idOf(Math.floor((index * posts) / 2_000))
      return [1, id, id, now].join('\t')
    }),
  )
  await pool.query('vacuum analyze')
}

/** What people look for: frequent and rare words, several, phrases, in Chinese characters, with operators, and in vain. */
function createQueries(random: () => number): (() => string)[] {
  const { word, phrase } = createWriter(random)
  const rare = () => wordOf(2_000 + Math.floor(random() * (vocabulary - 2_000)))
  return [
    () => wordOf(Math.floor(random() * 20)),
    () => wordOf(100 + Math.floor(random() * 900)),
    rare,
    () => `${word()} ${word()}`,
    () => `${word()} ${rare()}`,
    () => `"${word()} ${word()}"`,
    () => phrase(1),
    () => phrase(2),
    () => phrase(4),
    () => `${word()} has:media`,
    () => `${rare()} -${word()}`,
    () => `from:person${1 + Math.floor(random() * people)} ${word()}`,
    () => `${word()} before:2025-0${1 + Math.floor(random() * 9)}`,
    () => `in:library ${word()}`,
    () => `nothing${Math.floor(random() * 1e9)}`,
  ]
}

function quantile(sorted: readonly number[], share: number): number {
  return Number(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(2))
}

async function measure(ctx: Context): Promise<Figures> {
  const queries = createQueries(createRandom(2))
  const times: number[] = []
  const byKind = new Map<number, number[]>()
  for (let round = -queries.length; round < rounds; round++) {
    const kind = ((round % queries.length) + queries.length) % queries.length
    const text = queries[kind]!()
    const startedAt = performance.now()
    await searchPosts(ctx, 1 as AccountId, { text, author: undefined, page: { limit: 20 }, offset: 0 })
    const took = performance.now() - startedAt
    if (round < 0) continue
    times.push(took)
    byKind.set(kind, [...(byKind.get(kind) ?? []), took])
  }
  const sorted = times.toSorted((a, b) => a - b)
  const slowest = Object.fromEntries(
    [...byKind].map(([kind, each]) => [
      queries[kind]!.toString().replace(/^\(\) => /, ''),
      quantile(
        each.toSorted((a, b) => a - b),
        1,
      ),
    ]),
  )
  return {
    p50_ms: quantile(sorted, 0.5),
    p99_ms: quantile(sorted, 0.99),
    max_ms: quantile(sorted, 1),
    max_ms_by_kind: slowest,
  }
}

export async function run(args: string[]): Promise<Figures> {
  const posts = Number(/^--posts=(\d+)$/.exec(args.find((arg) => arg.startsWith('--posts=')) ?? '')?.[1] ?? 1_000_000)
  const folder = await mkdtemp(join(tmpdir(), 'twoway-bench-'))
  // As root the database runs as somebody else, who must be able to come here.
  await chmod(folder, 0o755)
  try {
    const { connectionString } = await startEmbedded(folder, () => {})
    const pool = createPool(connectionString, () => {}, { statement_timeout: 0 })
    try {
      const db = createDb(pool)
      await migrate(db)
      const startedAt = performance.now()
      await fill(pool, posts)
      const fill_s = Number(((performance.now() - startedAt) / 1_000).toFixed(1))
      const ctx: Context = {
        db,
        clock: { now: () => new Date(startsAt + posts * minutesApart * 60_000) },
        newId: () => {
          throw new Error('A search makes nothing')
        },
        log: createLogger('silent'),
        emojis: { byName: new Map() },
        origin: 'https://social.example',
        domain: 'social.example',
        storage: createFolderStorage(join(folder, 'media')),
        committed: () => {},
      }
      await pool.query(
        `insert into account_handles (username_lower, domain, account_id) select lower(username), '', id from accounts`,
      )
      return { posts, ...(await measure(ctx)), fill_s }
    } finally {
      await pool.end()
    }
  } finally {
    await stopEmbedded(folder)
    await rm(folder, { recursive: true, force: true })
  }
}
