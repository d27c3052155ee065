/** Whether a file has more than one frame, as far as a glance tells. Pure. */

/** What the control block before each frame of a GIF begins with. */
const gifFrame = '!\xf9\x04'
/** Of a WebP: the flags of its first chunk, at this byte. */
const webpFlags = 20
const webpAnimates = 0x02

export function isAnimation(bytes: Uint8Array): boolean {
  const text = (from: number, to: number) => new TextDecoder('latin1').decode(bytes.subarray(from, to))
  if (text(0, 4) === 'GIF8') return text(0, bytes.length).split(gifFrame).length > 2
  return text(8, 16) === 'WEBPVP8X' && ((bytes[webpFlags] ?? 0) & webpAnimates) !== 0
}
