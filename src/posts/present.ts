import { handleOf } from '../accounts/account.ts'
import { accountUrl, presentAccount, type WireAccount } from '../accounts/present.ts'
import type { Context } from '../platform/context.ts'
import type { AccountId } from '../platform/ids.ts'
import { normalizeHashtag } from '../platform/text.ts'
import type { HydratedPost } from './hydrate.ts'
import type { StoredPost } from './post.ts'

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
  media_attachments: never[]
  mentions: WireMention[]
  tags: WireTag[]
  emojis: never[]
  card: null
  poll: null
  quote: null
  quote_approval: { automatic: never[]; manual: never[]; current_user: 'denied' }
}

/** What depends on the viewer: nothing else does, and the same inside a boost. */
interface WirePostForViewer {
  application: WireApplication | null
  favourited?: boolean
  reblogged?: boolean
  bookmarked?: boolean
  muted?: boolean
  pinned?: boolean
  filtered?: never[]
}

export const viewerDependentFields = Object.keys({
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

function presentForAll(ctx: Context, { row, author, mentioned, tags }: HydratedPost): WirePostForAll {
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
    quotes_count: 0,
    edited_at: row.edited_at?.toISOString() ?? null,
    content: row.html,
    account: presentAccount(ctx, author),
    media_attachments: [],
    mentions: mentioned
      .filter((account) => account.deleted_at === null)
      .map((account) => ({
        id: String(account.id),
        username: account.username,
        url: accountUrl(ctx, account),
        acct: handleOf(account),
      })),
    tags: tags.map(({ name }) => ({ name, url: tagUrl(ctx, name) })),
    emojis: [],
    card: null,
    poll: null,
    quote: null,
    quote_approval: { automatic: [], manual: [], current_user: 'denied' },
  }
}

function presentForViewer(viewerId: AccountId | undefined, { row, marks }: HydratedPost): WirePostForViewer {
  const isOwn = row.author_id === viewerId
  const showsApplication = row.app_name !== null && (isOwn || row.visibility === 'public')
  const application = showsApplication ? { name: row.app_name!, website: row.app_website || null } : null
  if (!marks) return { application }
  const isPinnable = isOwn && row.boost_of === null && row.visibility !== 'direct'
  return {
    application,
    favourited: marks.favourited,
    reblogged: marks.boosted,
    bookmarked: marks.bookmarked,
    muted: marks.threadMuted,
    ...(isPinnable ? { pinned: false } : {}),
    filtered: [],
  }
}

function presentPost(ctx: Context, viewerId: AccountId | undefined, post: HydratedPost): WirePost {
  return {
    ...presentForAll(ctx, post),
    ...presentForViewer(viewerId, post),
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

export function presentSource({ row }: HydratedPost): WirePostSource {
  return { id: String(row.id), text: row.text, spoiler_text: row.spoiler_text }
}
