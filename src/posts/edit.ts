/** What authors change of a post they have written: its words, and who may answer or quote it. */
import type { QuotePolicy } from '../auth/quote-policy.ts'
import { attachMedia, changeAttached, loadMedia } from '../media/actions.ts'
import { type Attachment, type AttachmentChanges, focusUnit } from '../media/attachment.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import { type Failure, invalid, isFailure, notFound } from '../platform/failure.ts'
import type { AccountId, Id, PostId } from '../platform/ids.ts'
import { enqueueJob } from '../platform/jobs.ts'
import { write } from '../platform/transaction.ts'
import {
  countVersions,
  insertVersion,
  lockOwnPost,
  type OwnPost,
  replaceMentions,
  replaceTags,
  updatePolicies,
  updateWords,
} from './edit-queries.ts'
import { asksTheSame, checkPoll, type NewPoll, type Poll } from './poll.ts'
import { changePoll, deletePoll, deleteVotes, insertPoll, selectPolls } from './poll-queries.ts'
import { quotePolicyFor, type ReplyPolicy } from './post.ts'
import { pollWithPictures } from './publish.ts'
import { checkWords, composeText } from './words.ts'

/** Undefined fields stay as they are; but new words without a warning take the old warning away, as in Mastodon. */
export type Changes = {
  text?: string | undefined
  spoilerText?: string | undefined
  sensitive?: boolean | undefined
  language?: string | undefined
  /** The pictures, in their order. */
  mediaIds?: readonly Id[] | undefined
  mediaChanges?: readonly ({ id: Id } & AttachmentChanges)[] | undefined
  /** Null takes the poll away. Other options take the votes away. */
  poll?: NewPoll | null | undefined
}
export type Policies = { replyPolicy?: ReplyPolicy | undefined; quotePolicy?: QuotePolicy | undefined }

const mostVersions = 200
const tooManyVersions = invalid(
  `Validation failed: This post has been edited ${mostVersions} times: delete it and write it anew`,
)

function wordsAfter(before: OwnPost, { text, spoilerText, sensitive, language }: Changes) {
  const isRewritten = text !== undefined
  const spoiler = spoilerText ?? (isRewritten ? '' : before.spoiler_text)
  return {
    text: text ?? before.text,
    spoilerText: spoiler,
    sensitive: sensitive ?? (isRewritten ? false : before.sensitive),
    language: language ?? before.language,
  }
}

function policyColumns({ replyPolicy, quotePolicy }: Policies, { visibility }: OwnPost) {
  return {
    ...(replyPolicy === undefined ? {} : { reply_policy: replyPolicy }),
    ...(quotePolicy === undefined ? {} : { quote_policy: quotePolicyFor(visibility, quotePolicy) }),
  }
}

function isDescribedSo(media: Attachment, { description, focus }: AttachmentChanges): boolean {
  return (
    (description === undefined || description === media.description) &&
    (focus === undefined ||
      (Math.round(focus.x * focusUnit) === media.focus_x && Math.round(focus.y * focusUnit) === media.focus_y))
  )
}

async function changeMedia(
  tx: Db,
  attached: Parameters<typeof attachMedia>[1],
  changes: NonNullable<Changes['mediaChanges']>,
): Promise<Failure | undefined> {
  const { accountId, postId } = attached
  const unattachable = await attachMedia(tx, attached)
  if (unattachable) return unattachable
  for (const { id, ...change } of changes) {
    const missing = await changeAttached(tx, { accountId, postId, id }, change)
    if (missing) return missing
  }
}

/** Makes the post's poll the wanted one: undefined leaves it, null takes it away. */
async function replacePoll(
  tx: Db,
  ctx: Context,
  id: PostId,
  before: Poll | undefined,
  wanted: NewPoll | null | undefined,
) {
  if (wanted === undefined || (wanted === null && !before)) return
  if (wanted === null) {
    await deleteVotes(tx, id)
    return deletePoll(tx, id)
  }
  const now = ctx.clock.now()
  const expiresAt = new Date(now.getTime() + wanted.openSeconds * 1_000)
  if (before) await changePoll(tx, id, wanted, { expiresAt, isVoteKept: asksTheSame(before, wanted) })
  else await insertPoll(tx, id, wanted, { expiresAt, now })
  await enqueueJob(tx, ctx, { kind: 'poll.end', post: id }, expiresAt)
}

/** Writes an edit if anything changes. That a poll is open for longer is no edit. Edits of one post wait for each other, so the history has each once. */
export async function editPost(
  ctx: Context,
  authorId: AccountId,
  id: PostId,
  changes: Changes,
  policies: Policies = {},
): Promise<Failure | undefined> {
  return write<undefined>(ctx, async (tx, emit) => {
    const before = await lockOwnPost(tx, authorId, id)
    if (!before) return notFound
    await updatePolicies(tx, id, policyColumns(policies, before))
    if (Object.values(changes).every((change) => change === undefined)) return undefined

    const media = (await loadMedia(tx, [id])).get(id) ?? []
    const mediaBefore = media.map((one) => one.id)
    const mediaIds = changes.mediaIds ?? mediaBefore
    const mediaChanges = (changes.mediaChanges ?? []).filter(
      (change) => !media.some((one) => one.id === change.id && isDescribedSo(one, change)),
    )
    const pollBefore = (await selectPolls(tx, [id], authorId)).get(id)
    const poll = changes.poll ? checkPoll(changes.poll) : changes.poll
    if (isFailure(poll)) return poll
    if (mediaIds.length > 0 && (poll ?? (poll === undefined && pollBefore))) return pollWithPictures
    const wanted = wordsAfter(before, changes)
    const words = checkWords(wanted, mediaIds.length > 0)
    if (isFailure(words)) return words
    const sensitive = wanted.sensitive || words.spoilerText !== ''
    const isSame =
      words.text === before.text &&
      words.spoilerText === before.spoiler_text &&
      sensitive === before.sensitive &&
      wanted.language === before.language &&
      mediaChanges.length === 0 &&
      mediaIds.join() === mediaBefore.join() &&
      (poll === undefined || (poll === null ? !pollBefore : pollBefore !== undefined && asksTheSame(pollBefore, poll)))
    if (isSame) {
      await replacePoll(tx, ctx, id, pollBefore, poll)
      return undefined
    }
    if ((await countVersions(tx, id)) >= mostVersions) return tooManyVersions

    const { html, mentionedIds, tags } = await composeText(tx, ctx, words.text)
    await insertVersion(tx, id, ctx.newId(), {
      ...before,
      media_ids: mediaBefore,
      poll_options: pollBefore?.options ?? null,
      created_at: before.edited_at ?? before.created_at,
    })
    const now = ctx.clock.now()
    const refusal = await changeMedia(tx, { accountId: authorId, postId: id, mediaIds, now }, mediaChanges)
    if (refusal) return refusal
    await replacePoll(tx, ctx, id, pollBefore, poll)
    await updateWords(tx, id, {
      text: words.text,
      html,
      spoiler_text: words.spoilerText,
      sensitive,
      language: wanted.language,
      edited_at: now,
    })
    const mentioned = await replaceMentions(tx, id, mentionedIds)
    await replaceTags(tx, id, tags)
    emit({ type: 'post.edited', post: id, author: authorId, mentioned, origin: 'live' })
  })
}

/** Who may answer or quote from now on. It is no edit: the words stay as they were. */
export async function setPolicies(
  ctx: Context,
  authorId: AccountId,
  id: PostId,
  policies: Policies,
): Promise<Failure | undefined> {
  return editPost(ctx, authorId, id, {}, policies)
}
