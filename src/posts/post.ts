import type { Selectable } from 'kysely'
import type { PostsTable } from '../platform/schema.ts'

export const visibilities = ['public', 'unlisted', 'private', 'direct'] as const
export type Visibility = (typeof visibilities)[number]

/** A post with its counts, the app it was written with, and the state of its author. */
export type StoredPost = Omit<Selectable<PostsTable>, 'visibility'> & {
  visibility: Visibility
  replies_count: number
  boosts_count: number
  favourites_count: number
  app_name: string | null
  app_website: string | null
  author_is_hidden: boolean
  author_is_silenced: boolean
}

/** Characters of text and content warning together, as `countCharacters` counts them. */
export const maxPostCharacters = 500

/** Only replies and boosts that anyone may find count towards the numbers under a post. */
export function countsUnderItsParent(visibility: Visibility): boolean {
  return visibility === 'public' || visibility === 'unlisted'
}

/** A direct post is a message: it does not count towards how much somebody posts. */
export function countsForItsAuthor(visibility: Visibility): boolean {
  return visibility !== 'direct'
}
