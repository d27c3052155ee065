/**
 * GET /api/v1/accounts/relationships, familiar_followers, search, :id/followers, :id/following
 * GET /api/v1/follow_requests, blocks, mutes
 */
import { z } from 'zod'
import { type Account, isHiddenFromAll } from '../accounts/account.ts'
import { presentAccount } from '../accounts/present.ts'
import { findAccount, loadAccounts } from '../accounts/queries.ts'
import { accountParams } from '../accounts/routes.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import { notFound } from '../platform/failure.ts'
import { booleanField, endpoint, json, listField, orDefault, type Reply, type Viewer } from '../platform/http.ts'
import { type AccountId, accountIdSchema } from '../platform/ids.ts'
import { linkHeader, type Page, pageFields, pageOf } from '../platform/pagination.ts'
import { searchAccounts } from './account-search.ts'
import {
  type Listed,
  listBlocks,
  listFamiliarFollowers,
  listFollowers,
  listFollowing,
  listMutes,
  listRequests,
  type Onlooker,
} from './list-queries.ts'
import { presentMutedAccount, presentRelationship, type WireFamiliarFollowers } from './present.ts'
import { loadRelation, loadRelations } from './queries.ts'

const pageInput = z.object(pageFields(40, 80))

async function accountsReply<T extends Listed>(
  ctx: Context,
  url: string,
  listed: readonly T[],
  present: (account: Account, row: T) => unknown = (account) => presentAccount(ctx, account),
): Promise<Reply> {
  const accounts = await loadAccounts(
    ctx.db,
    listed.map((row) => row.accountId),
  )
  const entities = listed.flatMap((row) => {
    const account = accounts.get(row.accountId)
    return account ? [present(account, row)] : []
  })
  return json(
    entities,
    linkHeader(
      url,
      listed.map((row) => row.cursor),
    ),
  )
}

type ListPeople = (db: Db, of: AccountId, onlooker: Onlooker, page: Page) => Promise<Listed[]>

/** Followers or followed people. Empty for others where the person hides them, and for those whom the person blocks. */
function listPeople(list: ListPeople) {
  return endpoint<Viewer | undefined, typeof accountParams, typeof pageInput>(
    { params: accountParams, input: pageInput },
    async ({ ctx, viewer, params, input, url }) => {
      const account = await findAccount(ctx.db, params.id)
      if (!account || account.deleted_at) return notFound
      const now = ctx.clock.now()
      const isOwner = viewer?.accountId === account.id
      if (isHiddenFromAll(account) || (account.hide_collections && !isOwner)) return json([])
      if (viewer && (await loadRelation(ctx.db, viewer.accountId, account.id, now)).blockedBy) return json([])
      const onlooker = viewer && !isOwner ? { viewerId: viewer.accountId, now } : undefined
      return accountsReply(ctx, url, await list(ctx.db, account.id, onlooker, pageOf(input)))
    },
  )
}

export const showFollowers = listPeople(listFollowers)
export const showFollowing = listPeople(listFollowing)

export const showFollowRequests = endpoint<Viewer, z.ZodType, typeof pageInput>(
  { input: pageInput },
  async ({ ctx, viewer, input, url }) =>
    accountsReply(ctx, url, await listRequests(ctx.db, viewer.accountId, pageOf(input))),
)

export const showBlocks = endpoint<Viewer, z.ZodType, typeof pageInput>(
  { input: pageInput },
  async ({ ctx, viewer, input, url }) =>
    accountsReply(ctx, url, await listBlocks(ctx.db, viewer.accountId, pageOf(input))),
)

export const showMutes = endpoint<Viewer, z.ZodType, typeof pageInput>(
  { input: pageInput },
  async ({ ctx, viewer, input, url }) => {
    const mutes = await listMutes(ctx.db, viewer.accountId, ctx.clock.now(), pageOf(input))
    return accountsReply(ctx, url, mutes, (account, { expiresAt }) => presentMutedAccount(ctx, account, expiresAt))
  },
)

const relationshipsInput = z.object({
  id: listField(accountIdSchema, 300).default([]),
  with_suspended: booleanField.default(false),
})

/** In the order asked for; unknown and deleted accounts are left out. */
export const showRelationships = endpoint<Viewer, z.ZodType, typeof relationshipsInput>(
  { input: relationshipsInput },
  async ({ ctx, viewer, input }) => {
    const [accounts, relations] = await Promise.all([
      loadAccounts(ctx.db, input.id),
      loadRelations(ctx.db, viewer.accountId, input.id, ctx.clock.now()),
    ])
    const shown = [...new Set(input.id)].filter((id) => {
      const account = accounts.get(id)
      return account && !account.deleted_at && (input.with_suspended || !account.suspended_at)
    })
    return json(shown.map((id) => presentRelationship(id, relations.get(id)!)))
  },
)

const familiarInput = z.object({ id: listField(accountIdSchema, 40).default([]) })

export const showFamiliarFollowers = endpoint<Viewer, z.ZodType, typeof familiarInput>(
  { input: familiarInput },
  async ({ ctx, viewer, input }) => {
    const familiar = await listFamiliarFollowers(ctx.db, viewer.accountId, input.id)
    const familiarIds = [...familiar.values()].flat().map((row) => row.accountId)
    const accounts = await loadAccounts(ctx.db, [...input.id, ...familiarIds])
    const targets = [...new Set(input.id)].filter((id) => accounts.has(id) && !isHiddenFromAll(accounts.get(id)!))
    return json(
      targets.map((id): WireFamiliarFollowers => {
        const people = (familiar.get(id) ?? []).map((row) => accounts.get(row.accountId))
        const shown = people.filter((account) => account !== undefined)
        return { id: String(id), accounts: shown.map((account) => presentAccount(ctx, account)) }
      }),
    )
  },
)

/** `resolve` asks for a look at other servers, which this one does not know yet. */
const searchInput = z.object({
  q: z.string('must be the text to search for').max(500, 'must have at most 500 characters'),
  limit: orDefault(z.coerce.number('must be a number').int('must be a whole number').min(1, 'must be at least 1'), 40),
  offset: orDefault(z.coerce.number('must be a number').int('must be a whole number').min(0).max(10_000), 0),
  following: orDefault(booleanField, false),
})

export const showAccountSearch = endpoint<Viewer, z.ZodType, typeof searchInput>(
  { input: searchInput },
  async ({ ctx, viewer, input }) => {
    const { q: text, offset, following: onlyFollowing } = input
    const limit = Math.min(input.limit, 80)
    const accounts = await searchAccounts(ctx, viewer.accountId, { text, limit, offset, onlyFollowing })
    return json(accounts.map((account) => presentAccount(ctx, account)))
  },
)
