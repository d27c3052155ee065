import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestContext, type TestContext } from '../../tests/context.ts'
import { isFailure } from '../platform/failure.ts'
import { StartError } from '../platform/start-error.ts'
import { ensureInstance, updateInstance } from './actions.ts'
import { findInstance, loadInstance } from './queries.ts'

let context: TestContext
before(async () => {
  context = await createTestContext()
})
after(() => context.stop())

test('origin and handle domain are fixed at the first start', async () => {
  const { ctx } = context
  assert.equal(await findInstance(ctx.db), undefined)
  const first = await ensureInstance(ctx, { isDemo: false })
  assert.deepEqual(
    [first.origin, first.handle_domain, first.registrations],
    ['https://social.example', 'social.example', 'open'],
  )
  assert.deepEqual(await ensureInstance(ctx, { isDemo: false }), first)
  for (const other of [
    { origin: 'https://other.example' },
    { origin: 'http://social.example' },
    { domain: 'other.example' },
  ])
    await assert.rejects(
      ensureInstance({ ...ctx, ...other }, { isDemo: false }),
      (error) => error instanceof StartError && error.message.includes('TWOWAY_ORIGIN=https://social.example'),
    )
  assert.deepEqual(await loadInstance(ctx.db), first)
})

test('settings change one by one; what is wrong changes nothing', async () => {
  const { ctx } = context
  await ensureInstance(ctx, { isDemo: false })
  const changed = await updateInstance(ctx, { title: ' Harbour Street ', rules: ['Be kind.', 'No adverts.'] })
  assert.ok(!isFailure(changed))
  assert.deepEqual(
    [changed.title, changed.rules, changed.registrations],
    ['Harbour Street', ['Be kind.', 'No adverts.'], 'open'],
  )
  for (const wrong of [
    { title: '' },
    { title: 'a\nb' },
    { registrations: 'sometimes' as never },
    { contact_email: 'nobody' },
    { rules: [''] },
    { title: 'New title', description: 'a'.repeat(2_001) },
  ])
    assert.ok(isFailure(await updateInstance(ctx, wrong)), JSON.stringify(wrong).slice(0, 50))
  assert.deepEqual(await loadInstance(ctx.db), changed)
  const cleared = await updateInstance(ctx, { rules: [], contact_email: '' })
  assert.ok(!isFailure(cleared))
  assert.deepEqual([cleared.rules, cleared.title], [[], 'Harbour Street'])
})

test('a server’s database never becomes a demo town, nor a town’s a server', async () => {
  const { ctx } = context
  await ensureInstance(ctx, { isDemo: false })
  const refused = (isDemo: boolean, sentence: RegExp) =>
    assert.rejects(
      ensureInstance(ctx, { isDemo }),
      (error) => error instanceof StartError && sentence.test(error.message),
    )
  await refused(true, /belongs to the server https:\/\/social\.example.*give the demo another folder/)
  assert.equal((await loadInstance(ctx.db)).is_demo, false)
  await ctx.db.updateTable('instance').set({ is_demo: true }).execute()
  await refused(false, /holds the demo town.*start your own server with another one/)
  await assert.rejects(ensureInstance({ ...ctx, origin: 'http://localhost:3200' }, { isDemo: true }), /--port/)
})
