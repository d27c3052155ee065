/** The emojis of Unicode, which come with the app: a large file, loaded when it is needed. */
import groups from 'unicode-emoji-json/data-by-group.json'
import type { EmojiChoice } from './emojis.ts'

/** Newer ones are empty boxes on many devices. */
const newestVersion = 15

export const unicodeGroups: readonly { name: string; choices: readonly EmojiChoice[] }[] = groups.map(
  ({ name, emojis }) => ({
    name,
    choices: emojis
      .filter(({ emoji_version }) => Number(emoji_version) <= newestVersion)
      .map((one) => ({ insert: one.emoji, name: one.name })),
  }),
)
