/** Pictures of a post that is being written: sent as they are chosen, described beside them. */
import { useRef, useState } from 'react'
import { composer as words } from '#messages/composer.ts'
import { api } from '../api/client.ts'
import type { Media } from '../api/entities.ts'
import { IconButton } from '../design/button.tsx'
import { toast, toastError } from '../design/toasts.tsx'
import styles from './composer-pictures.module.css'

type Underway = { id: number; address: string }
export type Uploads = {
  underway: readonly Underway[]
  isBusy: boolean
  add: (files: File[]) => void
  remove: (id: string) => void
  describe: (id: string, description: string) => void
  /** Puts the caret where the first missing description belongs. */
  focusMissing: () => void
  list: React.RefObject<HTMLUListElement | null>
}

let lastUpload = 0

export function useUploads(
  media: readonly Media[],
  most: number,
  update: (change: (before: readonly Media[]) => readonly Media[]) => void,
): Uploads {
  const [underway, setUnderway] = useState<readonly Underway[]>([])
  const list = useRef<HTMLUListElement>(null)

  async function upload(file: File) {
    const one = { id: ++lastUpload, address: URL.createObjectURL(file) }
    setUnderway((before) => [...before, one])
    const form = new FormData()
    form.set('file', file)
    try {
      const done = await api<Media>('POST', '/api/v2/media', { form })
      update((before) => [...before, done])
    } catch (error) {
      toastError(error)
    } finally {
      setUnderway((before) => before.filter(({ id }) => id !== one.id))
      URL.revokeObjectURL(one.address)
    }
  }
  return {
    underway,
    isBusy: underway.length > 0,
    list,
    add(files) {
      const pictures = files.filter(({ type }) => type.startsWith('image/'))
      const room = most - media.length - underway.length
      if (pictures.length > room) toast(words.tooManyPictures(most), { kind: 'failed' })
      for (const file of pictures.slice(0, Math.max(0, room))) void upload(file)
    },
    remove(id) {
      update((before) => before.filter((one) => one.id !== id))
    },
    describe(id, description) {
      update((before) => before.map((one) => (one.id === id ? { ...one, description } : one)))
      api('PUT', `/api/v1/media/${id}`, { body: { description } }).catch(toastError)
    },
    focusMissing() {
      const boxes = [...(list.current?.querySelectorAll('textarea') ?? [])]
      boxes.find(({ value }) => value === '')?.focus()
    },
  }
}

export function PictureRow({ uploads, media }: { uploads: Uploads; media: readonly Media[] }) {
  if (media.length === 0 && uploads.underway.length === 0) return null
  return (
    <ul ref={uploads.list} className={styles.pictures}>
      {media.map((one) => (
        <li key={one.id}>
          <img src={one.preview_url} alt="" />
          <textarea
            defaultValue={one.description ?? ''}
            rows={2}
            maxLength={1_500}
            dir="auto"
            aria-label={words.described}
            placeholder={words.describe}
            onBlur={({ target }) => {
              if (target.value !== (one.description ?? '')) uploads.describe(one.id, target.value)
            }}
          />
          <IconButton icon="close" label={words.removePicture} onClick={() => uploads.remove(one.id)} />
        </li>
      ))}
      {uploads.underway.map(({ id, address }) => (
        <li key={`underway ${id}`} className={styles.underway}>
          <img src={address} alt="" />
          <span role="status">{words.uploading}</span>
        </li>
      ))}
    </ul>
  )
}
