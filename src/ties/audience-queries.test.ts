import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestContext, type TestContext } from '../../tests/context.ts'
import { dayMs } from '../platform/clock.ts'
import { type AccountId, firstIdAt, type Id } from '../platform/ids.ts'
import { cellMs, idsPerCell, sampleFollows, selectFollowCells } from './audience-queries.ts'

let world: TestContext
before(async () => {
  world = await createTestContext()
})
after(() => world.stop())

const [followed, other, nobody] = [1, 2, 3] as AccountId[]
const idsPerWeek = idsPerCell * ((7 * dayMs) / cellMs)

/** Crowded hours, a trickle of years, and both sides of a border between two weeks. */
function followIds(): Id[] {
  const start = firstIdAt(new Date('2024-02-01T00:00:00Z'))
  const border = Math.ceil(start / idsPerWeek) * idsPerWeek
  const ids = new Set<number>([border - 1, border, border + 1, border + idsPerCell - 1, border + idsPerCell])
  for (let follow = 0; follow < 700; follow++) ids.add(start + follow * (3 * idsPerCell + 17))
  for (let follow = 0; follow < 900; follow++) ids.add(border + 20 * idsPerWeek + follow * 1_000_003)
  for (let follow = 0; follow < 100; follow++) ids.add(start + follow * Math.floor(idsPerWeek * 0.9))
  return [...ids].toSorted((a, b) => a - b) as Id[]
}

async function insertFollows(ids: readonly Id[], followee: AccountId, state: 'accepted' | 'requested', from: number) {
  await world.ctx.db
    .insertInto('follows')
    .values(
      ids.map((id, index) => ({
        id,
        follower_id: (from + index) as AccountId,
        followee_id: followee,
        state,
        created_at: world.clock.now(),
      })),
    )
    .execute()
}

test('follows are counted by when they were made, and sampled in the order of time', async () => {
  const ids = followIds()
  await insertFollows(ids, followed!, 'accepted', 1_000)
  await insertFollows(ids.map((id) => (id + 5) as Id).slice(0, 300), followed!, 'requested', 100_000)
  await insertFollows(ids.map((id) => (id + 7) as Id).slice(0, 300), other!, 'accepted', 200_000)
  const expected = [...Map.groupBy(ids, (id) => Math.floor(id / idsPerCell))].map(([cell, inCell]) => ({
    cell,
    count: inCell.length,
  }))
  const cells = await selectFollowCells(world.ctx.db, followed!)
  assert.deepEqual(cells, expected)
  for (const step of [1, 2, 7, 100, 1_000])
    assert.deepEqual(
      await sampleFollows(world.ctx.db, followed!, cells, step),
      ids.filter((_, place) => place % step === Math.floor(step / 2)),
      `every ${step}`,
    )
  assert.deepEqual(await sampleFollows(world.ctx.db, followed!, cells, 10 * ids.length), [])
})

test('nobody follows somebody', async () => {
  assert.deepEqual(await selectFollowCells(world.ctx.db, nobody!), [])
  assert.deepEqual(await sampleFollows(world.ctx.db, nobody!, [], 3), [])
})
