import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isBlurhashValid } from 'blurhash'
import sharp from 'sharp'
import {
  animation,
  blackPng,
  type Format,
  hugeWebp,
  photograph,
  picture,
  pngWithHugeComment,
  svg,
  svgBomb,
  tinyGif,
  zipBomb,
} from '../../tests/pictures.ts'
import { isFailure } from '../platform/failure.ts'
import { formatOf } from './picture.ts'
import { type ProcessedPicture, processPicture, processProfilePicture } from './processing.ts'

async function processed(bytes: Uint8Array): Promise<ProcessedPicture> {
  const result = await processPicture(bytes)
  if (isFailure(result)) assert.fail(result.message)
  return result
}

const kept: Record<Format, string> = { jpeg: 'jpg', png: 'png', gif: 'png', webp: 'webp', avif: 'webp' }

for (const format of Object.keys(kept) as Format[])
  test(`a ${format} is written anew, with a preview and a blurhash`, async () => {
    const { original, preview, blurhash } = await processed(await picture(format, 900, 600))
    assert.equal(original.extension, kept[format])
    assert.deepEqual([original.width, original.height], [900, 600])
    assert.equal(preview.extension, 'webp')
    assert.deepEqual([preview.width, preview.height], [587, 391])
    assert.ok(isBlurhashValid(blurhash).result)
    assert.deepEqual(
      await sharp(preview.bytes)
        .metadata()
        .then(({ width, height }) => [width, height]),
      [587, 391],
    )
  })

for (const format of ['gif', 'webp'] as const)
  test(`an animated ${format} still moves; its preview does not`, async () => {
    const { original, preview } = await processed(await animation(format, 6))
    assert.equal(original.extension, format)
    assert.deepEqual([original.width, original.height], [60, 40])
    assert.equal((await sharp(original.bytes, { animated: true }).metadata()).pages, 6)
    assert.equal((await sharp(preview.bytes, { animated: true }).metadata()).pages ?? 1, 1)
  })

test('a photograph stands upright and tells nothing', async () => {
  const source = await photograph()
  const { original, preview } = await processed(source)
  assert.ok(source.includes('SecretCamera') && source.includes('SecretPlace'), 'it told something before')
  assert.deepEqual([original.width, original.height], [80, 120])
  for (const { bytes } of [original, preview]) {
    const { exif, xmp, icc, orientation } = await sharp(bytes).metadata()
    assert.deepEqual(
      { exif, xmp, icc, orientation },
      { exif: undefined, xmp: undefined, icc: undefined, orientation: undefined },
    )
    for (const secret of ['SecretCamera', 'SecretPlace', '<script>']) assert.ok(!Buffer.from(bytes).includes(secret))
  }
})

test('of a file that is two things only the picture is left', async () => {
  const tail = '<html><script>alert(document.domain)</script></html>PK\x03\x04'
  for (const format of Object.keys(kept) as Format[]) {
    const { original } = await processed(Buffer.concat([await picture(format), Buffer.from(tail)]))
    assert.ok(!Buffer.from(original.bytes).includes('script'), format)
    assert.equal(formatOf(original.bytes), original.extension.replace('jpg', 'jpeg'))
  }
})

test('a large picture is made smaller, and a long one fits every encoder', async () => {
  const { original } = await processed(blackPng(6_000, 4_000))
  assert.ok(original.width * original.height <= 8_294_400)
  assert.ok(Math.abs(original.width / original.height - 1.5) < 0.01)
  const { original: long, preview } = await processed(blackPng(2, 30_000))
  assert.deepEqual([long.width, long.height], [1, 16_000])
  assert.ok(preview.height <= 2_000)
})

async function refused(bytes: Uint8Array, sentence: RegExp, what: string) {
  for (const result of [await processPicture(bytes), await processProfilePicture('avatar', bytes)]) {
    assert.ok(isFailure(result), `${what} was taken`)
    assert.equal(result.failure, 'invalid')
    assert.match(result.message, sentence, what)
  }
}

test('what is no picture is refused with a sentence', async () => {
  for (const [what, bytes] of Object.entries({
    svg,
    svgBomb,
    zip: zipBomb(),
    text: Buffer.from('hello'),
    html: Buffer.from('<!doctype html><script>alert(1)</script>'),
    pdf: Buffer.from('%PDF-1.7 …'),
    tiff: await sharp(await picture('png'))
      .tiff()
      .toBuffer(),
  }))
    await refused(bytes, /none of the pictures/, what)
  await refused(new Uint8Array(0), /empty/, 'nothing')
  await refused(Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), /HEIC/, 'heic')
  await refused(Buffer.alloc(16 * 1_048_576 + 1, 0xff), /no larger than 16 MB/, 'too many bytes')
})

test('what is cut off or damaged is refused with a sentence', async () => {
  const files = [
    ...(await Promise.all(
      (Object.keys(kept) as Format[]).map(async (format) => [format, await picture(format)] as const),
    )),
    ['animated gif', await animation('gif', 6)],
    ['animated webp', await animation('webp', 6)],
  ] as const
  for (const [what, whole] of files)
    for (const part of [0.3, 0.6, 0.95])
      await refused(whole.subarray(0, Math.floor(whole.length * part)), /damaged or cut off/, `${what}, ${part} of it`)
  const scrambled = await picture('png')
  scrambled.fill(0xaa, 200, 400)
  await refused(scrambled, /damaged or cut off/, 'scrambled')
})

test('bombs are refused before they are decoded, and memory stays bounded', async () => {
  const before = process.resourceUsage().maxRSS
  for (const [what, bytes] of Object.entries({
    png: blackPng(50_000, 50_000),
    webp: hugeWebp(),
    gif: tinyGif(300, 2_000, 2_000),
  }))
    await refused(bytes, /too many pixels|damaged/, what)
  await refused(await animation('webp', 301, 8, 8), /too many frames/, 'frames of a webp')
  await refused(tinyGif(1_000_000), /too many frames/, 'frames of a gif')
  const comment = await processPicture(pngWithHugeComment())
  if (!isFailure(comment)) assert.ok(comment.original.bytes.length < 1_000, 'the comment is gone')
  // Kilobytes. Decoded, the first of them alone would take 300 megabytes, the webp more than a gigabyte.
  const grown = process.resourceUsage().maxRSS - before
  assert.ok(grown < 700_000, `memory grew by ${grown} kB`)
})

test('a profile picture fills its frame and stands still', async () => {
  for (const [kind, width, height] of [
    ['avatar', 400, 400],
    ['header', 1_500, 500],
  ] as const)
    for (const source of [await animation('gif', 3), await picture('png')]) {
      const result = await processProfilePicture(kind, source)
      assert.ok(!isFailure(result))
      const { still } = result
      assert.deepEqual([still.width, still.height, still.extension], [width, height, 'webp'])
      assert.equal((await sharp(still.bytes, { animated: true }).metadata()).pages ?? 1, 1)
    }
})

for (const format of ['gif', 'webp'] as const)
  test(`an avatar from an animated ${format} also moves, every frame of it`, async () => {
    const frames = 300
    const result = await processProfilePicture('avatar', await animation(format, frames))
    assert.ok(!isFailure(result) && result.moving)
    const { width, height, extension, bytes } = result.moving
    assert.deepEqual([width, height, extension], [240, 240, 'webp'])
    assert.equal((await sharp(bytes, { animated: true }).metadata()).pages, frames)
    const others = [
      await processProfilePicture('header', await animation(format, 3)),
      await processProfilePicture('avatar', await picture(format)),
    ]
    for (const other of others) assert.ok(!isFailure(other) && !other.moving)
  })
