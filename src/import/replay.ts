/** Loads a list of interactions as accounts, posts, replies, boosts and, where asked, follows. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { accountIdsSince, copyAccounts, findImportedHandles, type ImportedAccount } from '../accounts/bulk.ts'
import { accountUrl } from '../accounts/present.ts'
import { copyFollows, type ImportedFollow } from '../follows/bulk.ts'
import { bulkWrite } from '../platform/bulk.ts'
import type { Context } from '../platform/context.ts'
import type { Pool } from '../platform/db.ts'
import { type AccountId, firstIdAt, type Id, importedId, type PostId } from '../platform/ids.ts'
import { StartError } from '../platform/start-error.ts'
import { parseText, renderHtml } from '../platform/text.ts'
import { authorsOfIds, copyPosts, type ImportedBoost, type ImportedPost } from '../posts/bulk.ts'
import { type ImportedAct, stageActs } from '../ties/bulk.ts'
import { takeTurnWithTies } from '../ties/staged.ts'
import {
  createSourceReader,
  type Interaction,
  type ParsedSource,
  type PlannedBatch,
  planReplay,
} from './interactions.ts'
import { findImport, type ImportProgress, saveImport } from './queries.ts'

const usualBatchSize = 50_000
const placeholderText = 'This post stands in the place of one whose text is not in the source.'

export type ReplayOptions = {
  inferFollows: boolean
  /** Set before every name; by default `u` where the source has people who are only numbers. */
  prefix?: string | undefined
  /** How many rows of one kind a transaction writes, about. */
  batchSize?: number
}
export type ReplayCounts = {
  interactions: number
  accounts: number
  mentions: number
  replies: number
  boosts: number
  placeholders: number
  doubled: number
  repeated: number
  follows: number
}

type Source = ParsedSource & { hash: string }

/** Reads a text or gzip file whole. Throws StartError, naming the line, when it is not of the format. */
async function readSource(file: string): Promise<Source> {
  const hash = createHash('sha256')
  const bytes = createReadStream(file)
  const hashed = Readable.from(
    (async function* () {
      for await (const chunk of bytes) {
        hash.update(chunk)
        yield chunk
      }
    })(),
  )
  const text = file.endsWith('.gz') ? hashed.compose(createGunzip()) : hashed
  const reader = createSourceReader()
  let number = 0
  try {
    for await (const line of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })) {
      number++
      if (line !== '' && !reader.add(line))
        throw new StartError(`Line ${number} of ${file} is not "actor target unix_time RT|MT|RE": ${line.slice(0, 80)}`)
    }
  } catch (error) {
    throw error instanceof StartError ? error : new StartError(`${file} cannot be read: ${(error as Error).message}.`)
  }
  return { ...reader.done(), hash: hash.digest('hex') }
}

const timeOf = (second: number) => new Date(second * 1000)

/** When each person first appears, a second early: a placeholder may stand there. */
function firstSeconds(people: number, interactions: readonly Interaction[]): Float64Array {
  const first = new Float64Array(people).fill(Number.POSITIVE_INFINITY)
  for (const { actor, target, second } of interactions) {
    first[actor] = Math.min(first[actor]!, second - 1)
    first[target] = Math.min(first[target]!, second - 1)
  }
  return first
}

type People = { ids: AccountId[]; names: string[]; created: number }

/** The first id of this source and time that `isTaken` lets pass. */
function freeId(time: Date, source: string, isTaken: (id: Id) => boolean): Id {
  for (let attempt = 0; ; attempt++) {
    const id = importedId(time, source, attempt)
    if (!isTaken(id)) return id
  }
}

async function createPeople(
  ctx: Context,
  pool: Pool,
  source: Source,
  { prefix, batchSize }: { prefix: string; batchSize: number },
  report: (share: number) => void,
): Promise<People> {
  const names = source.people.map((name) => prefix + name)
  const first = firstSeconds(names.length, source.interactions)
  const taken = await accountIdsSince(
    ctx.db,
    firstIdAt(timeOf(first.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY))),
  )
  const ids: AccountId[] = []
  let created = 0
  for (let start = 0; start < names.length; start += batchSize) {
    const part = names.slice(start, start + batchSize)
    const known = await findImportedHandles(ctx.db, part)
    const missing: ImportedAccount[] = []
    for (const [offset, username] of part.entries()) {
      const existing = known.get(username)
      if (existing && existing.origin !== 'import')
        throw new StartError(
          `The name ${username} belongs to somebody who signed up here: replay with another --prefix.`,
        )
      if (existing) {
        ids.push(existing.id)
        continue
      }
      const createdAt = timeOf(first[start + offset]!)
      const id = freeId(createdAt, `account ${username}`, (candidate) => taken.has(candidate)) as AccountId
      taken.add(id)
      ids.push(id)
      missing.push({ id, username, createdAt })
    }
    if (missing.length > 0) await bulkWrite(ctx, pool, async (_tx, copy) => copyAccounts(copy, missing))
    created += missing.length
    report((start + part.length) / names.length)
  }
  return { ids, names, created }
}

/** The ids of a plan's posts and boosts: the same at every run, also when it goes on after a crash. */
function createPostIds(source: Source) {
  const ids: PostId[] = []
  const given = new Set<Id>()
  return {
    of: (post: number) => ids[post]!,
    /** `authors` holds the ids that are in the database. Those of a batch that was loaded before are our own. */
    give(post: number, second: number, author: AccountId, authors: ReadonlyMap<Id, AccountId>, wasLoaded: boolean) {
      const isTaken = (id: Id) => given.has(id) || (wasLoaded ? authors.get(id) !== author : authors.has(id))
      const id = freeId(timeOf(second), `${source.hash} ${post}`, isTaken) as PostId
      given.add(id)
      ids[post] = id
    },
  }
}

type Rows = { posts: ImportedPost[]; boosts: ImportedBoost[] }

function toRows(ctx: Context, batch: PlannedBatch, people: People, ids: ReturnType<typeof createPostIds>): Rows {
  const textOf = ({ kind, mentions }: PlannedBatch['posts'][number]) => {
    if (kind === 'placeholder') return { text: placeholderText, html: `<p>${placeholderText}</p>` }
    const text = mentions === undefined ? placeholderText : `@${people.names[mentions]}`
    const mention = ({ username }: { username: string }) => ({
      username,
      url: accountUrl(ctx, { username, domain: '', url: null }),
    })
    return { text, html: renderHtml(parseText(text), { mention, hashtagUrl: (name) => `${ctx.origin}/tags/${name}` }) }
  }
  return {
    posts: batch.posts.map((post) => ({
      id: ids.of(post.post),
      authorId: people.ids[post.author]!,
      ...textOf(post),
      parentId: post.parent === undefined ? null : ids.of(post.parent),
      parentAuthorId: post.parentAuthor === undefined ? null : people.ids[post.parentAuthor]!,
      threadId: ids.of(post.thread),
      mentionedIds: post.mentions === undefined ? [] : [people.ids[post.mentions]!],
      placeholder: post.kind === 'placeholder',
      createdAt: timeOf(post.second),
    })),
    boosts: batch.boosts.map((boost) => ({
      id: ids.of(boost.boost),
      boosterId: people.ids[boost.booster]!,
      postId: ids.of(boost.original),
      authorId: people.ids[boost.author]!,
      createdAt: timeOf(boost.second),
    })),
  }
}

/** What posts that name one person at most, and boosts, do to whom. A reply names whom it answers. */
function actsIn({ posts, boosts }: Rows): ImportedAct[] {
  const open = { share: 1000, audience: 'public' } as const
  return [
    ...posts.flatMap(({ id, authorId, parentAuthorId, mentionedIds: [mentioned], createdAt }): ImportedAct[] => {
      const to = parentAuthorId ?? mentioned
      if (to === undefined || to === authorId) return []
      return [
        { ...open, from: authorId, to, post: id, at: createdAt, type: parentAuthorId === null ? 'mention' : 'reply' },
      ]
    }),
    ...boosts
      .filter(({ boosterId, authorId }) => boosterId !== authorId)
      .map(({ id, boosterId, authorId, createdAt }): ImportedAct => {
        return { ...open, from: boosterId, to: authorId, post: id, at: createdAt, type: 'boost' }
      }),
  ]
}

/** Each pair's follow from the actor's first act on, in order. */
function createFollowInference(people: People) {
  const firstAct = new Map<string, number>()
  const given = new Set<Id>()
  return (lines: readonly Interaction[]): ImportedFollow[] => {
    const follows: ImportedFollow[] = []
    for (const { actor, target, second } of lines) {
      const pair = `${actor} ${target}`
      if (actor === target || firstAct.has(pair)) continue
      firstAct.set(pair, second)
      const theirs = firstAct.get(`${target} ${actor}`)
      const id = freeId(timeOf(second), `follow ${pair}`, (candidate) => given.has(candidate))
      given.add(id)
      follows.push({
        id,
        followerId: people.ids[actor]!,
        followeeId: people.ids[target]!,
        createdAt: timeOf(second),
        followedBySince: theirs === undefined || theirs >= second ? undefined : timeOf(theirs),
      })
    }
    return follows
  }
}

const none: ReplayCounts = {
  interactions: 0,
  accounts: 0,
  mentions: 0,
  replies: 0,
  boosts: 0,
  placeholders: 0,
  doubled: 0,
  repeated: 0,
  follows: 0,
}

/**
 * Loads the whole file; the same file again goes on where it stopped, or changes nothing once it is done. Batches are
 * transactions. `report` hears the share that is done, from 0 to 1.
 */
export async function replay(
  ctx: Context,
  pool: Pool,
  file: string,
  options: ReplayOptions,
  report: (step: string, share: number) => void,
): Promise<ReplayCounts> {
  report('Reading', 0)
  const source = await readSource(file)
  const name = `${source.hash}${options.inferFollows ? ' with follows' : ''}`
  const before: ImportProgress = (await findImport(ctx.db, name)) ?? { linesDone: 0, counts: none, finishedAt: null }
  if (before.finishedAt) return before.counts as ReplayCounts
  const { batchSize = usualBatchSize } = options
  const prefix = options.prefix ?? (source.people.some((person) => /^\d+$/.test(person)) ? 'u' : '')
  const people = await createPeople(ctx, pool, source, { prefix, batchSize }, (share) => report('People', share))
  const ids = createPostIds(source)
  const inferFollows = createFollowInference(people)
  let counts: ReplayCounts = { ...none, ...before.counts, accounts: people.ids.length }
  let linesDone = 0
  let writing: Promise<void> = Promise.resolve()

  for (const batch of planReplay(source.interactions, batchSize)) {
    const lines = source.interactions.slice(linesDone, batch.linesDone)
    linesDone = batch.linesDone
    const wasLoaded = linesDone <= before.linesDone
    const made = [
      ...batch.posts.map(({ post, second, author }) => ({ number: post, second, author })),
      ...batch.boosts.map(({ boost, second, booster }) => ({ number: boost, second, author: booster })),
    ].toSorted((a, b) => a.number - b.number)
    const seconds = made.map(({ second }) => second)
    const authors = await authorsOfIds(
      ctx.db,
      firstIdAt(timeOf(seconds.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY))),
      firstIdAt(timeOf(seconds.reduce((a, b) => Math.max(a, b), 0) + 1)),
    )
    for (const { number, second, author } of made) ids.give(number, second, people.ids[author]!, authors, wasLoaded)
    const follows = options.inferFollows ? inferFollows(lines) : []
    if (wasLoaded) continue
    const rows = toRows(ctx, batch, people, ids)
    counts = addBatch(counts, batch, lines.length, follows.length)
    const progress: ImportProgress = { linesDone, counts, finishedAt: null }
    // While one batch is being written, the next one is being prepared.
    await writing
    writing = bulkWrite(ctx, pool, async (tx, copy, emit) => {
      await copyPosts(tx, copy, rows.posts, rows.boosts)
      if (follows.length > 0) await copyFollows(tx, copy, follows)
      await saveImport(tx, name, 'replay', progress, ctx.clock.now())
      emit({
        type: 'posts.imported',
        origin: 'import',
        source: source.hash,
        count: rows.posts.length + rows.boosts.length,
      })
      await stageActs(tx, ctx, copy, actsIn(rows))
    }).then(() => report('Interactions', progress.linesDone / source.interactions.length))
    writing.catch(() => {})
  }
  await writing
  report('Counting who turned to whom', 1)
  await bulkWrite(ctx, pool, async (tx) => {
    const now = ctx.clock.now()
    await takeTurnWithTies(tx, now)
    await saveImport(tx, name, 'replay', { linesDone: source.interactions.length, counts, finishedAt: now }, now)
  })
  return counts
}

function addBatch(counts: ReplayCounts, batch: PlannedBatch, lines: number, follows: number): ReplayCounts {
  const ofKind = (kind: PlannedBatch['posts'][number]['kind']) =>
    batch.posts.filter((post) => post.kind === kind).length
  return {
    ...counts,
    interactions: counts.interactions + lines,
    mentions: counts.mentions + ofKind('post'),
    replies: counts.replies + ofKind('reply'),
    placeholders: counts.placeholders + ofKind('placeholder'),
    boosts: counts.boosts + batch.boosts.length,
    doubled: counts.doubled + batch.doubled,
    repeated: counts.repeated + batch.repeated,
    follows: counts.follows + follows,
  }
}
