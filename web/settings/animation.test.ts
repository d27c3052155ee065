import assert from 'node:assert/strict'
import { test } from 'node:test'
import { animation, picture, tinyGif } from '../../tests/pictures.ts'
import { isAnimation } from './animation.ts'

test('an animation is told from a picture that stands still', async () => {
  for (const format of ['gif', 'webp'] as const) {
    assert.ok(isAnimation(await animation(format, 3)), format)
    assert.ok(!isAnimation(await picture(format)), format)
  }
  for (const bytes of [await picture('png'), await picture('jpeg'), tinyGif(1), new Uint8Array(0)])
    assert.ok(!isAnimation(bytes))
})
