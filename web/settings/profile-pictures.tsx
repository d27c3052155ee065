/** The picture and the header as they stand on the profile, each with its way to another one. */
import { lazy, Suspense, useRef, useState } from 'react'
import { settings as words } from '#messages/settings.ts'
import { api } from '../api/client.ts'
import type { OwnAccount } from '../api/entities.ts'
import type { MenuItem } from '../design/menu.tsx'
import { Menu } from '../design/menu.tsx'
import { Moving } from '../design/moving.tsx'
import { toastError } from '../design/toasts.tsx'
import { isAnimation } from './animation.ts'
import { toastSaved } from './parts.tsx'
import styles from './profile-pictures.module.css'
import { changeOwnAccount, keepOwnAccount } from './settings-queries.ts'

const CropSheet = lazy(() => import('./crop-sheet.tsx'))

export type PictureKind = 'avatar' | 'header'
/** As the server keeps them. */
const sizes = { avatar: { width: 400, height: 400 }, header: { width: 1_500, height: 500 } }
const isUsual = (address: string) => new URL(address, location.href).pathname.startsWith('/assets/')

export function ProfilePictures({ own }: { own: OwnAccount }) {
  const files = useRef<HTMLInputElement>(null)
  const [kind, setKind] = useState<PictureKind>('avatar')
  const [file, setFile] = useState<File>()

  function choose(next: PictureKind) {
    setKind(next)
    files.current?.click()
  }
  /** Cutting would leave one frame of an animation: the server cuts all of them. */
  async function take(chosen: File) {
    if (kind === 'avatar' && isAnimation(new Uint8Array(await chosen.arrayBuffer()))) await send(chosen)
    else setFile(chosen)
  }
  async function send(picture: Blob) {
    const form = new FormData()
    form.set(kind, picture, kind)
    await changeOwnAccount(form).then(() => {
      setFile(undefined)
      toastSaved()
    }, toastError)
  }
  const remove = (which: PictureKind) =>
    api<OwnAccount>('DELETE', `/api/v1/profile/${which}`).then((changed) => {
      keepOwnAccount(changed)
      toastSaved()
    }, toastError)
  const items = (which: PictureKind, choosing: string, removing: string): MenuItem[] => [
    { label: choosing, icon: 'picture', run: () => choose(which) },
    ...(isUsual(own[which]) ? [] : [{ label: removing, icon: 'trash' as const, run: () => remove(which) }]),
  ]
  return (
    <div className={styles.pictures}>
      <div className={styles.header}>
        <img src={own.header} alt="" width={sizes.header.width} height={sizes.header.height} />
        <Menu
          label={words.header}
          icon="pen"
          className={styles.change ?? ''}
          items={items('header', words.changeHeader, words.removeHeader)}
        />
      </div>
      <div className={styles.avatar}>
        <Moving src={own.avatar} still={own.avatar_static} alt="" width={96} height={96} />
        <Menu
          label={words.avatar}
          icon="pen"
          className={styles.change ?? ''}
          items={items('avatar', words.changeAvatar, words.removeAvatar)}
        />
      </div>
      <input
        ref={files}
        type="file"
        accept="image/*"
        aria-label={kind === 'avatar' ? words.changeAvatar : words.changeHeader}
        hidden
        onChange={({ target }) => {
          const [chosen] = target.files ?? []
          if (chosen) take(chosen)
          target.value = ''
        }}
      />
      {file && (
        <Suspense>
          <CropSheet
            file={file}
            size={sizes[kind]}
            isRound={kind === 'avatar'}
            onClose={() => setFile(undefined)}
            onDone={send}
          />
        </Suspense>
      )}
    </div>
  )
}
