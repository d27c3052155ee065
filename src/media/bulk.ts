import type { CopyRows } from '../platform/bulk.ts'
import type { Attachment } from './attachment.ts'

export type ImportedPicture = Omit<Attachment, 'focus_x' | 'focus_y' | 'keep_until'>

/** Pictures whose files are in the storage already. The posts may follow in the same transaction. */
export async function copyMedia(copy: CopyRows, pictures: readonly ImportedPicture[]) {
  await copy(
    'media',
    [
      'account_id',
      'id',
      'post_id',
      'position',
      'keep_until',
      'key',
      'preview_key',
      'size_bytes',
      'width',
      'height',
      'preview_width',
      'preview_height',
      'description',
      'blurhash',
      'created_at',
    ],
    pictures.map((picture) => [
      picture.account_id,
      picture.id,
      picture.post_id,
      picture.position,
      picture.created_at,
      picture.key,
      picture.preview_key,
      picture.size_bytes,
      picture.width,
      picture.height,
      picture.preview_width,
      picture.preview_height,
      picture.description,
      picture.blurhash,
      picture.created_at,
    ]),
  )
}
