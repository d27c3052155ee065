/** What a person does not want to come across, and whether a post is such. Pure. */
import type { Id, PostId } from '../platform/ids.ts'

export const filterContexts = ['home', 'notifications', 'public', 'thread', 'account'] as const
export type FilterContext = (typeof filterContexts)[number]

/** `hide`: the post is not shown in the filter's contexts. The others are for the app to act on. */
export const filterActions = ['warn', 'hide', 'blur'] as const
export type FilterAction = (typeof filterActions)[number]

export const filterLimits = {
  titleCharacters: 255,
  keywordCharacters: 512,
  filters: 100,
  keywordsInAll: 500,
  keywords: 100,
  posts: 100,
} as const

export type FilterKeyword = { id: Id; keyword: string; wholeWord: boolean }

export type Filter = {
  id: Id
  title: string
  contexts: FilterContext[]
  action: FilterAction
  /** Null: never. */
  expiresAt: Date | null
  keywords: FilterKeyword[]
  posts: { id: Id; postId: PostId }[]
}

type Needle = { keyword: string; lowered: string; atWordStart: boolean; atWordEnd: boolean }

/** A filter made ready for many posts. */
export type ActiveFilter = { filter: Filter; needles: Needle[]; postIds: ReadonlySet<PostId> }

/** What is looked at: the post's words, and what it boosts. */
export type FilteredPost = { id: PostId; boostOf: PostId | null; text: string }

export type FilterMatch = { filter: Filter; keywords: string[]; postIds: PostId[] }

const wordCharacter = /[\p{L}\p{M}\p{N}\p{Pc}]/u

function isWordAt(text: string, index: number): boolean {
  return index < text.length && wordCharacter.test(String.fromCodePoint(text.codePointAt(index)!))
}

function isWordBefore(text: string, index: number): boolean {
  if (index === 0) return false
  const isPair = index > 1 && /[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(text.slice(index - 2, index))
  return isWordAt(text, index - (isPair ? 2 : 1))
}

const lower = (text: string) => text.normalize('NFC').toLowerCase()

/** A whole word ends at a word boundary on those of its sides where it has a word character itself. */
function needleOf({ keyword, wholeWord }: FilterKeyword): Needle {
  const lowered = lower(keyword)
  return {
    keyword,
    lowered,
    atWordStart: wholeWord && isWordAt(lowered, 0),
    atWordEnd: wholeWord && isWordBefore(lowered, lowered.length),
  }
}

export function prepareFilters(filters: readonly Filter[]): ActiveFilter[] {
  return filters.map((filter) => ({
    filter,
    needles: filter.keywords.map(needleOf),
    postIds: new Set(filter.posts.map(({ postId }) => postId)),
  }))
}

function isIn(text: string, { lowered, atWordStart, atWordEnd }: Needle): boolean {
  for (let start = text.indexOf(lowered); start >= 0; start = text.indexOf(lowered, start + 1)) {
    const startsRight = !atWordStart || !isWordBefore(text, start)
    if (startsRight && (!atWordEnd || !isWordAt(text, start + lowered.length))) return true
  }
  return false
}

/** Every filter the post falls under, whatever its contexts: the app is told of all. */
export function matchesOf(filters: readonly ActiveFilter[], post: FilteredPost): FilterMatch[] {
  if (filters.length === 0) return []
  const text = lower(post.text)
  const ids = post.boostOf === null ? [post.id] : [post.id, post.boostOf]
  return filters.flatMap(({ filter, needles, postIds }) => {
    const keywords = needles.filter((needle) => isIn(text, needle)).map(({ keyword }) => keyword)
    const named = ids.filter((id) => postIds.has(id))
    return keywords.length > 0 || named.length > 0 ? [{ filter, keywords, postIds: named }] : []
  })
}

/** Where a post with these matches is not to appear. */
export function hidingContexts(matches: readonly FilterMatch[]): FilterContext[] {
  return [...new Set(matches.filter(({ filter }) => filter.action === 'hide').flatMap(({ filter }) => filter.contexts))]
}

/** The same for one context at once. Filters may have run out since they were loaded: `now` leaves those out. */
export function matchFilters(
  filters: readonly ActiveFilter[],
  context: FilterContext,
  post: FilteredPost,
  now: Date,
): { matches: FilterMatch[]; isHidden: boolean } {
  const active = filters.filter(({ filter }) => filter.expiresAt === null || filter.expiresAt > now)
  const matches = matchesOf(active, post)
  return { matches, isHidden: hidingContexts(matches).includes(context) }
}

/** What filters look through in a post; for a boost, in what it boosts. */
export function filteredText(parts: readonly (string | null | undefined)[]): string {
  return parts.filter((part) => part).join('\n\n')
}
