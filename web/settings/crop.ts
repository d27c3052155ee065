/** Which part of a picture fills a frame. Pure. */
type Size = { width: number; height: number }

/** `x`, `y`: what stands in the middle, from 0 to 1 of the picture. `zoom`: 1 just fills the frame. */
export type Crop = { x: number; y: number; zoom: number }

const within = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most)

/** Where the whole picture is drawn so that the frame shows the crop; it never leaves a gap. */
export function drawnPlace(picture: Size, frame: Size, { x, y, zoom }: Crop): Size & { x: number; y: number } {
  const scale = Math.max(frame.width / picture.width, frame.height / picture.height) * zoom
  const width = picture.width * scale
  const height = picture.height * scale
  return {
    x: within(frame.width / 2 - x * width, frame.width - width, 0),
    y: within(frame.height / 2 - y * height, frame.height - height, 0),
    width,
    height,
  }
}

/** The crop after the picture was moved by pixels of the frame; it stops at the edges. */
export function moved(picture: Size, frame: Size, crop: Crop, dx: number, dy: number): Crop {
  const { x, y, width, height } = drawnPlace(picture, frame, crop)
  const atX = within(x + dx, frame.width - width, 0)
  const atY = within(y + dy, frame.height - height, 0)
  return { zoom: crop.zoom, x: (frame.width / 2 - atX) / width, y: (frame.height / 2 - atY) / height }
}
