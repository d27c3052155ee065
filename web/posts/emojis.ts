/** Emojis of this server and of Unicode, as one puts them into a text. */
import { queryOptions } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import type { Emoji } from '../api/entities.ts'

/** What is put into the text, and what one looks for it by. */
export type EmojiChoice = { insert: string; name: string; picture?: string }

export const ownEmojisQuery = queryOptions({
  queryKey: ['instance', 'emojis'],
  queryFn: () => api<Emoji[]>('GET', '/api/v1/custom_emojis'),
  staleTime: 600_000,
})

export const ownChoices = (emojis: readonly Emoji[]): EmojiChoice[] =>
  emojis
    .filter(({ visible_in_picker }) => visible_in_picker)
    .map(({ shortcode, url }) => ({ insert: `:${shortcode}:`, name: shortcode, picture: url }))

/** Names that begin with what is asked for go before those that hold it. */
export function fittingEmojis(choices: readonly EmojiChoice[], asked: string, most: number): EmojiChoice[] {
  const word = asked.toLowerCase().replaceAll('_', ' ')
  const nameOf = ({ name }: EmojiChoice) => name.toLowerCase().replaceAll('_', ' ')
  const holding = choices.filter((choice) => nameOf(choice).includes(word))
  const beginning = holding.filter((choice) => nameOf(choice).startsWith(word))
  return [...new Set([...beginning, ...holding])].slice(0, most)
}
