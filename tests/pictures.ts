/** Pictures as people send them, and files as attackers do, made here rather than kept. */
import { crc32, deflateRawSync, deflateSync } from 'node:zlib'
import sharp from 'sharp'

/** Raw pixels that no encoder can make nothing of. */
function texture(width: number, height: number, seed = 1): Buffer {
  const pixels = Buffer.alloc(width * height * 3)
  for (let index = 0; index < pixels.length; index++)
    pixels[index] = (index * 7 * seed + Math.floor(index / (3 * width)) * 13) % 256
  return pixels
}

export type Format = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif'

export function picture(format: Format, width = 300, height = 200): Promise<Buffer> {
  return sharp(texture(width, height), { raw: { width, height, channels: 3 } })
    .toFormat(format, format === 'avif' ? { effort: 0 } : {})
    .toBuffer()
}

export function animation(format: 'gif' | 'webp', frames: number, width = 60, height = 40): Promise<Buffer> {
  const pixels = Buffer.concat(Array.from({ length: frames }, (_, frame) => texture(width, height, frame + 1)))
  return sharp(pixels, { raw: { width, height: height * frames, channels: 3, pageHeight: height } })
    .toFormat(format)
    .toBuffer()
}

/** Lying on its side, with a place, a camera and a script in its metadata. */
export function photograph(): Promise<Buffer> {
  return sharp(texture(120, 80), { raw: { width: 120, height: 80, channels: 3 } })
    .jpeg()
    .withExif({
      IFD0: { Make: 'SecretCamera', ImageDescription: '<script>alert(1)</script>' },
      IFD3: { GPSLatitude: '47/1 22/1 0/1', GPSLatitudeRef: 'N' },
    })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret>SecretPlace</secret></x:xmpmeta>')
    .withIccProfile('p3')
    .withMetadata({ orientation: 6 })
    .toBuffer()
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const size = Buffer.alloc(4)
  size.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([size, body, sum])
}

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** `extra` chunks stand before the pixels, which are black. */
export function blackPng(width: number, height: number, extra: readonly Buffer[] = []): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 1
  const pixels = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height), { level: 9 })
  return Buffer.concat([
    pngSignature,
    chunk('IHDR', header),
    ...extra,
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** A comment of a few hundred kilobytes that unpacks to hundreds of megabytes. */
export function pngWithHugeComment(): Buffer {
  const packed = deflateSync(Buffer.alloc(256 * 1_048_576), { level: 9 })
  return blackPng(8, 8, [chunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0', 'latin1'), packed]))])
}

/** A WebP whose header promises the largest picture there can be, and holds nothing. */
export function hugeWebp(): Buffer {
  const stream = Buffer.alloc(64)
  stream[0] = 0x2f
  // 14 bits each for width and height, less one.
  stream.writeUInt32LE(0x0fffffff, 1)
  const size = Buffer.alloc(4)
  size.writeUInt32LE(stream.length)
  const body = Buffer.concat([Buffer.from('WEBPVP8L', 'latin1'), size, stream])
  const whole = Buffer.alloc(4)
  whole.writeUInt32LE(body.length)
  return Buffer.concat([Buffer.from('RIFF', 'latin1'), whole, body])
}

/** A GIF of that many frames of one pixel, on a screen of that size. */
export function tinyGif(frames: number, width = 1, height = 1): Buffer {
  const start = Buffer.from('GIF89a\0\0\0\0\x80\0\0\0\0\0\xff\xff\xff', 'latin1')
  start.writeUInt16LE(width, 6)
  start.writeUInt16LE(height, 8)
  const frame = Buffer.from('2c0000000001000100000202440100', 'hex')
  return Buffer.concat([start, ...Array.from({ length: frames }, () => frame), Buffer.from([0x3b])])
}

export const svg = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><script>alert(1)</script></svg>',
)

/** A few hundred bytes of entities that refer to each other, ten to the power of nine in the end. */
export const svgBomb = Buffer.from(
  `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "ha">${'bcdefghij'
    .split('')
    .map((name, index) => `<!ENTITY ${name} "${`&${'abcdefghi'[index]};`.repeat(10)}">`)
    .join('')}]><svg xmlns="http://www.w3.org/2000/svg"><text>&j;</text></svg>`,
)

/** One entry of zeros, packed a thousandfold. */
export function zipBomb(): Buffer {
  const data = Buffer.alloc(64 * 1_048_576)
  const packed = deflateRawSync(data, { level: 9 })
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(20, 4)
  header.writeUInt16LE(8, 8)
  header.writeUInt32LE(crc32(data), 14)
  header.writeUInt32LE(packed.length, 18)
  header.writeUInt32LE(data.length, 22)
  header.writeUInt16LE(1, 26)
  return Buffer.concat([header, Buffer.from('0'), packed])
}
