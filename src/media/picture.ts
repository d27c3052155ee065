/** What a file is, told from its bytes alone, before anything decodes it. */

export type PictureFormat = 'jpeg' | 'png' | 'gif' | 'webp' | 'avif'

const startsWith = (bytes: Uint8Array, start: readonly number[], at = 0) =>
  start.every((byte, index) => bytes[at + index] === byte)
const textAt = (bytes: Uint8Array, from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString('latin1')

/** Undefined: nothing that we decode. */
export function formatOf(bytes: Uint8Array): PictureFormat | undefined {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'jpeg'
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png'
  if (/^GIF8[79]a$/.test(textAt(bytes, 0, 6))) return 'gif'
  if (textAt(bytes, 0, 4) === 'RIFF' && textAt(bytes, 8, 12) === 'WEBP') return 'webp'
  if (textAt(bytes, 4, 8) === 'ftyp' && brandsOf(bytes).includes('avif')) return 'avif'
  return undefined
}

/** Photographs of telephones, in a format that is bound by patents. */
export function isHeic(bytes: Uint8Array): boolean {
  return textAt(bytes, 4, 8) === 'ftyp' && /hei[cxms]|hev[cx]|mif1/.test(brandsOf(bytes).join(' '))
}

/** The major brand and the compatible ones of an ISO media file. */
function brandsOf(bytes: Uint8Array): string[] {
  const end = Math.min(Buffer.from(bytes.subarray(0, 4)).readUIntBE(0, 4), 256, bytes.length)
  const brands = [textAt(bytes, 8, 12)]
  for (let at = 16; at + 4 <= end; at += 4) brands.push(textAt(bytes, at, at + 4))
  return brands
}

const colourTableBytes = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 0x07) + 1) : 0)

/**
 * Walks the blocks of a GIF, decoding none. Frames are counted up to one more than `most`; undefined when it does not
 * come to its end as a GIF must: decoders would show what is there.
 */
export function countGifFrames(bytes: Uint8Array, most: number): number | undefined {
  let at = 13 + colourTableBytes(bytes[10] ?? 0)
  let frames = 0
  const skipSubBlocks = () => {
    for (let size = bytes[at]; size !== undefined && size > 0; size = bytes[at]) at += size + 1
    at++
  }
  while (at < bytes.length) {
    const kind = bytes[at]
    if (kind === 0x3b) return frames
    if (kind === 0x21) at += 2
    else if (kind === 0x2c) {
      if (++frames > most) return frames
      at += 11 + colourTableBytes(bytes[at + 9] ?? 0)
    } else return undefined
    skipSubBlocks()
  }
  return undefined
}

/** Scaled down to hold no more pixels than `mostPixels` and no side longer than `longestSide`. Never enlarged. */
export function fitted(
  { width, height }: { width: number; height: number },
  { mostPixels, longestSide }: { mostPixels: number; longestSide: number },
): { width: number; height: number } {
  const scale = Math.min(1, Math.sqrt(mostPixels / (width * height)), longestSide / Math.max(width, height))
  return { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) }
}
