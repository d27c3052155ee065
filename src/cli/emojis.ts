import { readFile, stat } from 'node:fs/promises'
import { loadEmojis } from '../instance/emoji-queries.ts'
import { addEmoji, removeEmoji } from '../media/emojis.ts'
import type { Context } from '../platform/context.ts'
import { isFailure } from '../platform/failure.ts'

type Say = (line: string) => void

export async function addEmojiFile(
  ctx: Context,
  { shortcode, path, category }: { shortcode: string; path: string; category: string | undefined },
  say: Say,
): Promise<boolean> {
  const file = await stat(path).catch(() => undefined)
  if (!file?.isFile()) {
    say(`There is no file ${path}.`)
    return false
  }
  const refusal = await addEmoji(ctx, { shortcode, bytes: await readFile(path), category: category ?? null })
  say(isFailure(refusal) ? `${refusal.message}.` : `People can write :${shortcode}: now.`)
  return !refusal
}

export async function removeNamedEmoji(ctx: Context, shortcode: string, say: Say): Promise<boolean> {
  const refusal = await removeEmoji(ctx, shortcode)
  say(refusal ? `There is no emoji :${shortcode}:.` : `:${shortcode}: is removed.`)
  return !refusal
}

export async function listEmojis(ctx: Context, say: Say) {
  const emojis = [...(await loadEmojis(ctx.db)).values()]
  for (const { shortcode, category } of emojis) say(`:${shortcode}:${category ? `  (${category})` : ''}`)
  if (emojis.length === 0) say('No emojis yet: add one with "twoway emoji add NAME FILE".')
}
