/** The files of the town's pictures: drawn, encoded and stored, several at a time. */
import { encode } from 'blurhash'
import sharp from 'sharp'
import type { ImportedPicture } from '../media/bulk.ts'
import type { Context } from '../platform/context.ts'
import { newKey } from '../platform/storage.ts'
import { drawAvatar, drawScene } from './drawings.ts'

const atOnce = 8
const hashSide = 24
const previewWidth = 400

type Pixels = { data: Buffer; info: { width: number; height: number; channels: 3 | 4 | 1 | 2 } }

const open = ({ data, info: { width, height, channels } }: Pixels) => sharp(data, { raw: { width, height, channels } })

async function pixelsOf(svg: string): Promise<Pixels> {
  return sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer({ resolveWithObject: true })
}

async function hashOf(pixels: Pixels): Promise<string> {
  const data = await open(pixels).resize(hashSide, hashSide, { fit: 'fill' }).ensureAlpha().raw().toBuffer()
  return encode(new Uint8ClampedArray(data), hashSide, hashSide, 4, 4)
}

/** The results in the order of what they were made from. */
export async function someAtATime<T, Result>(all: readonly T[], work: (one: T) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  const waiting = all.entries()
  const worker = async () => {
    for (const [index, one] of waiting) results[index] = await work(one)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return results
}

/** Answers with the key of the file. */
export async function storeAvatar({ storage }: Pick<Context, 'storage'>, number: number): Promise<string> {
  const key = newKey('webp')
  await storage.put(
    key,
    await sharp(Buffer.from(drawAvatar(number)))
      .webp({ effort: 0 })
      .toBuffer(),
  )
  return key
}

export type StoredScene = Pick<
  ImportedPicture,
  'key' | 'preview_key' | 'size_bytes' | 'width' | 'height' | 'preview_width' | 'preview_height' | 'blurhash'
>

export async function storeScene({ storage }: Pick<Context, 'storage'>, number: number): Promise<StoredScene> {
  const pixels = await pixelsOf(drawScene(number))
  const { width, height } = pixels.info
  const preview: Pixels = await open(pixels).resize({ width: previewWidth }).raw().toBuffer({ resolveWithObject: true })
  const original = await open(pixels).jpeg({ quality: 84 }).toBuffer()
  const keys = { key: newKey('jpg'), preview_key: newKey('jpg') }
  await storage.put(keys.key, original)
  await storage.put(keys.preview_key, await open(preview).jpeg({ quality: 80 }).toBuffer())
  return {
    ...keys,
    size_bytes: original.length,
    width,
    height,
    preview_width: preview.info.width,
    preview_height: preview.info.height,
    blurhash: await hashOf(preview),
  }
}
