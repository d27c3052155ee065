import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paced } from './pace.ts'

test('work is done at once when it was quiet, and then once for all who ask within a time', ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout'] })
  let calls = 0
  const ask = paced(30, () => calls++)
  ask()
  assert.equal(calls, 1)
  for (let times = 0; times < 5; times++) ask()
  mock.timers.tick(29)
  assert.equal(calls, 1)
  mock.timers.tick(1)
  assert.equal(calls, 2, 'nobody who asked is forgotten')
  ask()
  mock.timers.tick(30)
  assert.equal(calls, 3)
  mock.timers.tick(1_000)
  assert.equal(calls, 3)
  ask()
  assert.equal(calls, 4)
})
