import { decode } from 'blurhash'

const side = 32

/** What a picture looks like from far away, on a canvas of 32 by 32. */
export function drawBlur(drawing: CanvasRenderingContext2D, hash: string) {
  const pixels = drawing.createImageData(side, side)
  pixels.data.set(decode(hash, side, side))
  drawing.putImageData(pixels, 0, 0)
}
