import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestContext, type TestContext } from '../../tests/context.ts'
import { hourOf } from '../connection/acts.ts'
import { shippedModel } from '../connection/model.ts'
import { bulkWrite } from '../platform/bulk.ts'
import { dayMs } from '../platform/clock.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { type ImportedAct, stageActs } from './bulk.ts'
import { createTieFitting, loadHistory } from './fitting.ts'
import { loadTieModel } from './models.ts'
import { takeTurnWithTies } from './staged.ts'

let world: TestContext
before(async () => {
  world = await createTestContext()
})
after(() => world.stop())

let posts = 0
const act = (from: number, to: number, at: Date, audience: ImportedAct['audience'] = 'public'): ImportedAct => ({
  from: from as AccountId,
  to: to as AccountId,
  post: ++posts as PostId,
  at,
  type: 'mention',
  share: 1000,
  audience,
})
const load = (acts: readonly ImportedAct[]) =>
  bulkWrite(world.ctx, world.pool, async (tx, copy) => {
    await stageActs(tx, world.ctx, copy, acts)
    await takeTurnWithTies(tx, world.clock.now())
  })

test('a server without a past is judged by the model that ships', async () => {
  await createTieFitting(world.ctx).run()
  assert.deepEqual(await loadTieModel(world.ctx.db), { model: shippedModel, fittedAt: undefined })
})

test('a model is learnt from what everybody may see, once a day', async () => {
  const now = world.clock.now().getTime()
  const acts: ImportedAct[] = []
  for (let day = 60; day > 0; day--)
    for (let person = 1; person <= 120; person++)
      if ((person * 7 + day) % (2 + (person % 5)) === 0)
        acts.push(act(person, 1 + ((person + (day % 3)) % 120), new Date(now - day * dayMs)))
  const hidden = [act(1, 500, new Date(now - dayMs), 'hidden'), act(1, 501, new Date(now - dayMs), 'shared')]
  await load([...acts, ...hidden])
  const history = await loadHistory(world.ctx.db)
  assert.equal(history.people, 120)
  assert.equal(
    history.count.reduce((sum, count) => sum + count, 0),
    acts.length,
  )
  assert.equal(hourOf(history.at[0]!), hourOf(now - dayMs))

  const fitting = createTieFitting(world.ctx)
  await fitting.run()
  const fitted = await loadTieModel(world.ctx.db)
  assert.notEqual(fitted.fittedAt, undefined)
  assert.ok(fitted.model.learntFrom.positives >= 200)
  assert.equal(fitted.model.horizonDays, 7)
  await fitting.run()
  await createTieFitting(world.ctx).run()
  const models = () => world.ctx.db.selectFrom('tie_models').select('id').execute()
  assert.equal((await models()).length, 1)
  world.clock.advance(dayMs)
  await fitting.run()
  assert.equal((await models()).length, 2)
})
