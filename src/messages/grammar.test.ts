import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as de from './de/grammar.ts'
import * as en from './en/grammar.ts'

test('how long ago is short in every language, and understood in it', () => {
  const now = new Date('2026-11-29T12:00:00Z')
  const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000)
  const times = [40, 300, 10_800, 172_800].map(ago)
  assert.deepEqual(
    times.map((time) => en.shortTime(time, now)),
    ['40s', '5m', '3h', '2d'],
  )
  assert.deepEqual(
    times.map((time) => de.shortTime(time, now).replace('\u00a0', ' ')),
    ['40 Sek.', '5 Min.', '3 Std.', '2 Tg.'],
  )
})
