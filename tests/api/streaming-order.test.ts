/** Over thousands of events, with streams that break off: nothing comes twice, and paging fills the gaps. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { PostId } from '../../src/platform/ids.ts'
import { write } from '../../src/platform/transaction.ts'
import { insertPosts, markDeleted } from '../../src/posts/queries.ts'
import { createWorld, type Person, type World } from '../world.ts'
import { type Listener, listen } from './stream-clients.ts'

const rounds = 40
const postsARound = 200
const everyNthIsDeleted = 4
const events = rounds * postsARound * (1 + 1 / everyNthIsDeleted)

let world: World
let mara: Person
let theo: Person
before(async () => {
  world = await createWorld()
  mara = await world.person('mara')
  theo = await world.person('theo')
  await theo.api('POST', `/api/v1/accounts/${mara.id}/follow`)
})
after(() => world.stop())

/** Many posts in one transaction, some of them deleted again in the next. */
async function writeRound(): Promise<{ written: PostId[]; deleted: PostId[] }> {
  const { ctx } = world
  const written = Array.from({ length: postsARound }, () => ctx.newId<PostId>())
  const about = { author: mara.id, origin: 'live' } as const
  await write<undefined>(ctx, async (tx, emit) => {
    const post = {
      author_id: mara.id,
      text: 'one of many',
      html: '<p>one of many</p>',
      spoiler_text: '',
      sensitive: false,
      visibility: 'public',
      language: null,
      in_reply_to_id: null,
      in_reply_to_account_id: null,
      boost_of: null,
      boost_of_author_id: null,
      reply_policy: 'everyone',
      quote_policy: 'everyone',
      quote_of: null,
      quote_state: null,
      client_id: null,
      created_at: ctx.clock.now(),
    } as const
    await insertPosts(
      tx,
      written.map((id) => ({ ...post, id, thread_id: id })),
    )
    for (const id of written) emit({ type: 'post.created', post: id, ...about })
    return undefined
  })
  await world.settle()
  const deleted = written.filter((_, place) => place % everyNthIsDeleted === 0)
  await write<undefined>(ctx, async (tx, emit) => {
    for (const id of deleted) {
      await markDeleted(tx, id, mara.id, ctx.clock.now())
      emit({ type: 'post.deleted', post: id, ...about })
    }
    return undefined
  })
  return { written, deleted }
}

/** Everything in home above `id`, oldest first. */
async function readAbove(id: number): Promise<number[]> {
  const found: number[] = []
  for (;;) {
    const page = await theo.api('GET', `/api/v1/timelines/home?limit=40&min_id=${found.at(-1) ?? id}`)
    assert.equal(page.status, 200)
    if (page.body.length === 0) return found
    found.push(...page.body.map((post: { id: string }) => Number(post.id)).toReversed())
  }
}

test(`${events} events through streams that break off`, async () => {
  const streams: Listener[] = []
  const fetched: number[] = []
  const written: PostId[] = []
  const deleted = new Set<number>()
  const idsOf = (event: string): number[] =>
    streams.flatMap((stream) => stream.of(event).map(({ payload }) => Number(payload.id ?? payload)))
  for (let round = 0; round < rounds; round++) {
    // One round of ten is written while nobody listens.
    if (round % 10 === 9) streams.at(-1)!.close()
    if (round % 10 === 0) {
      streams.push(await listen(world, theo.token, [{ stream: 'user' }]))
      fetched.push(...(await readAbove(Math.max(0, ...idsOf('update'), ...fetched))))
    }
    const made = await writeRound()
    written.push(...made.written)
    for (const id of made.deleted) deleted.add(id)
  }
  await world.settle()
  streams.push(await listen(world, theo.token, [{ stream: 'user' }]))
  fetched.push(...(await readAbove(Math.max(0, ...idsOf('update'), ...fetched))))

  for (const event of ['update', 'delete']) {
    const ids = idsOf(event)
    assert.ok(ids.length > written.length / 10)
    assert.equal(new Set(ids).size, ids.length, `no ${event} comes twice`)
    const inOrder = ids.toSorted((a, b) => a - b)
    assert.deepEqual(ids, inOrder, `${event}s come in their order`)
  }
  const known = new Set([...idsOf('update'), ...fetched])
  assert.deepEqual(
    written.filter((id) => !deleted.has(id) && !known.has(id)),
    [],
    'nothing is missing',
  )
})
