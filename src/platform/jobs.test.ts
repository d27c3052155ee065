import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { createTestContext, type TestContext } from '../../tests/context.ts'
import { hourMs, minuteMs } from './clock.ts'
import type { AccountId, PostId } from './ids.ts'
import { createJobRunner, enqueueJob, type Job, type RunJob, retryDelayMs } from './jobs.ts'

const erasePost = (post: number): Job => ({ kind: 'post.erase', post: post as PostId })

describe('jobs', () => {
  let world: TestContext
  beforeEach(async () => {
    world = await createTestContext()
  })
  afterEach(() => world.stop())

  const enqueue = (...jobs: Job[]) =>
    world.ctx.db.transaction().execute(async (tx) => {
      for (const job of jobs) await enqueueJob(tx, world.ctx, job)
    })
  const stored = () => world.ctx.db.selectFrom('jobs').selectAll().orderBy('id').execute()

  test('a job is handed its payload, leaves when it is done and is not run again', async () => {
    const ran: Job[] = []
    const runner = createJobRunner(world.ctx, async (_ctx, job) => {
      ran.push(job)
      return 'done'
    })
    const jobs: Job[] = [erasePost(7), { kind: 'account.erase', account: 8 as AccountId }]
    await enqueue(...jobs)
    await runner.wake()
    await runner.wake()
    assert.deepEqual(ran, jobs)
    assert.deepEqual(await stored(), [])
  })

  test('a job enqueued in a transaction that fails does not exist', async () => {
    const failure = new Error('rolled back')
    const transaction = world.ctx.db.transaction().execute(async (tx) => {
      await enqueueJob(tx, world.ctx, erasePost(1))
      throw failure
    })
    await assert.rejects(transaction, failure)
    assert.deepEqual(await stored(), [])
  })

  test('a job that comes during a run is done in that run', async () => {
    const ran: Job[] = []
    const runner = createJobRunner(world.ctx, async (_ctx, job) => {
      ran.push(job)
      if (ran.length === 1) await enqueue(erasePost(2))
      return 'done'
    })
    await enqueue(erasePost(1))
    await runner.wake()
    assert.deepEqual(ran, [erasePost(1), erasePost(2)])
  })

  test('a failed job is tried again after a growing delay, and others go on meanwhile', async () => {
    const { ctx, clock } = world
    const start = clock.now().getTime()
    const triedAfterMs: number[] = []
    const others: Job[] = []
    const runner = createJobRunner(ctx, async (_ctx, job) => {
      if (job.kind === 'post.erase' && job.post === 1) {
        triedAfterMs.push(clock.now().getTime() - start)
        if (triedAfterMs.length < 4) throw new Error(`no ${triedAfterMs.length}`)
      } else others.push(job)
      return 'done'
    })
    await enqueue(erasePost(1), erasePost(2))
    await runner.wake()
    assert.deepEqual(others, [erasePost(2)])
    assert.partialDeepStrictEqual(await stored(), [{ attempts: 1, last_error: 'Error: no 1', gave_up_at: null }])
    for (let halfMinute = 0; halfMinute < 10; halfMinute++) {
      clock.advance(minuteMs / 2 - 1)
      await runner.wake()
      clock.advance(1)
      await runner.wake()
    }
    assert.deepEqual(triedAfterMs, [0, 0.5 * minuteMs, 1.5 * minuteMs, 3.5 * minuteMs])
    assert.deepEqual(await stored(), [])
  })

  test('it gives up after twelve attempts and keeps the job and its error', async () => {
    const { ctx, clock } = world
    let attempts = 0
    const runner = createJobRunner(ctx, async () => {
      attempts++
      throw new Error('never')
    })
    await enqueue(erasePost(1))
    for (let round = 0; round < 20; round++) {
      await runner.wake()
      clock.advance(24 * hourMs)
    }
    assert.equal(attempts, 12)
    const [job] = await stored()
    assert.equal(job?.attempts, 12)
    assert.equal(job?.last_error, 'Error: never')
    assert.ok(job?.gave_up_at)
  })

  test('the delays double from half a minute and stay below a day', () => {
    const delays = Array.from({ length: 12 }, (_, index) => retryDelayMs(index + 1))
    assert.equal(delays[0], minuteMs / 2)
    for (let index = 1; index < delays.length; index++) assert.equal(delays[index], delays[index - 1]! * 2)
    assert.ok(delays.at(-1)! < 24 * hourMs)
  })

  test('a job with more to do takes turns with the others, and goes on where it stopped in the next process', async () => {
    const { ctx, clock } = world
    const left = new Map([
      [1, 3],
      [2, 2],
    ])
    const order: number[] = []
    const batches: RunJob = async (_ctx, job) => {
      assert.ok(job.kind === 'post.erase')
      order.push(job.post)
      clock.advance(1)
      const remaining = left.get(job.post)! - 1
      left.set(job.post, remaining)
      return remaining === 0 ? 'done' : 'more'
    }
    await enqueue(erasePost(1), erasePost(2))
    const first = createJobRunner(ctx, async (...call) => {
      if (order.length === 2) {
        void first.stop()
        throw new Error('the process ends')
      }
      return batches(...call)
    })
    await first.wake()
    assert.deepEqual(order, [1, 2])
    assert.equal((await stored()).length, 2)
    clock.advance(minuteMs)
    await createJobRunner(ctx, batches).wake()
    assert.deepEqual(order.toSorted(), [1, 1, 1, 2, 2])
    assert.deepEqual(await stored(), [])
  })

  test('progress forgives earlier failures', async () => {
    const { ctx, clock } = world
    const outcomes = ['throw', 'more', 'throw', 'done']
    const runner = createJobRunner(ctx, async () => {
      const outcome = outcomes.shift()!
      if (outcome === 'throw') throw new Error('no')
      return outcome as 'more' | 'done'
    })
    await enqueue(erasePost(1))
    await runner.wake()
    clock.advance(minuteMs / 2)
    await runner.wake()
    assert.partialDeepStrictEqual(await stored(), [{ attempts: 1 }])
    clock.advance(minuteMs / 2)
    await runner.wake()
    assert.deepEqual(await stored(), [])
  })
})
