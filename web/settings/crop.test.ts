import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { drawnPlace, moved } from './crop.ts'

const side = fc.integer({ min: 1, max: 4_000 })
const size = fc.record({ width: side, height: side })
const share = fc.double({ min: 0, max: 1, noNaN: true })
const crop = fc.record({ x: share, y: share, zoom: fc.double({ min: 1, max: 4, noNaN: true }) })
const step = fc.integer({ min: -5_000, max: 5_000 })

test('the frame is always filled, in the picture’s own proportions', () => {
  fc.assert(
    fc.property(size, size, crop, step, step, (picture, frame, first, dx, dy) => {
      const { x, y, width, height } = drawnPlace(picture, frame, moved(picture, frame, first, dx, dy))
      const slack = 1e-6 * Math.max(width, height)
      assert.ok(x <= slack && y <= slack && x + width >= frame.width - slack && y + height >= frame.height - slack)
      assert.ok(Math.abs(width / height - picture.width / picture.height) < 1e-6 * (width / height))
    }),
  )
})

test('moving there and back within the edges changes nothing', () => {
  const picture = { width: 800, height: 400 }
  const frame = { width: 100, height: 100 }
  const start = { x: 0.5, y: 0.5, zoom: 2 }
  const there = moved(picture, frame, start, 20, -10)
  assert.notDeepEqual(there, start)
  const back = moved(picture, frame, there, -20, 10)
  for (const part of ['x', 'y', 'zoom'] as const) assert.ok(Math.abs(back[part] - start[part]) < 1e-9, part)
})
