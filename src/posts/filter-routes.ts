/**
 * GET POST            /api/v2/filters                       listFilters addFilter
 * GET PUT DELETE      /api/v2/filters/:id                   showFilter editFilter dropFilter
 * GET POST            /api/v2/filters/:id/keywords          listKeywords addKeyword
 * GET PUT DELETE      /api/v2/filters/keywords/:id          showKeyword editKeyword dropKeyword
 * GET POST            /api/v2/filters/:id/statuses          listFilterPosts addPostToFilter
 * GET DELETE          /api/v2/filters/statuses/:id          showFilterPost dropFilterPost
 * GET POST            /api/v1/filters                       listFiltersV1 addFilterV1
 * GET PUT DELETE      /api/v1/filters/:id                   showFilterV1 editFilterV1 dropFilterV1
 */
import { z } from 'zod'
import type { Context } from '../platform/context.ts'
import { type Failure, invalid, isFailure, notFound } from '../platform/failure.ts'
import { booleanField, endpoint, json, listField, orAbsent, type Reply, type Viewer } from '../platform/http.ts'
import { type Id, idSchema, postIdSchema } from '../platform/ids.ts'
import {
  addFilterPost,
  changeFilter,
  changeKeyword,
  createFilter,
  removeFilter,
  removeFilterPost,
} from './filter-actions.ts'
import { presentFilter, presentFilterPost, presentFilterV1, presentKeyword } from './filter-present.ts'
import { findFilter, findFilterHolding, selectFilters } from './filter-queries.ts'
import { type Filter, filterActions, filterContexts, filterLimits } from './filters.ts'

const filterParams = z.object({ id: idSchema })
const longestSeconds = 100 * 365 * 86_400

const title = z
  .string('must be text')
  .trim()
  .min(1, "can't be blank")
  .max(filterLimits.titleCharacters, `must have at most ${filterLimits.titleCharacters} characters`)
const keyword = z
  .string('must be text')
  .trim()
  .min(1, "can't be blank")
  .max(filterLimits.keywordCharacters, `must have at most ${filterLimits.keywordCharacters} characters`)
const contexts = listField(z.enum(filterContexts, 'None or invalid context supplied'), 20).pipe(
  z
    .array(z.enum(filterContexts))
    .min(1, 'None or invalid context supplied')
    .transform((names) => [...new Set(names)]),
)
const action = z.enum(filterActions, 'must be warn, hide or blur')
/** Absent: as it is. Empty or null: never. */
const expiresIn = z.preprocess(
  (value) => (value === '' ? null : value),
  z.coerce
    .number('must be a number of seconds')
    .int('must be a whole number of seconds')
    .min(0, 'must not be negative')
    .max(longestSeconds, 'must be less than a hundred years')
    .nullable()
    .optional(),
)
type KeywordFields = Record<string, unknown>
const isFields = (value: unknown): value is KeywordFields => typeof value === 'object' && value !== null

/**
 * `keywords_attributes[][keyword]=a&keywords_attributes[][whole_word]=true`, as forms have it, is read as one entry whose
 * fields hold a list where they stand there more than once: the first of each belong together, and so on.
 */
function splitFormEntries(value: unknown): unknown {
  if (!isFields(value)) return value
  return Object.values(value).flatMap((entry): unknown[] => {
    if (!isFields(entry)) return [entry]
    const fields = Object.entries(entry).map(([name, held]) => [name, Array.isArray(held) ? held : [held]] as const)
    const most = Math.max(0, ...fields.map(([, held]) => held.length))
    return Array.from({ length: most }, (_, place) =>
      Object.fromEntries(fields.filter(([, held]) => place < held.length).map(([name, held]) => [name, held[place]])),
    )
  })
}

const keywordChanges = z
  .preprocess(
    splitFormEntries,
    z
      .array(
        z.object({
          id: orAbsent(idSchema),
          keyword: keyword.optional(),
          whole_word: orAbsent(booleanField),
          _destroy: orAbsent(booleanField),
        }),
      )
      .max(filterLimits.keywords * 2, `must have at most ${filterLimits.keywords * 2} entries`),
  )
  .optional()
  .transform((changes = []) =>
    changes.map(({ id, keyword, whole_word, _destroy }) => ({ id, keyword, wholeWord: whole_word, remove: _destroy })),
  )

/** Undefined where it is not to change. */
function expiry(ctx: Context, seconds: number | null | undefined): Date | null | undefined {
  return typeof seconds === 'number' ? new Date(ctx.clock.now().getTime() + seconds * 1_000) : seconds
}

const answer = (filter: Filter | Failure): Reply | Failure => (isFailure(filter) ? filter : json(presentFilter(filter)))
const answerRemoved = (failure: Failure | undefined): Reply | Failure => failure ?? json({})

// ---- Filters

export const listFilters = endpoint<Viewer>({}, async ({ ctx, viewer }) =>
  json((await selectFilters(ctx.db, viewer.accountId)).map(presentFilter)),
)

export const showFilter = endpoint<Viewer, typeof filterParams>(
  { params: filterParams },
  async ({ ctx, viewer, params }) => answer((await findFilter(ctx.db, viewer.accountId, params.id)) ?? notFound),
)

const newFilter = z.object({
  title,
  context: contexts,
  filter_action: orAbsent(action),
  expires_in: expiresIn,
  keywords_attributes: keywordChanges,
})

export const addFilter = endpoint<Viewer, z.ZodType, typeof newFilter>(
  { input: newFilter },
  async ({ ctx, viewer, input }) =>
    answer(
      await createFilter(ctx, viewer.accountId, {
        title: input.title,
        contexts: input.context,
        action: input.filter_action ?? 'warn',
        expires_at: expiry(ctx, input.expires_in) ?? null,
        keywords: input.keywords_attributes,
      }),
    ),
)

const filterChanges = z.object({
  title: title.optional(),
  context: contexts.optional(),
  filter_action: orAbsent(action),
  expires_in: expiresIn,
  keywords_attributes: keywordChanges,
})

function given<T extends object>(columns: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined)) as never
}

export const editFilter = endpoint<Viewer, typeof filterParams, typeof filterChanges>(
  { params: filterParams, input: filterChanges },
  async ({ ctx, viewer, params, input }) =>
    answer(
      await changeFilter(ctx, viewer.accountId, params.id, {
        ...given({
          title: input.title,
          contexts: input.context,
          action: input.filter_action,
          expires_at: expiry(ctx, input.expires_in),
        }),
        keywords: input.keywords_attributes,
      }),
    ),
)

export const dropFilter = endpoint<Viewer, typeof filterParams>(
  { params: filterParams },
  async ({ ctx, viewer, params }) => answerRemoved(await removeFilter(ctx, viewer.accountId, params.id)),
)

// ---- Keywords

function answerKeyword(filter: Filter | Failure | undefined, id: Id | undefined): Reply | Failure {
  if (isFailure(filter)) return filter
  const found = id === undefined ? filter?.keywords.at(-1) : filter?.keywords.find((each) => each.id === id)
  return found ? json(presentKeyword(found)) : notFound
}

export const listKeywords = endpoint<Viewer, typeof filterParams>(
  { params: filterParams },
  async ({ ctx, viewer, params }) => {
    const filter = await findFilter(ctx.db, viewer.accountId, params.id)
    return filter ? json(filter.keywords.map(presentKeyword)) : notFound
  },
)

const newKeyword = z.object({ keyword, whole_word: orAbsent(booleanField) })

export const addKeyword = endpoint<Viewer, typeof filterParams, typeof newKeyword>(
  { params: filterParams, input: newKeyword },
  async ({ ctx, viewer, params, input }) => {
    const keywords = [{ keyword: input.keyword, wholeWord: input.whole_word }]
    return answerKeyword(await changeFilter(ctx, viewer.accountId, params.id, { keywords }), undefined)
  },
)

export const showKeyword = endpoint<Viewer, typeof filterParams>(
  { params: filterParams },
  async ({ ctx, viewer, params }) =>
    answerKeyword(await findFilterHolding(ctx.db, viewer.accountId, 'filter_keywords', params.id), params.id),
)

const keywordEdit = z.object({ keyword: keyword.optional(), whole_word: orAbsent(booleanField) })

export const editKeyword = endpoint<Viewer, typeof filterParams, typeof keywordEdit>(
  { params: filterParams, input: keywordEdit },
  async ({ ctx, viewer, params, input }) => {
    const change = { id: params.id, keyword: input.keyword, wholeWord: input.whole_word }
    return answerKeyword(await changeKeyword(ctx, viewer.accountId, change), params.id)
  },
)

export const dropKeyword = endpoint<Viewer, typeof filterParams>(
  { params: filterParams },
  async ({ ctx, viewer, params }) => {
    const filter = await changeKeyword(ctx, viewer.accountId, { id: params.id, remove: true })
    return isFailure(filter) ? filter : json({})
  },
)

// ---- Posts

export const listFilterPosts = endpoint<Viewer, typeof filterParams>(
  { params: filterParams },
  async ({ ctx, viewer, params }) => {
    const filter = await findFilter(ctx.db, viewer.accountId, params.id)
    return filter ? json(filter.posts.map(presentFilterPost)) : notFound
  },
)

const newFilterPost = z.object({ status_id: postIdSchema })

export const addPostToFilter = endpoint<Viewer, typeof filterParams, typeof newFilterPost>(
  { params: filterParams, input: newFilterPost },
  async ({ ctx, viewer, params, input }) => {
    const filter = await addFilterPost(ctx, viewer.accountId, params.id, input.status_id)
    return isFailure(filter) ? filter : json(presentFilterPost(filter.posts.at(-1)!))
  },
)

export const showFilterPost = endpoint<Viewer, typeof filterParams>(
  { params: filterParams },
  async ({ ctx, viewer, params }) => {
    const filter = await findFilterHolding(ctx.db, viewer.accountId, 'filter_posts', params.id)
    const entry = filter?.posts.find(({ id }) => id === params.id)
    return entry ? json(presentFilterPost(entry)) : notFound
  },
)

export const dropFilterPost = endpoint<Viewer, typeof filterParams>(
  { params: filterParams },
  async ({ ctx, viewer, params }) => answerRemoved(await removeFilterPost(ctx, viewer.accountId, params.id)),
)

// ---- The first version of filters: each keyword by itself

const filterV1Fields = {
  phrase: keyword,
  context: contexts,
  irreversible: orAbsent(booleanField),
  whole_word: orAbsent(booleanField),
  expires_in: expiresIn,
}
const newFilterV1 = z.object(filterV1Fields)

async function findV1(ctx: Context, viewer: Viewer, id: Id) {
  const filter = await findFilterHolding(ctx.db, viewer.accountId, 'filter_keywords', id)
  const found = filter?.keywords.find((each) => each.id === id)
  return filter && found && { filter, keyword: found }
}

export const listFiltersV1 = endpoint<Viewer>({}, async ({ ctx, viewer }) => {
  const filters = await selectFilters(ctx.db, viewer.accountId)
  return json(filters.flatMap((filter) => filter.keywords.map((each) => presentFilterV1(filter, each))))
})

export const showFilterV1 = endpoint<Viewer, typeof filterParams>(
  { params: filterParams },
  async ({ ctx, viewer, params }) => {
    const found = await findV1(ctx, viewer, params.id)
    return found ? json(presentFilterV1(found.filter, found.keyword)) : notFound
  },
)

export const addFilterV1 = endpoint<Viewer, z.ZodType, typeof newFilterV1>(
  { input: newFilterV1 },
  async ({ ctx, viewer, input }) => {
    const filter = await createFilter(ctx, viewer.accountId, {
      title: input.phrase.slice(0, filterLimits.titleCharacters),
      contexts: input.context,
      action: input.irreversible ? 'hide' : 'warn',
      expires_at: expiry(ctx, input.expires_in) ?? null,
      keywords: [{ keyword: input.phrase, wholeWord: input.whole_word ?? true }],
    })
    return isFailure(filter) ? filter : json(presentFilterV1(filter, filter.keywords[0]!))
  },
)

const editV1 = z.object({ ...filterV1Fields, phrase: keyword.optional(), context: contexts.optional() })

export const editFilterV1 = endpoint<Viewer, typeof filterParams, typeof editV1>(
  { params: filterParams, input: editV1 },
  async ({ ctx, viewer, params, input }) => {
    const found = await findV1(ctx, viewer, params.id)
    if (!found) return notFound
    const columns = given({
      contexts: input.context,
      action: input.irreversible === undefined ? undefined : input.irreversible ? ('hide' as const) : ('warn' as const),
      expires_at: expiry(ctx, input.expires_in),
    })
    if (found.filter.keywords.length > 1 && Object.keys(columns).length > 0)
      return invalid(
        'Validation failed: These parameters apply to more than one keyword: change them in an app that knows filters of several keywords',
      )
    const keywords = [{ id: params.id, keyword: input.phrase, wholeWord: input.whole_word }]
    const filter = await changeFilter(ctx, viewer.accountId, found.filter.id, { ...columns, keywords })
    if (isFailure(filter)) return filter
    const changed = filter.keywords.find(({ id }) => id === params.id)
    return changed ? json(presentFilterV1(filter, changed)) : notFound
  },
)

/** The filter goes with its last keyword. */
export const dropFilterV1 = endpoint<Viewer, typeof filterParams>(
  { params: filterParams },
  async ({ ctx, viewer, params }) => {
    const found = await findV1(ctx, viewer, params.id)
    if (!found) return notFound
    if (found.filter.keywords.length === 1 && found.filter.posts.length === 0)
      return answerRemoved(await removeFilter(ctx, viewer.accountId, found.filter.id))
    const filter = await changeKeyword(ctx, viewer.accountId, { id: params.id, remove: true })
    return isFailure(filter) ? filter : json({})
  },
)
