import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { animation, picture, tinyGif } from '../../tests/pictures.ts'
import { countGifFrames, fitted, formatOf, isHeic } from './picture.ts'

test('the bytes say what a file is', async () => {
  for (const format of ['jpeg', 'png', 'webp', 'gif', 'avif'] as const)
    assert.equal(formatOf(await picture(format, 16, 16)), format)
  for (const text of ['<svg/>', 'PK\x03\x04', '%PDF-1.4', 'GIF', 'RIFF1234WAVE', '\xff\xd8', ''])
    assert.equal(formatOf(Buffer.from(text, 'latin1')), undefined, text)
  const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')
  assert.equal(formatOf(heic), undefined)
  assert.ok(isHeic(heic))
})

test('whatever the bytes are, looking at them ends', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom('', 'GIF89a', '\0\0\0\x18ftyp'), (bytes, start) => {
      const file = Buffer.concat([Buffer.from(start, 'latin1'), bytes])
      formatOf(file)
      const frames = countGifFrames(file, 5)
      assert.ok(frames === undefined || frames <= 6)
    }),
    { numRuns: 500 },
  )
})

test('the frames of a GIF are counted without decoding, and only of one that comes to its end', async () => {
  assert.equal(countGifFrames(await animation('gif', 7), 300), 7)
  assert.equal(countGifFrames(await picture('gif'), 300), 1)
  assert.equal(countGifFrames(tinyGif(5_000), 300), 301)
  const whole = await animation('gif', 7)
  for (const length of [whole.length - 1, Math.floor(whole.length / 2), 20])
    assert.equal(countGifFrames(whole.subarray(0, length), 300), undefined, `${length} bytes`)
})

test('a fitted size is never larger, never beyond the bounds, and keeps its shape', () => {
  const bounds = { mostPixels: 230_400, longestSide: 2_000 }
  const side = fc.integer({ min: 1, max: 60_000 })
  fc.assert(
    fc.property(side, side, (width, height) => {
      const small = fitted({ width, height }, bounds)
      assert.ok(small.width >= 1 && small.height >= 1 && small.width <= width && small.height <= height)
      assert.ok(Math.max(small.width, small.height) <= bounds.longestSide)
      if (small.width > 1 && small.height > 1) {
        assert.ok(small.width * small.height <= bounds.mostPixels)
        const scale = small.width / width
        assert.ok(Math.abs(small.height - height * scale) <= 1 + height / width)
      }
    }),
  )
  assert.deepEqual(fitted({ width: 640, height: 360 }, bounds), { width: 640, height: 360 })
})
