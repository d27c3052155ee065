/** Which part of a picture is shown: moved by hand or by the arrow keys, made larger with a slider, sent as one sees it. */
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import { settings as words } from '#messages/settings.ts'
import { Button } from '../design/button.tsx'
import { Sheet } from '../design/sheet.tsx'
import { type Crop, drawnPlace, moved } from './crop.ts'
import styles from './crop-sheet.module.css'

type Size = { width: number; height: number }
type CropSheetProps = {
  file: File
  /** Of what is sent, in pixels. */
  size: Size
  isRound: boolean
  onClose: () => void
  onDone: (picture: Blob) => Promise<void>
}

const mostZoom = 4
const arrows: Record<string, [number, number]> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}

export default function CropSheet({ file, size, isRound, onClose, onDone }: CropSheetProps) {
  const [picture, setPicture] = useState<ImageBitmap>()
  const [isUnreadable, setIsUnreadable] = useState(false)
  const [crop, setCrop] = useState<Crop>({ x: 0.5, y: 0.5, zoom: 1 })
  const [isBusy, setIsBusy] = useState(false)
  const canvas = useRef<HTMLCanvasElement>(null)
  const last = useRef<{ x: number; y: number }>(undefined)

  useEffect(() => {
    let isGone = false
    createImageBitmap(file).then(
      (read) => (isGone ? read.close() : setPicture(read)),
      () => setIsUnreadable(true),
    )
    return () => {
      isGone = true
    }
  }, [file])

  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context || !picture) return
    const { x, y, width, height } = drawnPlace(picture, size, crop)
    context.clearRect(0, 0, size.width, size.height)
    context.imageSmoothingQuality = 'high'
    context.drawImage(picture, x, y, width, height)
  }, [picture, size, crop])

  /** By pixels of the screen. */
  function move(dx: number, dy: number) {
    if (!picture || !canvas.current) return
    const scale = size.width / canvas.current.getBoundingClientRect().width
    setCrop((before) => moved(picture, size, before, dx * scale, dy * scale))
  }
  function onPointerMove({ clientX, clientY }: PointerEvent) {
    if (!last.current) return
    move(clientX - last.current.x, clientY - last.current.y)
    last.current = { x: clientX, y: clientY }
  }
  function onKeyDown(event: KeyboardEvent) {
    const arrow = arrows[event.key]
    if (!arrow) return
    event.preventDefault()
    move(arrow[0] * 12, arrow[1] * 12)
  }
  async function use() {
    setIsBusy(true)
    const blob = await new Promise<Blob | null>((resolve) => canvas.current?.toBlob(resolve, 'image/png'))
    if (blob) await onDone(blob)
    setIsBusy(false)
  }

  return (
    <Sheet
      title={words.crop}
      onClose={onClose}
      action={
        <Button kind="main" isBusy={isBusy} disabled={!picture} onClick={use}>
          {words.use}
        </Button>
      }
    >
      <div className={styles.crop}>
        {isUnreadable ? (
          <p role="alert">{words.unreadable}</p>
        ) : (
          <>
            <canvas
              ref={canvas}
              className={`${styles.canvas} ${isRound ? styles.square : ''}`}
              width={size.width}
              height={size.height}
              role="img"
              aria-label={words.crop}
              aria-describedby="crop-hint"
              tabIndex={0}
              onKeyDown={onKeyDown}
              onPointerDown={(event) => {
                event.currentTarget.setPointerCapture(event.pointerId)
                last.current = { x: event.clientX, y: event.clientY }
              }}
              onPointerMove={onPointerMove}
              onPointerUp={() => {
                last.current = undefined
              }}
            />
            <label className={styles.zoom}>
              <span>{words.zoom}</span>
              <input
                type="range"
                min={1}
                max={mostZoom}
                step={0.01}
                value={crop.zoom}
                onChange={({ target }) => setCrop((before) => ({ ...before, zoom: Number(target.value) }))}
              />
            </label>
            <p id="crop-hint" className={styles.hint}>
              {words.cropHint}
            </p>
          </>
        )}
      </div>
    </Sheet>
  )
}
