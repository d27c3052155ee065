import type { Context } from '../platform/context.ts'
import { fileUrl } from '../platform/storage.ts'
import { type Attachment, focusUnit } from './attachment.ts'

interface WireSize {
  width: number
  height: number
  size: string
  aspect: number
}

/** Mastodon's MediaAttachment entity. Animations are pictures that move: there are no videos here. */
export interface WireMedia {
  id: string
  type: 'image'
  url: string
  preview_url: string
  remote_url: null
  preview_remote_url: null
  text_url: null
  meta: { original: WireSize; small: WireSize; focus: { x: number; y: number } }
  description: string | null
  blurhash: string
}

function sizeOf(width: number, height: number): WireSize {
  return { width, height, size: `${width}x${height}`, aspect: width / height }
}

export function presentMedia(ctx: Pick<Context, 'origin'>, media: Attachment): WireMedia {
  return {
    id: String(media.id),
    type: 'image',
    url: fileUrl(ctx, media.key),
    preview_url: fileUrl(ctx, media.preview_key),
    remote_url: null,
    preview_remote_url: null,
    text_url: null,
    meta: {
      original: sizeOf(media.width, media.height),
      small: sizeOf(media.preview_width, media.preview_height),
      focus: { x: media.focus_x / focusUnit, y: media.focus_y / focusUnit },
    },
    description: media.description === '' ? null : media.description,
    blurhash: media.blurhash,
  }
}
