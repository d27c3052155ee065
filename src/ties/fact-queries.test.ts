import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestContext, type TestContext } from '../../tests/context.ts'
import { actTypes, dayOf, type HourCount, hourOf, type PersonDay } from '../connection/acts.ts'
import { bulkWrite } from '../platform/bulk.ts'
import { hourMs } from '../platform/clock.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { type ImportedAct, stageActs } from './bulk.ts'
import { audiences } from './counting.ts'
import { loadTieFacts, numbersIn } from './fact-queries.ts'
import { takeTurnWithTies } from './staged.ts'

let world: TestContext
before(async () => {
  world = await createTestContext()
})
after(() => world.stop())

const [me, ana, ben, stranger] = [1, 2, 3, 4] as AccountId[]
const order = (a: HourCount, b: HourCount) => a.hour - b.hour || actTypes.indexOf(a.type) - actTypes.indexOf(b.type)

/** Acts of one lane by hour and type, added up one by one. */
function laneOf(acts: readonly ImportedAct[], from: AccountId | undefined, to: AccountId | undefined): HourCount[] {
  const lane: HourCount[] = []
  for (const act of acts) {
    if (act.from !== from || act.to !== to || (to === me && act.audience === 'hidden')) continue
    const entry = lane.find(({ hour, type }) => hour === hourOf(act.at) && type === act.type)
    if (entry) {
      entry.count++
      entry.share += act.share
    } else lane.push({ hour: hourOf(act.at), type: act.type, count: 1, share: act.share })
  }
  return lane.toSorted(order)
}

test('what has passed is read as it was counted, whatever the type, number, share and audience', async () => {
  const now = world.clock.now()
  const acts = Array.from({ length: 600 }, (_, index): ImportedAct => {
    const [from, to] =
      index % 2 === 0 ? [me!, index % 4 === 0 ? ana! : ben!] : [index % 4 === 1 ? ana! : stranger!, me!]
    return {
      from,
      to,
      post: (1000 + index) as PostId,
      at: new Date(now.getTime() - ((index * index) % 90) * hourMs),
      type: actTypes[index % 5]!,
      share: [1000, 1000, 333, 1][index % 4]!,
      audience: audiences[index % 7 === 0 ? 1 : index % 9 === 0 ? 2 : 0]!,
    }
  })
  await bulkWrite(world.ctx, world.pool, async (tx, copy) => {
    await stageActs(tx, world.ctx, copy, acts)
    await takeTurnWithTies(tx, now)
  })
  const facts = await loadTieFacts(world.ctx.db, me!, [ana!, ben!], now)
  assert.deepEqual([...facts.keys()], [ana, ben])
  for (const other of [ana!, ben!]) {
    assert.deepEqual(facts.get(other)!.out, laneOf(acts, me, other))
    assert.deepEqual(facts.get(other)!.in, laneOf(acts, other, me))
  }
  assert.deepEqual(facts.get(ben!)!.in, [])
  const open = acts.filter(({ from, to, audience }) => audience === 'public' && (from === me || to === me))
  const { days, ...people } = facts.get(ana!)!.me
  assert.deepEqual(people, { addressedBy: 2, answered: 1, talkedTo: 2, actedOnBy: 2, actedOn: 2 })
  assert.equal(
    days.reduce((sum, { actsOut }) => sum + actsOut, 0),
    open.filter(({ from }) => from === me).length,
  )
  assert.deepEqual((await loadTieFacts(world.ctx.db, 77 as AccountId, [78 as AccountId], now)).get(78 as AccountId), {
    out: [],
    in: [],
    me: { addressedBy: 0, answered: 0, talkedTo: 0, actedOnBy: 0, actedOn: 0, days: [] },
    them: { addressedBy: 0, answered: 0, talkedTo: 0, actedOnBy: 0, actedOn: 0, days: [] },
  })
})

test('each of the last 28 days is read, however much was done on it', async () => {
  const today = dayOf(world.clock.now())
  const [quiet, loud] = [50, 51] as AccountId[]
  const most = 2 ** 14 - 1
  const dayOfQuiet = (day: number): PersonDay => ({
    day,
    talkOut: day % 3,
    actsOut: most,
    talkIn: 1,
    actsIn: day % 1000,
  })
  const dayOfLoud = (day: number): PersonDay => ({ day, talkOut: 7, actsOut: 9, talkIn: 3, actsIn: most + (day % 2) })
  const rows = Array.from({ length: 40 }, (_, back) => today - back)
  for (const [account, make] of [
    [quiet!, dayOfQuiet],
    [loud!, dayOfLoud],
  ] as const) {
    const row = { account_id: account, addressed_by: 1, answered: 2, talked_to: 3, acted_on_by: 4, acted_on: 5 }
    await world.ctx.db.insertInto('tie_people').values(row).execute()
    await world.ctx.db
      .insertInto('tie_days')
      .values(
        rows.map(make).map(({ day, talkOut, actsOut, talkIn, actsIn }) => {
          return { account_id: account, day, talk_out: talkOut, acts_out: actsOut, talk_in: talkIn, acts_in: actsIn }
        }),
      )
      .execute()
  }
  const told = rows.slice(0, 28).toReversed()
  const facts = (await loadTieFacts(world.ctx.db, quiet!, [loud!], world.clock.now())).get(loud!)!
  assert.deepEqual(
    facts.me.days.toSorted((a, b) => a.day - b.day),
    told.map(dayOfQuiet),
  )
  assert.deepEqual(
    facts.them.days.toSorted((a, b) => a.day - b.day),
    told.map(dayOfLoud),
  )
})

test('an array of whole numbers is read', () => {
  assert.deepEqual(numbersIn('{}'), [])
  assert.deepEqual(numbersIn('{0,17,9007199254740991}'), [0, 17, 9007199254740991])
})
