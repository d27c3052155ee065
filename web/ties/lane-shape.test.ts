import assert from 'node:assert/strict'
import { test } from 'node:test'
import { laneShape } from './lane-shape.ts'

const now = Date.parse('2026-03-01T12:00:00Z')
const daysAgo = (days: number) => ({ at: new Date(now - days * 86_400_000).toISOString(), post_id: '1' })
const side = (probability: number) => ({ probability })
const weeks = ['2026-02-16', '2026-02-23']
const nothing = [0, 0]
const tie = (more: object) => ({
  out: side(0.04),
  in: side(0.04),
  last_out: null,
  last_in: null,
  lane: { weeks, out: nothing, in: nothing },
  ended: null,
  ...more,
})

test('where nothing has passed, both strands are unknown, whatever is likely', () => {
  const { out, in: back } = laneShape(tie({ out: side(0.9) }), now)
  assert.deepEqual([out.kind, back.kind], ['unknown', 'unknown'])
})

test('where one has spoken, the other strand is still', () => {
  const { out, in: back } = laneShape(tie({ last_out: daysAgo(0) }), now)
  assert.deepEqual([out.kind, back.kind], ['flow', 'still'])
})

test('what cannot be seen from here is unknown, beside what can', () => {
  const { out, in: back } = laneShape(
    tie({ last_out: daysAgo(0), in: null, lane: { weeks, out: [0, 1000], in: null } }),
    now,
  )
  assert.deepEqual([out.kind, back.kind], ['flow', 'unknown'])
})

test('stronger is thicker, longer ago is fainter', () => {
  const strong = laneShape(tie({ out: side(0.81), last_out: daysAgo(0) }), now).out
  const weak = laneShape(tie({ out: side(0.06), last_out: daysAgo(42) }), now).out
  assert.deepEqual([strong.weight, strong.freshness], [1, 1])
  assert.deepEqual([weak.weight.toFixed(2), weak.freshness], ['0.25', 0.5])
})

test('favourites alone are a thin strand, as old as the week of the last', () => {
  const { out } = laneShape(tie({ out: side(0.5), lane: { weeks, out: [5000, 0], in: nothing } }), now)
  assert.equal(out.kind, 'flow')
  assert.equal(out.weight, 0.2)
  assert.ok(out.freshness > 0.75 && out.freshness < 0.85)
})

test('what I have ended is told apart', () => {
  const { out, in: back } = laneShape(tie({ last_out: daysAgo(0), ended: 'mute' }), now)
  assert.deepEqual([out.kind, back.kind], ['ended', 'ended'])
})
