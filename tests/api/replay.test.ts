import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { check } from '../../src/cli/check.ts'
import { type ReplayCounts, replay } from '../../src/import/replay.ts'
import { StartError } from '../../src/platform/start-error.ts'
import { createWorld, type World } from '../world.ts'

/** A seeded file of the source's format: bursts, doubled replies, acts towards oneself, boosts of nobody's posts. */
function sampleLines(count: number): string[] {
  let state = 7
  const random = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
  const lines: string[] = []
  let second = 1_341_100_000
  while (lines.length < count) {
    second += random(3)
    const [actor, target] = [random(120), random(120)]
    const type = ['RT', 'RT', 'MT', 'RE'][random(4)]!
    if (type === 'RE' && random(3) > 0) lines.push(`${actor} ${target} ${second} MT`)
    lines.push(`${actor} ${target} ${second} ${type}`)
  }
  return lines
}

/** What a file holds, counted from its text alone. */
function countLines(lines: string[]) {
  const rows = lines.map((line) => line.split(' '))
  const replies = new Set(
    rows.filter(([, , , type]) => type === 'RE').map(([actor, target, second]) => `${actor} ${target} ${second}`),
  )
  const ofType = (wanted: string) => rows.filter(([, , , type]) => type === wanted)
  const doubled = ofType('MT').filter(([actor, target, second]) => replies.has(`${actor} ${target} ${second}`)).length
  return {
    interactions: rows.length,
    accounts: new Set(rows.flatMap((row) => row.slice(0, 2))).size,
    replies: ofType('RE').length,
    mentions: ofType('MT').length - doubled,
    doubled,
    boostLines: ofType('RT').length,
    follows: new Set(rows.filter(([actor, target]) => actor !== target).map(([actor, target]) => `${actor} ${target}`))
      .size,
  }
}

describe('replay', () => {
  let world: World
  let folder: string
  let file: string
  const lines = sampleLines(4_000)
  const quiet = () => {}
  before(async () => {
    world = await createWorld()
    folder = await mkdtemp(join(tmpdir(), 'twoway-replay-'))
    file = join(folder, 'sample.txt.gz')
    await writeFile(file, gzipSync(lines.join('\n')))
  })
  after(async () => {
    await world.stop()
    await rm(folder, { recursive: true })
  })

  const load = (report: (step: string, share: number) => void = quiet) =>
    replay(world.ctx, world.server.pool, file, { inferFollows: true, batchSize: 500 }, report)
  const rowCount = async (table: string, where = 'true') =>
    Number(
      (
        await sql<{ n: string }>`select count(*) as n from ${sql.table(table)} where ${sql.raw(where)}`.execute(
          world.ctx.db,
        )
      ).rows[0]!.n,
    )

  let counts: ReplayCounts
  test('one that is cut off goes on where it stopped', async () => {
    const stopping = new Error('cut off')
    let batches = 0
    await assert.rejects(
      load((step) => {
        if (step === 'Interactions' && ++batches === 3) throw stopping
      }),
      stopping,
    )
    const loaded = await rowCount('posts')
    counts = await load()
    assert.ok(loaded > 500 && loaded < (await rowCount('posts')), 'it was cut off in the middle')
    const expected = countLines(lines)
    const { boosts, repeated, placeholders, ...rest } = counts
    assert.deepEqual({ ...rest, boostLines: boosts + repeated }, expected)
    assert.equal(await rowCount('posts', 'placeholder'), placeholders)
  })

  test('the rows in the database are the counts that were printed', async () => {
    assert.equal(await rowCount('accounts'), counts.accounts)
    assert.equal(
      await rowCount('posts', 'boost_of is null and in_reply_to_id is null and not placeholder'),
      counts.mentions,
    )
    assert.equal(await rowCount('posts', 'in_reply_to_id is not null'), counts.replies)
    assert.equal(await rowCount('boosts'), counts.boosts)
    assert.equal(await rowCount('follows', `reason = 'imported'`), counts.follows)
  })

  test('every act is counted once, also of the part that was loaded before it was cut off', async () => {
    assert.equal(
      await rowCount('tie_acts'),
      (await rowCount('mentions')) +
        (await rowCount('posts', 'boost_of is not null and boost_of_author_id <> author_id')),
    )
    const found: string[] = []
    assert.ok(await check(world.ctx, { repair: false }, (line) => found.push(line)), found.join('\n'))
  })

  test('a second time changes nothing', async () => {
    const before = await rowCount('posts')
    assert.deepEqual(await load(), counts)
    assert.equal(await rowCount('posts'), before)
  })

  test('nobody is notified of what an import says', async () => {
    await world.settle()
    assert.equal(await rowCount('notifications'), 0)
  })

  test('a person who was replayed has a home, a profile and threads that make sense', async () => {
    const busiest = await world.ctx.db
      .selectFrom('accounts')
      .innerJoin('author_stats', 'author_stats.account_id', 'accounts.id')
      .select(['accounts.id', 'username', 'posts_count'])
      .orderBy('posts_count', 'desc')
      .executeTakeFirstOrThrow()
    const found = await world.api('GET', `/api/v1/accounts/lookup?acct=${busiest.username}`)
    assert.equal(found.status, 200)
    assert.equal(found.body.statuses_count, busiest.posts_count)
    const posts = await world.api('GET', `/api/v1/accounts/${busiest.id}/statuses?limit=40`)
    assert.ok(posts.body.length > 0)
    for (const post of posts.body) assert.match(post.created_at, /^2012-0[67]-/)
    const reply = await world.ctx.db
      .selectFrom('posts')
      .selectAll()
      .where('in_reply_to_id', 'is not', null)
      .executeTakeFirstOrThrow()
    const context = await world.api('GET', `/api/v1/statuses/${reply.id}/context`)
    assert.equal(context.body.ancestors.at(-1).id, String(reply.in_reply_to_id))
    const mara = await world.person('mara')
    assert.equal((await mara.api('POST', `/api/v1/accounts/${busiest.id}/follow`)).status, 200)
    const home = await mara.api('GET', '/api/v1/timelines/home')
    assert.equal(home.body.length, 20)
    assert.ok(home.body.every((post: { account: { id: string } }) => post.account.id === String(busiest.id)))
  })

  test('a file of another format is refused with its line', async () => {
    const wrong = join(folder, 'wrong.txt')
    await writeFile(wrong, '1 2 1341100972 RT\n1 2 soon RT\n')
    await assert.rejects(
      replay(world.ctx, world.server.pool, wrong, { inferFollows: false }, quiet),
      (error: Error) => {
        assert.ok(error instanceof StartError)
        assert.match(error.message, /^Line 2 of /)
        return true
      },
    )
    await assert.rejects(
      replay(world.ctx, world.server.pool, join(folder, 'none.gz'), { inferFollows: false }, quiet),
      StartError,
    )
  })

  test('a name that somebody signed up with is not taken over', async () => {
    await world.person('u999999')
    const clashing = join(folder, 'clash.txt')
    await writeFile(clashing, '999999 2 1341100972 RT\n')
    await assert.rejects(replay(world.ctx, world.server.pool, clashing, { inferFollows: false }, quiet), /--prefix/)
    const other = await replay(world.ctx, world.server.pool, clashing, { inferFollows: false, prefix: 'x' }, quiet)
    assert.equal(other.boosts, 1)
  })
})
