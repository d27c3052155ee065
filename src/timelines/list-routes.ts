/**
 * GET POST          /api/v1/lists                  listLists makeList
 * GET PUT DELETE    /api/v1/lists/:id              showList editList dropList
 * GET POST DELETE   /api/v1/lists/:id/accounts     listMembers putMembers dropMembers
 * GET               /api/v1/accounts/:id/lists     showListsHolding
 * GET               /api/v1/timelines/list/:id     listTimeline
 */
import { z } from 'zod'
import { presentAccount } from '../accounts/present.ts'
import { findAccount, loadAccounts } from '../accounts/queries.ts'
import { accountParams } from '../accounts/routes.ts'
import { type Failure, isFailure, notFound } from '../platform/failure.ts'
import { booleanField, endpoint, json, listField, orAbsent, type Reply, type Viewer } from '../platform/http.ts'
import { accountIdSchema, idSchema } from '../platform/ids.ts'
import { linkHeader, pageFields, pageOf } from '../platform/pagination.ts'
import { answerPage } from '../posts/list-routes.ts'
import type { RepliesPolicy } from '../posts/visibility.ts'
import { readList } from './home.ts'
import { findList, type List, listsHolding, listsOf, selectMembers } from './list-queries.ts'
import { addMembers, changeList, createList, listLimits, removeList, removeMembers } from './lists.ts'

/** Mastodon's List entity. */
export interface WireList {
  id: string
  title: string
  replies_policy: RepliesPolicy
  exclusive: boolean
}

function presentList({ id, title, repliesPolicy, exclusive }: List): WireList {
  return { id: String(id), title, replies_policy: repliesPolicy, exclusive }
}

const answer = (list: List | Failure | undefined): Reply | Failure => {
  if (list === undefined) return notFound
  return isFailure(list) ? list : json(presentList(list))
}

const listParams = z.object({ id: idSchema })
const title = z
  .string('must be text')
  .trim()
  .min(1, "can't be blank")
  .max(listLimits.titleCharacters, `must have at most ${listLimits.titleCharacters} characters`)
const choices = {
  replies_policy: orAbsent(z.enum(['followed', 'list', 'none'], 'must be followed, list or none')),
  exclusive: orAbsent(booleanField),
}

export const listLists = endpoint<Viewer>({}, async ({ ctx, viewer }) =>
  json((await listsOf(ctx.db, viewer.accountId)).map(presentList)),
)

export const showList = endpoint<Viewer, typeof listParams>({ params: listParams }, async ({ ctx, viewer, params }) =>
  answer(await findList(ctx.db, viewer.accountId, params.id)),
)

const newList = z.object({ title, ...choices })

export const makeList = endpoint<Viewer, z.ZodType, typeof newList>(
  { input: newList },
  async ({ ctx, viewer, input }) =>
    answer(
      await createList(ctx, viewer.accountId, {
        title: input.title,
        repliesPolicy: input.replies_policy,
        exclusive: input.exclusive,
      }),
    ),
)

const listChanges = z.object({ title: orAbsent(title), ...choices })

export const editList = endpoint<Viewer, typeof listParams, typeof listChanges>(
  { params: listParams, input: listChanges },
  async ({ ctx, viewer, params, input }) =>
    answer(
      await changeList(ctx, viewer.accountId, params.id, {
        title: input.title,
        repliesPolicy: input.replies_policy,
        exclusive: input.exclusive,
      }),
    ),
)

export const dropList = endpoint<Viewer, typeof listParams>(
  { params: listParams },
  async ({ ctx, viewer, params }) => (await removeList(ctx, viewer.accountId, params.id)) ?? json({}),
)

// ---- Who is on it

/** `limit=0`: everybody at once. */
const everybody = z.object({ limit: z.literal(['0', 0]) })
const membersInput = z.union([everybody, z.object(pageFields(40, 80))])

export const listMembers = endpoint<Viewer, typeof listParams, typeof membersInput>(
  { params: listParams, input: membersInput },
  async ({ ctx, viewer, params, input, url }) => {
    if (!(await findList(ctx.db, viewer.accountId, params.id))) return notFound
    const page =
      typeof input.limit === 'number' && input.limit > 0 ? pageOf({ ...input, limit: input.limit }) : undefined
    const members = await selectMembers(ctx.db, viewer.accountId, params.id, page)
    const accounts = await loadAccounts(
      ctx.db,
      members.map(({ accountId }) => accountId),
    )
    return json(
      members.flatMap(({ accountId }) => {
        const account = accounts.get(accountId)
        return account ? [presentAccount(ctx, account)] : []
      }),
      page
        ? linkHeader(
            url,
            members.map(({ cursor }) => cursor),
          )
        : {},
    )
  },
)

const accountsInput = z.object({ account_ids: listField(accountIdSchema, listLimits.membersAtOnce) })

export const putMembers = endpoint<Viewer, typeof listParams, typeof accountsInput>(
  { params: listParams, input: accountsInput },
  async ({ ctx, viewer, params, input }) =>
    (await addMembers(ctx, viewer.accountId, params.id, input.account_ids)) ?? json({}),
)

export const dropMembers = endpoint<Viewer, typeof listParams, typeof accountsInput>(
  { params: listParams, input: accountsInput },
  async ({ ctx, viewer, params, input }) =>
    (await removeMembers(ctx, viewer.accountId, params.id, input.account_ids)) ?? json({}),
)

export const showListsHolding = endpoint<Viewer, typeof accountParams>(
  { params: accountParams },
  async ({ ctx, viewer, params }) => {
    const account = await findAccount(ctx.db, params.id)
    if (!account || account.deleted_at) return notFound
    return json((await listsHolding(ctx.db, viewer.accountId, account.id)).map(presentList))
  },
)

// ---- What they write

const timelineInput = z.object(pageFields(20, 40))

export const listTimeline = endpoint<Viewer, typeof listParams, typeof timelineInput>(
  { params: listParams, input: timelineInput },
  async ({ ctx, viewer, params, input, url }) => {
    const list = await findList(ctx.db, viewer.accountId, params.id)
    if (!list) return notFound
    return answerPage(ctx, viewer, url, await readList(ctx, viewer.accountId, list, pageOf(input)))
  },
)
