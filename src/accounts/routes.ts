/**
 * GET /api/v1/accounts/:id     showAccount
 * GET /api/v1/accounts         showAccounts
 * GET /api/v1/accounts/lookup  lookUpAccount
 */
import { z } from 'zod'
import { notFound } from '../platform/failure.ts'
import { endpoint, json, listField, type Viewer } from '../platform/http.ts'
import { accountIdSchema } from '../platform/ids.ts'
import { parseHandle } from './account.ts'
import { presentAccount } from './present.ts'
import { findAccount, findAccountByHandle, loadAccounts } from './queries.ts'

export const accountParams = z.object({ id: accountIdSchema })

/** A suspended account is shown as an empty shell, a deleted one not at all. */
export const showAccount = endpoint<Viewer | undefined, typeof accountParams>(
  { params: accountParams },
  async ({ ctx, params }) => {
    const account = await findAccount(ctx.db, params.id)
    if (!account || account.deleted_at) return notFound
    return json(presentAccount(ctx, account))
  },
)

const accountsInput = z.object({ id: listField(accountIdSchema, 100).default([]) })

/** In the order asked for; unknown and deleted ones are left out. */
export const showAccounts = endpoint<Viewer | undefined, z.ZodType, typeof accountsInput>(
  { input: accountsInput },
  async ({ ctx, input }) => {
    const accounts = await loadAccounts(ctx.db, input.id)
    const shown = [...new Set(input.id)].map((id) => accounts.get(id)).filter((account) => account !== undefined)
    return json(shown.filter((account) => !account.deleted_at).map((account) => presentAccount(ctx, account)))
  },
)

const lookupInput = z.object({ acct: z.string('must be a name, as in mara or mara@social.example') })

export const lookUpAccount = endpoint<Viewer | undefined, z.ZodType, typeof lookupInput>(
  { input: lookupInput },
  async ({ ctx, input }) => {
    const handle = parseHandle(input.acct, ctx.domain)
    const account = handle && (await findAccountByHandle(ctx.db, handle.username, handle.domain))
    if (!account || account.deleted_at) return notFound
    return json(presentAccount(ctx, account))
  },
)
