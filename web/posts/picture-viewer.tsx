/** Pictures whole, one after the other, with what they show in words. */
import { useEffect, useRef, useState } from 'react'
import { common } from '#messages/common.ts'
import { posts } from '#messages/posts.ts'
import type { Media } from '../api/entities.ts'
import { IconButton } from '../design/button.tsx'
import styles from './picture-viewer.module.css'

type ViewerProps = { pictures: readonly Media[]; start: number; onClose: () => void }

export default function PictureViewer({ pictures, start, onClose }: ViewerProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [at, setAt] = useState(start)
  useEffect(() => dialog.current?.showModal(), [])
  const picture = pictures[at]
  if (!picture) return null
  const step = (by: number) => setAt((now) => Math.min(pictures.length - 1, Math.max(0, now + by)))
  return (
    <dialog
      ref={dialog}
      className={styles.viewer}
      aria-label={posts.picture(at + 1, pictures.length)}
      onClose={onClose}
      onKeyDown={({ key }) => {
        if (key === 'ArrowRight') step(1)
        if (key === 'ArrowLeft') step(-1)
      }}
    >
      <IconButton className={styles.close} icon="close" label={common.close} onClick={onClose} />
      <img key={picture.id} src={picture.url} alt={picture.description ?? posts.noDescription} />
      {picture.description && <p dir="auto">{picture.description}</p>}
      {pictures.length > 1 && (
        <div className={styles.steps}>
          <IconButton icon="back" label={posts.previousPicture} disabled={at === 0} onClick={() => step(-1)} />
          <span aria-hidden="true">
            {at + 1}/{pictures.length}
          </span>
          <IconButton
            icon="back"
            className={styles.next}
            label={posts.nextPicture}
            disabled={at === pictures.length - 1}
            onClick={() => step(1)}
          />
        </div>
      )}
    </dialog>
  )
}
