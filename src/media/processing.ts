/**
 * From the bytes somebody sent to files that are safe to serve: everything is decoded and written anew, upright, without
 * metadata, so that nothing of the file itself survives but its pixels.
 */
import { encode } from 'blurhash'
import sharp, { type Metadata, type Sharp } from 'sharp'
import { mediaLimits } from '../instance/instance.ts'
import { type Failure, invalid, isFailure } from '../platform/failure.ts'
import type { Extension } from '../platform/storage.ts'
import { countGifFrames, fitted, formatOf, isHeic, type PictureFormat } from './picture.ts'

// For the whole process: one thread for each picture, nothing kept between two, and no decoder but these, whatever a
// file claims to be.
sharp.concurrency(1)
sharp.cache(false)
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((format) => `VipsForeignLoad${format}Buffer`),
})

const mostSeconds = 30
/** What Mastodon keeps of a picture, and the longest side that every encoder takes. */
const keptSize = { mostPixels: 8_294_400, longestSide: 16_000 }
const previewSize = { mostPixels: 230_400, longestSide: 2_000 }
const hashSide = 32

export type EncodedPicture = { bytes: Uint8Array; width: number; height: number; extension: Extension }
export type ProcessedPicture = { original: EncodedPicture; preview: EncodedPicture; blurhash: string }

const refusals = {
  empty: 'The file is empty: choose a picture',
  large: `The file must be no larger than ${mediaLimits.fileBytes / 1_048_576} MB`,
  heic: 'Pictures in the HEIC format cannot be read here: save it as JPEG, then upload that',
  unknown: 'The file is none of the pictures that can be shown here: upload a JPEG, PNG, GIF, WebP or AVIF',
  damaged: 'The picture is damaged or cut off: save it anew, then upload that',
  pixels: `The picture has too many pixels: at most ${mediaLimits.pixels.toLocaleString('en')}, all frames together`,
  frames: `The animation has too many frames: at most ${mediaLimits.frames}`,
}

function refuse(reason: keyof typeof refusals): Failure {
  return invalid(`Validation failed: File: ${refusals[reason]}`, {
    file: [{ error: 'ERR_INVALID', description: refusals[reason] }],
  })
}

type Source = { bytes: Uint8Array; format: PictureFormat; isAnimated: boolean }

function open({ bytes, isAnimated }: Source): Sharp {
  return sharp(bytes, {
    animated: isAnimated,
    failOn: 'error',
    limitInputPixels: mediaLimits.pixels,
    sequentialRead: true,
  }).timeout({ seconds: mostSeconds })
}

/** Errors of the decoder say something of the file, never of us. */
async function decoding<T>(work: () => Promise<T>): Promise<T | Failure> {
  try {
    return await work()
  } catch {
    return refuse('damaged')
  }
}

/** Reads headers only. */
async function inspect(bytes: Uint8Array): Promise<Source | Failure> {
  if (bytes.length === 0) return refuse('empty')
  if (bytes.length > mediaLimits.fileBytes) return refuse('large')
  const format = formatOf(bytes)
  if (!format) return refuse(isHeic(bytes) ? 'heic' : 'unknown')
  if (format === 'gif') {
    const frames = countGifFrames(bytes, mediaLimits.frames)
    if (!frames) return refuse('damaged')
    if (frames > mediaLimits.frames) return refuse('frames')
  }
  const mayMove = format === 'gif' || format === 'webp'
  const read = await decoding<Metadata>(() => sharp(bytes, { animated: mayMove, limitInputPixels: false }).metadata())
  if (isFailure(read)) return read
  const { width, height, pages = 1 } = read
  if (pages > mediaLimits.frames) return refuse('frames')
  // The height of an animation is that of all its frames.
  if (width * height > mediaLimits.pixels) return refuse('pixels')
  return { bytes, format, isAnimated: mayMove && pages > 1 }
}

const encoders: Record<PictureFormat, { extension: Extension; write: (picture: Sharp) => Sharp }> = {
  jpeg: { extension: 'jpg', write: (picture) => picture.jpeg({ quality: 87 }) },
  png: { extension: 'png', write: (picture) => picture.png() },
  gif: { extension: 'png', write: (picture) => picture.png() },
  webp: { extension: 'webp', write: (picture) => picture.webp({ quality: 85 }) },
  avif: { extension: 'webp', write: (picture) => picture.webp({ quality: 85 }) },
}
const animatedEncoders: typeof encoders = {
  ...encoders,
  gif: { extension: 'gif', write: (picture) => picture.gif({ effort: 3 }) },
}

async function encoded(picture: Sharp, extension: Extension): Promise<EncodedPicture> {
  const { data, info } = await picture.toBuffer({ resolveWithObject: true })
  return { bytes: data, width: info.width, height: info.pageHeight ?? info.height, extension }
}

/** A still picture in WebP, from a picture that we have written ourselves. */
function still(bytes: Uint8Array): Sharp {
  return sharp(bytes).timeout({ seconds: mostSeconds })
}

async function hashOf(preview: EncodedPicture): Promise<string> {
  const { data, info } = await still(preview.bytes)
    .flatten({ background: '#fff' })
    .resize(hashSide, hashSide, { fit: 'fill' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return encode(new Uint8ClampedArray(data), info.width, info.height, 4, 4)
}

async function writeOriginal(source: Source): Promise<EncodedPicture> {
  const { extension, write } = (source.isAnimated ? animatedEncoders : encoders)[source.format]
  if (source.isAnimated) return encoded(write(open(source)), extension)
  const upright = open(source).autoOrient()
  const { autoOrient } = await upright.metadata()
  const { width, height } = fitted(autoOrient, keptSize)
  return encoded(write(upright.resize(width, height, { fit: 'fill' })), extension)
}

/** What a post carries. */
export async function processPicture(bytes: Uint8Array): Promise<ProcessedPicture | Failure> {
  const source = await inspect(bytes)
  if (isFailure(source)) return source
  return decoding(async () => {
    const original = await writeOriginal(source)
    const { width, height } = fitted(original, previewSize)
    const small = still(original.bytes).resize(width, height, { fit: 'fill' }).webp({ quality: 80 })
    const preview = await encoded(small, 'webp')
    return { original, preview, blurhash: await hashOf(preview) }
  })
}

export type ProcessedEmoji = { moving: EncodedPicture; still: EncodedPicture }
const emojiSide = 128

/** Moves if the file does; and the same standing still. */
export async function processEmoji(bytes: Uint8Array): Promise<ProcessedEmoji | Failure> {
  const source = await inspect(bytes)
  if (isFailure(source)) return source
  return decoding(async () => {
    const { extension, write } = (source.isAnimated ? animatedEncoders : encoders)[source.format]
    const upright = source.isAnimated ? open(source) : open(source).autoOrient()
    const small = upright.resize(emojiSide, emojiSide, { fit: 'inside', withoutEnlargement: true })
    const moving = await encoded(write(small), extension)
    return { moving, still: await encoded(still(moving.bytes).webp({ quality: 85 }), 'webp') }
  })
}

export type PictureOfProfile = 'avatar' | 'header'
/** `moving`: the same as an animation, where the file is one and may stay so. */
export type ProcessedProfilePicture = { still: EncodedPicture; moving: EncodedPicture | undefined }
const profileSizes: Record<PictureOfProfile, { width: number; height: number }> = {
  avatar: { width: 400, height: 400 },
  header: { width: 1_500, height: 500 },
}

/** Every frame of an animation is kept: smaller ones, that it stays light. */
const movingSide = 240

/** Fills its frame; the edges that stand out are cut off. Only an avatar may move: it is small. */
export async function processProfilePicture(
  kind: PictureOfProfile,
  bytes: Uint8Array,
): Promise<ProcessedProfilePicture | Failure> {
  const source = await inspect(bytes)
  if (isFailure(source)) return source
  const { width, height } = profileSizes[kind]
  return decoding(async () => {
    const upright = open({ ...source, isAnimated: false }).autoOrient()
    const still = await encoded(upright.resize(width, height, { fit: 'cover' }).webp({ quality: 85 }), 'webp')
    if (kind !== 'avatar' || !source.isAnimated) return { still, moving: undefined }
    const frames = open(source).resize(movingSide, movingSide, { fit: 'cover' })
    return { still, moving: await encoded(frames.webp({ quality: 75 }), 'webp') }
  })
}
