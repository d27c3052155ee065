/**
 * PUT  /api/v1/statuses/:id                                    changePost
 * PUT  /api/v1/statuses/:id/interaction_policy                 changeQuotePolicy
 * PUT  /api/twoway/v1/statuses/:id/reply_policy                changeReplyPolicy
 * GET  /api/v1/statuses/:id/quotes                             showQuotes
 * POST /api/v1/statuses/:id/quotes/:quoting_status_id/revoke   revoke
 */
import { z } from 'zod'
import { quotePolicyField } from '../auth/quote-policy.ts'
import { descriptionField, focusField } from '../media/attachment.ts'
import { notFound } from '../platform/failure.ts'
import { booleanField, endpoint, listField, unlessNull, type Viewer } from '../platform/http.ts'
import { idSchema, postIdSchema } from '../platform/ids.ts'
import { pageFields, pageOf } from '../platform/pagination.ts'
import { editPost, setPolicies } from './edit.ts'
import { languageField, replyPolicyField, textField, unlessEmpty } from './fields.ts'
import { answerPage } from './list-routes.ts'
import { pollInput } from './poll-routes.ts'
import { selectQuotes } from './quote-queries.ts'
import { revokeQuote } from './quotes.ts'
import { asEntries, loadReadable, readPostPage } from './reading.ts'
import { answerPost, postParams } from './routes.ts'
import { belongsInThread } from './visibility.ts'

const mediaChange = z.object({
  id: idSchema,
  description: unlessNull(descriptionField),
  focus: unlessEmpty(focusField),
})

const changeInput = z.object({
  status: unlessNull(textField),
  spoiler_text: unlessNull(textField),
  sensitive: unlessEmpty(booleanField),
  language: unlessEmpty(languageField),
  media_ids: unlessNull(listField(idSchema, 100)),
  media_attributes: unlessEmpty(listField(mediaChange, 100)),
  poll: z.preprocess((value) => (value === '' ? null : value), pollInput.nullish()),
  quote_approval_policy: unlessEmpty(quotePolicyField),
  reply_policy: unlessEmpty(replyPolicyField),
})

export const changePost = endpoint<Viewer, typeof postParams, typeof changeInput>(
  { params: postParams, input: changeInput },
  async ({ ctx, viewer, params, input }) => {
    const {
      status: text,
      spoiler_text: spoilerText,
      sensitive,
      language,
      media_ids: mediaIds,
      media_attributes: mediaChanges,
      poll,
    } = input
    const policies = { replyPolicy: input.reply_policy, quotePolicy: input.quote_approval_policy }
    const changes = { text, spoilerText, sensitive, language, mediaIds, mediaChanges, poll }
    return (await editPost(ctx, viewer.accountId, params.id, changes, policies)) ?? answerPost(ctx, viewer, params.id)
  },
)

const quotePolicyInput = z.object({ quote_approval_policy: quotePolicyField })

export const changeQuotePolicy = endpoint<Viewer, typeof postParams, typeof quotePolicyInput>(
  { params: postParams, input: quotePolicyInput },
  async ({ ctx, viewer, params, input }) =>
    (await setPolicies(ctx, viewer.accountId, params.id, { quotePolicy: input.quote_approval_policy })) ??
    answerPost(ctx, viewer, params.id),
)

const replyPolicyInput = z.object({ reply_policy: replyPolicyField })

export const changeReplyPolicy = endpoint<Viewer, typeof postParams, typeof replyPolicyInput>(
  { params: postParams, input: replyPolicyInput },
  async ({ ctx, viewer, params, input }) =>
    (await setPolicies(ctx, viewer.accountId, params.id, { replyPolicy: input.reply_policy })) ??
    answerPost(ctx, viewer, params.id),
)

const pageInput = z.object(pageFields(20, 40))

export const showQuotes = endpoint<Viewer | undefined, typeof postParams, typeof pageInput>(
  { params: postParams, input: pageInput },
  async ({ ctx, viewer, params, input, url }) => {
    const post = await loadReadable(ctx, viewer?.accountId, params.id)
    if (!post) return notFound
    const id = post.row.boost_of ?? post.row.id
    const page = await readPostPage(
      ctx,
      viewer?.accountId,
      pageOf(input),
      async (next) => asEntries(await selectQuotes(ctx.db, id, next)),
      belongsInThread,
    )
    return answerPage(ctx, viewer, url, page)
  },
)

const revokeParams = z.object({ id: postIdSchema, quoting_status_id: postIdSchema })

/** Answers with the post that quoted. */
export const revoke = endpoint<Viewer, typeof revokeParams>(
  { params: revokeParams },
  async ({ ctx, viewer, params }) =>
    (await revokeQuote(ctx, viewer.accountId, params.id, params.quoting_status_id)) ??
    answerPost(ctx, viewer, params.quoting_status_id),
)
