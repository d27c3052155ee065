import { handleOf } from '../accounts/account.ts'
import { accountUrl, presentAccount, type WireAccount } from '../accounts/present.ts'
import type { QuotePolicy } from '../auth/quote-policy.ts'
import { presentEmojisIn, type WireEmoji } from '../instance/emojis.ts'
import { presentMedia, type WireMedia } from '../media/present.ts'
import type { Context } from '../platform/context.ts'
import type { AccountId } from '../platform/ids.ts'
import { normalizeHashtag } from '../platform/text.ts'
import type { Version } from './edit-queries.ts'
import { presentMatch, type WireFilterResult } from './filter-present.ts'
import type { HydratedPost } from './hydrate.ts'
import { presentPoll, type WirePoll } from './poll-present.ts'
import { quotePolicyFor, type ReplyPolicy, type StoredPost } from './post.ts'
import { mayQuote, mayReply, type QuoteState, quoteStateFor } from './visibility.ts'

export interface WireMention {
  id: string
  username: string
  url: string
  acct: string
}

export interface WireTag {
  name: string
  url: string
}

export interface WireApplication {
  name: string
  website: string | null
}

/** Mastodon's Quote; inside another quote its ShallowQuote. */
export type WireQuote =
  | { state: QuoteState; quoted_status: WirePost | null }
  | { state: QuoteState; quoted_status_id: string | null }

export interface WireQuoteApproval {
  automatic: ('public' | 'followers')[]
  manual: never[]
  current_user: 'automatic' | 'denied'
}

/** What everybody who may read a post is shown alike. */
interface WirePostForAll {
  id: string
  created_at: string
  in_reply_to_id: string | null
  in_reply_to_account_id: string | null
  sensitive: boolean
  spoiler_text: string
  visibility: 'public' | 'unlisted' | 'private' | 'direct'
  language: string | null
  uri: string
  url: string
  replies_count: number
  reblogs_count: number
  favourites_count: number
  quotes_count: number
  edited_at: string | null
  content: string
  account: WireAccount
  media_attachments: WireMedia[]
  mentions: WireMention[]
  tags: WireTag[]
  emojis: WireEmoji[]
  card: null
}

/** What depends on the viewer: nothing else does, and the same inside a boost. */
interface WirePostForViewer {
  poll: WirePoll | null
  quote: WireQuote | null
  quote_approval: WireQuoteApproval
  /** Our addition: who may reply, and whether the viewer may. */
  twoway: { reply_policy: ReplyPolicy; may_reply: boolean }
  application: WireApplication | null
  favourited?: boolean
  reblogged?: boolean
  bookmarked?: boolean
  muted?: boolean
  pinned?: boolean
  filtered?: WireFilterResult[]
}

export const viewerDependentFields = Object.keys({
  poll: true,
  quote: true,
  quote_approval: true,
  twoway: true,
  application: true,
  favourited: true,
  reblogged: true,
  bookmarked: true,
  muted: true,
  pinned: true,
  filtered: true,
} satisfies Record<keyof WirePostForViewer, true>) as (keyof WirePostForViewer)[]

/** Mastodon's Status entity. */
export interface WirePost extends WirePostForAll, WirePostForViewer {
  reblog: WirePost | null
}

/** The answer to a deletion: the words as they were typed, to write them anew. */
export interface WireDeletedPost extends Omit<WirePost, 'content'> {
  text: string
}

export interface WirePostSource {
  id: string
  text: string
  spoiler_text: string
}

/** Made from ids, never names, so that it lasts. */
export function postUri(
  ctx: Pick<Context, 'origin'>,
  row: Pick<StoredPost, 'id' | 'author_id' | 'uri' | 'boost_of'>,
): string {
  return row.uri ?? `${ctx.origin}/users/${row.author_id}/statuses/${row.id}${row.boost_of === null ? '' : '/activity'}`
}

/** Where a post is read. A boost has no page: it leads to what it boosts. */
export function postAddress(
  ctx: Pick<Context, 'origin'>,
  { row, author }: Pick<HydratedPost, 'row' | 'author'>,
): string {
  return row.url ?? `${ctx.origin}/@${handleOf(author)}/${row.id}`
}

export function tagUrl(ctx: Pick<Context, 'origin'>, name: string): string {
  return `${ctx.origin}/tags/${encodeURIComponent(normalizeHashtag(name))}`
}

function presentForAll(ctx: Context, { row, author, mentioned, media, poll }: HydratedPost): WirePostForAll {
  return {
    id: String(row.id),
    created_at: row.created_at.toISOString(),
    in_reply_to_id: row.in_reply_to_id === null ? null : String(row.in_reply_to_id),
    in_reply_to_account_id: row.in_reply_to_account_id === null ? null : String(row.in_reply_to_account_id),
    sensitive: row.sensitive,
    spoiler_text: row.spoiler_text,
    visibility: row.visibility,
    language: row.language,
    uri: postUri(ctx, row),
    url: row.boost_of === null ? postAddress(ctx, { row, author }) : (row.url ?? postUri(ctx, row)),
    replies_count: row.replies_count,
    reblogs_count: row.boosts_count,
    favourites_count: row.favourites_count,
    quotes_count: row.quotes_count,
    edited_at: row.edited_at?.toISOString() ?? null,
    content: row.html,
    account: presentAccount(ctx, author),
    media_attachments: media.map((one) => presentMedia(ctx, one)),
    mentions: mentioned
      .filter((account) => account.deleted_at === null)
      .map((account) => ({
        id: String(account.id),
        username: account.username,
        url: accountUrl(ctx, account),
        acct: handleOf(account),
      })),
    tags: row.tags.map(({ name }) => ({ name, url: tagUrl(ctx, name) })),
    emojis: presentEmojisIn(ctx, [row.spoiler_text, row.text, ...(poll?.options ?? [])]),
    card: null,
  }
}

/** `isQuoted`: the post that quotes is itself shown inside a quote. */
function presentQuote(
  ctx: Context,
  viewerId: AccountId | undefined,
  { facts, quoted }: HydratedPost,
  isQuoted: boolean,
): WireQuote | null {
  if (!facts.quote) return null
  const state = quoteStateFor(facts.quote, viewerId)
  const shown = state === 'accepted' ? quoted : undefined
  if (isQuoted) return { state, quoted_status_id: shown ? String(shown.row.id) : null }
  return { state, quoted_status: shown ? presentPost(ctx, viewerId, shown, true) : null }
}

const wireAudiences = {
  everyone: ['public'],
  followers: ['followers'],
  nobody: [],
} as const satisfies Record<QuotePolicy, readonly WireQuoteApproval['automatic'][number][]>

function presentQuoteApproval(viewerId: AccountId | undefined, { row, facts }: HydratedPost): WireQuoteApproval {
  return {
    automatic: [...wireAudiences[row.boost_of === null ? quotePolicyFor(row.visibility, row.quote_policy) : 'nobody']],
    manual: [],
    current_user: mayQuote(facts, viewerId) ? 'automatic' : 'denied',
  }
}

function presentForViewer(
  ctx: Context,
  viewerId: AccountId | undefined,
  post: HydratedPost,
  isQuoted: boolean,
): WirePostForViewer {
  const { row, marks } = post
  const answered = post.boosted ?? post
  const about = { viewerId, authorId: row.author_id, now: ctx.clock.now() }
  const always = {
    poll: post.poll ? presentPoll(ctx, post.poll, about) : null,
    quote: presentQuote(ctx, viewerId, post, isQuoted),
    quote_approval: presentQuoteApproval(viewerId, post),
    twoway: { reply_policy: answered.row.reply_policy, may_reply: mayReply(answered.facts, viewerId) },
  }
  const isOwn = row.author_id === viewerId
  const showsApplication = row.app_name !== null && (isOwn || row.visibility === 'public')
  const application = showsApplication ? { name: row.app_name!, website: row.app_website || null } : null
  if (!marks) return { ...always, application }
  const isPinnable = isOwn && row.boost_of === null && row.visibility !== 'direct'
  return {
    ...always,
    application,
    favourited: marks.favourited,
    reblogged: marks.boosted,
    bookmarked: marks.bookmarked,
    muted: marks.threadMuted,
    ...(isPinnable ? { pinned: marks.pinned } : {}),
    filtered: post.filtered.map(presentMatch),
  }
}

function presentPost(
  ctx: Context,
  viewerId: AccountId | undefined,
  post: HydratedPost,
  isQuoted: boolean = false,
): WirePost {
  return {
    ...presentForAll(ctx, post),
    ...presentForViewer(ctx, viewerId, post, isQuoted),
    reblog: post.boosted ? presentPost(ctx, viewerId, post.boosted) : null,
  }
}

/** `viewer`: the same as the posts were loaded for. */
export function presentPosts(
  ctx: Context,
  viewer: { accountId: AccountId } | undefined,
  posts: readonly HydratedPost[],
): WirePost[] {
  return posts.map((post) => presentPost(ctx, viewer?.accountId, post))
}

export function presentDeletedPost(
  ctx: Context,
  viewer: { accountId: AccountId },
  post: HydratedPost,
): WireDeletedPost {
  const { content: _, ...rest } = presentPost(ctx, viewer.accountId, post)
  return { ...rest, text: post.row.text }
}

/** Mastodon's StatusEdit. */
export interface WireVersion {
  content: string
  spoiler_text: string
  sensitive: boolean
  created_at: string
  account: WireAccount
  media_attachments: WireMedia[]
  emojis: WireEmoji[]
  poll?: { options: { title: string }[] }
  quote: WireQuote | null
}

/**
 * `former`: what the post said before, the first version first. What it says now comes last. Pictures that were taken
 * out since are in no version.
 */
export function presentHistory(
  ctx: Context,
  viewer: { accountId: AccountId } | undefined,
  post: HydratedPost,
  former: readonly Version[],
): WireVersion[] {
  const { row, author, media } = post
  const current: Version = {
    ...row,
    media_ids: media.map(({ id }) => id),
    poll_options: post.poll?.options ?? null,
    created_at: row.edited_at ?? row.created_at,
  }
  const quote = presentQuote(ctx, viewer?.accountId, post, false)
  return [...former, current].map(({ text, html, spoiler_text, sensitive, media_ids, poll_options, created_at }) => ({
    content: html,
    spoiler_text,
    sensitive,
    created_at: created_at.toISOString(),
    account: presentAccount(ctx, author),
    media_attachments: media.filter(({ id }) => media_ids.includes(id)).map((one) => presentMedia(ctx, one)),
    emojis: presentEmojisIn(ctx, [spoiler_text, text, ...(poll_options ?? [])]),
    ...(poll_options ? { poll: { options: poll_options.map((title) => ({ title })) } } : {}),
    quote,
  }))
}

export function presentSource({ row }: HydratedPost): WirePostSource {
  return { id: String(row.id), text: row.text, spoiler_text: row.spoiler_text }
}
