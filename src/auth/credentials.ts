/**
 * People's own account, with what only they see.
 * GET   /api/v1/accounts/verify_credentials  verifyCredentials
 * PATCH /api/v1/accounts/update_credentials  changeCredentials (the endpoint takes pictures: media/profile-pictures.ts)
 * GET   /api/v1/preferences                  showPreferences
 */
import { profileFields } from '../accounts/account.ts'
import { type ProfileChanges, updateProfile } from '../accounts/own-account.ts'
import { presentAccount, type WireAccount, type WireField } from '../accounts/present.ts'
import { findAccount } from '../accounts/queries.ts'
import { chosenLocale, type Locale } from '../messages/locale.ts'
import type { Context } from '../platform/context.ts'
import { type Failure, isFailure, notFound } from '../platform/failure.ts'
import { endpoint, json, type Reply, type Role, type Viewer } from '../platform/http.ts'
import type { AccountId } from '../platform/ids.ts'
import { write } from '../platform/transaction.ts'
import { type ProfileInput, profileChanges } from './profile.ts'
import { countFollowRequests, loadUser, updatePreferences } from './queries.ts'
import { type WireQuotePolicy, wireQuotePolicy } from './quote-policy.ts'
import type { DefaultVisibility } from './user.ts'

interface WireRole {
  id: string
  name: string
  permissions: string
  color: string
  highlighted: boolean
}

/** Mastodon's CredentialAccount entity. */
export interface WireCredentialAccount extends WireAccount {
  source: {
    privacy: DefaultVisibility
    sensitive: boolean
    language: string
    quote_policy: WireQuotePolicy
    note: string
    fields: WireField[]
    follow_requests_count: number
    hide_collections: boolean
    discoverable: boolean
    indexable: boolean
    attribution_domains: never[]
  }
  role: WireRole
  /**
   * Ours. `answers_to_strangers`: home also holds what people one follows answer to people one does not follow. `locale`:
   * the language one is addressed in, empty where the browser says.
   */
  twoway: { answers_to_strangers: boolean; locale: Locale | '' }
}

// Permissions tell clients which admin screens to offer. There are none yet.
const wireRoles: Record<Role, WireRole> = {
  owner: { id: '3', name: 'Owner', permissions: '0', color: '', highlighted: false },
  moderator: { id: '1', name: 'Moderator', permissions: '0', color: '', highlighted: false },
  person: { id: '-99', name: '', permissions: '0', color: '', highlighted: false },
}

async function credentialAccount(ctx: Context, accountId: AccountId): Promise<WireCredentialAccount | undefined> {
  const [account, user, followRequests] = await Promise.all([
    findAccount(ctx.db, accountId),
    loadUser(ctx.db, accountId),
    countFollowRequests(ctx.db, accountId),
  ])
  if (!account || !user) return undefined
  const { note, hide_collections, discoverable, indexable } = account
  return {
    ...presentAccount(ctx, account),
    source: {
      privacy: user.default_visibility,
      sensitive: user.default_sensitive,
      language: user.default_language ?? '',
      quote_policy: wireQuotePolicy(user.default_quote_policy),
      note,
      fields: profileFields(account).map(({ name, value }) => ({ name, value, verified_at: null })),
      follow_requests_count: followRequests,
      hide_collections,
      discoverable,
      indexable,
      attribution_domains: [],
    },
    role: wireRoles[user.role],
    twoway: { answers_to_strangers: user.answers_to_strangers, locale: chosenLocale(user.locale) },
  }
}

export const verifyCredentials = endpoint<Viewer>({}, async ({ ctx, viewer }) => {
  const own = await credentialAccount(ctx, viewer.accountId)
  return own ? json(own) : notFound
})

/** `pictures`: the keys of new ones, null where there shall be none. Answers with the account as it is then. */
export async function changeCredentials(
  ctx: Context,
  accountId: AccountId,
  input: ProfileInput,
  pictures: Pick<ProfileChanges, 'avatar_key' | 'header_key'>,
): Promise<Reply | Failure> {
  const changes = { ...(await profileChanges(ctx, input)), ...pictures }
  const { privacy, sensitive, language, quote_policy } = input.source ?? {}
  const { answers_to_strangers, locale } = input.twoway ?? {}
  const updated = await write(ctx, async (tx, emit) => {
    await updateProfile(tx, accountId, changes)
    await updatePreferences(tx, accountId, {
      ...(privacy === undefined ? {} : { default_visibility: privacy }),
      ...(sensitive === undefined ? {} : { default_sensitive: sensitive }),
      ...(language === undefined ? {} : { default_language: language }),
      ...(quote_policy === undefined ? {} : { default_quote_policy: quote_policy }),
      ...(answers_to_strangers === undefined ? {} : { answers_to_strangers }),
      ...(locale === undefined ? {} : { locale }),
    })
    emit({ type: 'account.updated', origin: 'live', account: accountId })
    return 'updated' as const
  })
  if (isFailure(updated)) return updated
  const own = await credentialAccount(ctx, accountId)
  return own ? json(own) : notFound
}

/** Mastodon's Preferences. */
interface WirePreferences {
  'posting:default:visibility': DefaultVisibility
  'posting:default:sensitive': boolean
  'posting:default:language': string | null
  'posting:default:quote_policy': WireQuotePolicy
  'reading:expand:media': 'default'
  'reading:expand:spoilers': boolean
}

export const showPreferences = endpoint<Viewer>({}, async ({ ctx, viewer }) => {
  const user = await loadUser(ctx.db, viewer.accountId)
  if (!user) return notFound
  const preferences: WirePreferences = {
    'posting:default:visibility': user.default_visibility,
    'posting:default:sensitive': user.default_sensitive,
    'posting:default:language': user.default_language,
    'posting:default:quote_policy': wireQuotePolicy(user.default_quote_policy),
    'reading:expand:media': 'default',
    'reading:expand:spoilers': false,
  }
  return json(preferences)
})
