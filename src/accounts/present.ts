import { presentEmojisIn, type WireEmoji } from '../instance/emojis.ts'
import { utcDay } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import { fileUrl, stillKey } from '../platform/storage.ts'
import { type Account, handleOf, isHiddenFromAll, profileFields } from './account.ts'

export interface WireField {
  name: string
  value: string
  verified_at: string | null
}

const textsOf = (account: Account) => [
  account.display_name,
  account.note,
  ...profileFields(account).flatMap(({ name, value }) => [name, value]),
]

/** Mastodon's Account entity. */
export interface WireAccount {
  id: string
  username: string
  acct: string
  display_name: string
  locked: boolean
  bot: boolean
  discoverable: boolean | null
  indexable: boolean
  group: boolean
  created_at: string
  note: string
  url: string
  uri: string
  avatar: string
  avatar_static: string
  avatar_description: string
  header: string
  header_static: string
  header_description: string
  followers_count: number
  following_count: number
  statuses_count: number
  last_status_at: string | null
  hide_collections: boolean
  noindex: boolean
  emojis: WireEmoji[]
  roles: never[]
  fields: WireField[]
  limited?: true
  suspended?: true
}

export function accountUrl(
  ctx: Pick<Context, 'origin'>,
  account: Pick<Account, 'username' | 'domain' | 'url'>,
): string {
  return account.url ?? `${ctx.origin}/@${handleOf(account)}`
}

/** Made from the id, never the name, so that it lasts. */
export function accountUri(ctx: Pick<Context, 'origin'>, account: Pick<Account, 'id' | 'uri'>): string {
  return account.uri ?? `${ctx.origin}/users/${account.id}`
}

type WithAvatar = Pick<Account, 'avatar_key' | 'suspended_at' | 'deleted_at'>

/** It may move. */
function movingAvatarUrl(ctx: Pick<Context, 'origin'>, account: WithAvatar): string {
  return account.avatar_key === null || isHiddenFromAll(account)
    ? `${ctx.origin}/assets/avatar.png`
    : fileUrl(ctx, account.avatar_key)
}

/** Standing still, as our own pages show it. */
export function avatarUrl(ctx: Pick<Context, 'origin'>, account: WithAvatar): string {
  return stillKey(movingAvatarUrl(ctx, account))
}

export function presentAccount(ctx: Pick<Context, 'origin' | 'emojis'>, account: Account): WireAccount {
  const isSuspended = account.suspended_at !== null
  const header =
    account.header_key === null || isSuspended ? `${ctx.origin}/assets/header.png` : fileUrl(ctx, account.header_key)
  const createdDay = new Date(`${utcDay(account.created_at)}T00:00:00.000Z`)
  return {
    id: String(account.id),
    username: account.username,
    acct: handleOf(account),
    display_name: isSuspended ? '' : account.display_name,
    locked: !isSuspended && account.locked,
    bot: !isSuspended && account.bot,
    discoverable: !isSuspended && account.discoverable,
    indexable: account.indexable,
    group: false,
    created_at: createdDay.toISOString(),
    note: isSuspended ? '' : account.note_html,
    url: accountUrl(ctx, account),
    uri: accountUri(ctx, account),
    avatar: movingAvatarUrl(ctx, account),
    avatar_static: avatarUrl(ctx, account),
    avatar_description: '',
    header,
    header_static: header,
    header_description: '',
    followers_count: account.followers_count,
    following_count: account.following_count,
    statuses_count: account.posts_count,
    last_status_at: account.last_post_at ? utcDay(account.last_post_at) : null,
    hide_collections: account.hide_collections,
    noindex: !account.indexable,
    emojis: isSuspended ? [] : presentEmojisIn(ctx, textsOf(account)),
    roles: [],
    fields: isSuspended
      ? []
      : profileFields(account).map(({ name, value_html }) => ({ name, value: value_html, verified_at: null })),
    ...(account.silenced_at ? { limited: true as const } : {}),
    ...(isSuspended ? { suspended: true as const } : {}),
  }
}
