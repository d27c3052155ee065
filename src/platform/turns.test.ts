import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as settled } from 'node:timers/promises'
import { createTurns } from './turns.ts'

test('two at once, the others in order, and nobody beyond the end of the line', async () => {
  const inTurn = createTurns({ atOnce: 2, mostWaiting: 3 })
  const started: number[] = []
  const finish: (() => void)[] = []
  const work = (name: number) => () => {
    started.push(name)
    return new Promise<number>((resolve) => finish.push(() => resolve(name)))
  }
  const results = [1, 2, 3, 4, 5, 6].map((name) => inTurn(work(name)))
  await settled()
  assert.deepEqual(started, [1, 2])
  assert.equal(await results[5], 'too-many')
  for (const [done, expected] of [
    [0, [1, 2, 3]],
    [1, [1, 2, 3, 4]],
    [2, [1, 2, 3, 4, 5]],
  ] as const) {
    finish[done]!()
    await settled()
    assert.deepEqual(started, expected)
  }
  for (const finishOne of finish.slice(3)) finishOne()
  assert.deepEqual(await Promise.all(results), [1, 2, 3, 4, 5, 'too-many'])
})

test('a failure gives its place back', async () => {
  const inTurn = createTurns({ atOnce: 1, mostWaiting: 1 })
  await assert.rejects(
    inTurn(() => Promise.reject(new Error('no'))),
    /no/,
  )
  assert.equal(await inTurn(async () => 'yes'), 'yes')
})
