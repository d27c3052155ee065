import type { Filter, FilterAction, FilterContext, FilterKeyword, FilterMatch } from './filters.ts'

export interface WireFilterKeyword {
  id: string
  keyword: string
  whole_word: boolean
}

export interface WireFilterStatus {
  id: string
  status_id: string
}

/** Mastodon's Filter entity, as it stands in a FilterResult. */
export interface WireAppliedFilter {
  id: string
  title: string
  context: FilterContext[]
  expires_at: string | null
  filter_action: FilterAction
}

/** Mastodon's Filter entity. */
export interface WireFilter extends WireAppliedFilter {
  keywords: WireFilterKeyword[]
  statuses: WireFilterStatus[]
}

/** Mastodon's FilterResult entity. */
export interface WireFilterResult {
  filter: WireAppliedFilter
  keyword_matches: string[] | null
  status_matches: string[] | null
}

/** Mastodon's V1::Filter entity: one keyword. */
export interface WireFilterV1 {
  id: string
  phrase: string
  context: FilterContext[]
  whole_word: boolean
  expires_at: string | null
  irreversible: boolean
}

function presentApplied({ id, title, contexts, action, expiresAt }: Filter): WireAppliedFilter {
  return {
    id: String(id),
    title,
    context: contexts,
    expires_at: expiresAt?.toISOString() ?? null,
    filter_action: action,
  }
}

export function presentKeyword({ id, keyword, wholeWord }: FilterKeyword): WireFilterKeyword {
  return { id: String(id), keyword, whole_word: wholeWord }
}

export function presentFilterPost({ id, postId }: Filter['posts'][number]): WireFilterStatus {
  return { id: String(id), status_id: String(postId) }
}

export function presentFilter(filter: Filter): WireFilter {
  return {
    ...presentApplied(filter),
    keywords: filter.keywords.map(presentKeyword),
    statuses: filter.posts.map(presentFilterPost),
  }
}

export function presentMatch({ filter, keywords, postIds }: FilterMatch): WireFilterResult {
  return {
    filter: presentApplied(filter),
    keyword_matches: keywords.length > 0 ? keywords : null,
    status_matches: postIds.length > 0 ? postIds.map(String) : null,
  }
}

export function presentFilterV1(filter: Filter, { id, keyword, wholeWord }: FilterKeyword): WireFilterV1 {
  return {
    id: String(id),
    phrase: keyword,
    context: filter.contexts,
    whole_word: wholeWord,
    expires_at: filter.expiresAt?.toISOString() ?? null,
    irreversible: filter.action === 'hide',
  }
}
