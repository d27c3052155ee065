/** The pictures of a post: cut to fit, each opening whole. Their blur stands until they come, or are asked for. */
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { posts } from '#messages/posts.ts'
import type { Media } from '../api/entities.ts'
import { Icon } from '../design/icon.tsx'
import styles from './pictures.module.css'

const Viewer = lazy(() => import('./picture-viewer.tsx'))

function Blur({ hash }: { hash: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const drawing = canvas.current?.getContext('2d')
    if (drawing)
      void import('./blur.ts').then(
        ({ drawBlur }) => drawBlur(drawing, hash),
        () => undefined,
      )
  }, [hash])
  return <canvas ref={canvas} width={32} height={32} className={styles.blur} />
}

/** Where the cut keeps what matters: −1 to 1 in the wire's words, per cent in CSS's. */
function focusOf({ meta }: Media): string {
  const { x, y } = meta.focus
  return `${50 + x * 50}% ${50 - y * 50}%`
}

/** One picture keeps its shape within reason. */
function shapeOf(pictures: readonly Media[]): number {
  const [first] = pictures
  if (!first || pictures.length > 1) return 16 / 9
  return Math.min(2.2, Math.max(0.8, first.meta.small.aspect))
}

export function Pictures({ pictures, isSensitive }: { pictures: readonly Media[]; isSensitive: boolean }) {
  const [isShown, setIsShown] = useState(false)
  const [open, setOpen] = useState<number>()
  const isHidden = isSensitive && !isShown
  return (
    <div
      className={`${styles.pictures} ${styles[`of${pictures.length}`] ?? ''}`}
      style={{ aspectRatio: shapeOf(pictures) }}
    >
      {pictures.map((picture, at) => (
        <button
          key={picture.id}
          type="button"
          className={styles.picture}
          data-alt={!isHidden && picture.description ? posts.alt : undefined}
          aria-label={isHidden ? posts.sensitive : picture.description || posts.picture(at + 1, pictures.length)}
          onClick={() => (isHidden ? setIsShown(true) : setOpen(at))}
        >
          <Blur hash={picture.blurhash} />
          {!isHidden && (
            <img
              src={picture.preview_url}
              alt=""
              loading="lazy"
              decoding="async"
              style={{ objectPosition: focusOf(picture) }}
            />
          )}
        </button>
      ))}
      {isHidden && (
        <span className={styles.sensitive} aria-hidden="true">
          <Icon name="eye" size={18} />
          {posts.sensitive}
        </span>
      )}
      {open !== undefined && (
        <Suspense>
          <Viewer pictures={pictures} start={open} onClose={() => setOpen(undefined)} />
        </Suspense>
      )}
    </div>
  )
}
