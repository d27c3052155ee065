import { type QuotePolicy, type WireQuotePolicy, wireQuotePolicy } from '../auth/quote-policy.ts'
import { loadOwnMedia } from '../media/actions.ts'
import { presentMedia, type WireMedia } from '../media/present.ts'
import type { Context } from '../platform/context.ts'
import type { NewPoll } from './poll.ts'
import type { ReplyPolicy, Visibility } from './post.ts'
import type { ScheduledPost } from './scheduled-queries.ts'

/** Mastodon's ScheduledStatus. */
export interface WireScheduledPost {
  id: string
  scheduled_at: string
  params: {
    text: string
    spoiler_text: string
    sensitive: boolean
    visibility: Visibility | null
    language: string | null
    in_reply_to_id: string | null
    media_ids: string[] | null
    poll: { options: string[]; expires_in: number; multiple: boolean; hide_totals: boolean } | null
    quoted_status_id: string | null
    quote_approval_policy: WireQuotePolicy | null
    application_id: string | null
    scheduled_at: null
    idempotency: null
    with_rate_limit: boolean
  }
  media_attachments: WireMedia[]
  /** Our additions: who may reply, and why it could not be published when it was time. */
  twoway: { reply_policy: ReplyPolicy; problem: string | null }
}

const asText = (id: number | undefined) => (id === undefined ? null : String(id))
const nameOf = (policy: QuotePolicy | undefined) => (policy === undefined ? null : wireQuotePolicy(policy))

function presentNewPoll({ options, openSeconds, multiple, hideTotals }: NewPoll) {
  return { options, expires_in: openSeconds, multiple, hide_totals: hideTotals }
}

export async function presentScheduled(ctx: Context, scheduled: ScheduledPost): Promise<WireScheduledPost> {
  const { id, draft, client_id, scheduled_at, problem } = scheduled
  const media = await loadOwnMedia(ctx.db, scheduled.account_id, draft.mediaIds ?? [])
  return {
    id: String(id),
    scheduled_at: scheduled_at.toISOString(),
    params: {
      text: draft.text,
      spoiler_text: draft.spoilerText,
      sensitive: draft.sensitive ?? false,
      visibility: draft.visibility ?? null,
      language: draft.language ?? null,
      in_reply_to_id: asText(draft.inReplyToId),
      media_ids: draft.mediaIds?.map(String) ?? null,
      poll: draft.poll ? presentNewPoll(draft.poll) : null,
      quoted_status_id: asText(draft.quotedId),
      quote_approval_policy: nameOf(draft.quotePolicy),
      application_id: client_id,
      scheduled_at: null,
      idempotency: null,
      with_rate_limit: false,
    },
    media_attachments: media.map((one) => presentMedia(ctx, one)),
    twoway: { reply_policy: draft.replyPolicy ?? 'everyone', problem },
  }
}
