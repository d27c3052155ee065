/** Adds and removes custom emojis. Their files go when nothing names them any more, with the sweep. */
import { deleteEmoji, loadEmojis, putEmoji } from '../instance/emoji-queries.ts'
import { isShortcode } from '../instance/emojis.ts'
import type { Context } from '../platform/context.ts'
import { type Failure, invalid, isFailure, notFound } from '../platform/failure.ts'
import { newKey } from '../platform/storage.ts'
import { write } from '../platform/transaction.ts'
import { decoder } from './decoder.ts'

/** As in Mastodon. */
const mostBytes = 262_144
const mostEmojis = 5_000

export type NewEmoji = { shortcode: string; bytes: Uint8Array; category: string | null }

export async function addEmoji(ctx: Context, { shortcode, bytes, category }: NewEmoji): Promise<Failure | undefined> {
  if (!isShortcode(shortcode))
    return invalid('A name has 2 to 100 letters a-z, digits and underscores, and is given without colons')
  if (bytes.length > mostBytes) return invalid(`The file must be no larger than ${mostBytes / 1_024} kB`)
  if ((await loadEmojis(ctx.db)).size >= mostEmojis) return invalid(`There are ${mostEmojis} emojis: remove one first`)
  const picture = await decoder.processEmoji(bytes)
  if (isFailure(picture)) return picture
  const { moving, still } = picture
  const [key, stillKey] = [newKey(moving.extension), newKey(still.extension)]
  await ctx.storage.put(key, moving.bytes)
  await ctx.storage.put(stillKey, still.bytes)
  return write<undefined>(ctx, async (tx, emit) => {
    await putEmoji(tx, { shortcode, key, stillKey, category }, ctx.clock.now())
    emit({ type: 'emojis.changed', origin: 'live' })
    return undefined
  })
}

export function removeEmoji(ctx: Context, shortcode: string): Promise<Failure | undefined> {
  return write<undefined>(ctx, async (tx, emit) => {
    if (!(await deleteEmoji(tx, shortcode))) return notFound
    emit({ type: 'emojis.changed', origin: 'live' })
    return undefined
  })
}
