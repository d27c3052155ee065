/** What authors change of a post they have written: its words, and who may answer or quote it. */
import type { QuotePolicy } from '../auth/quote-policy.ts'
import { attachMedia, changeAttached, loadMedia } from '../media/actions.ts'
import { type Attachment, type AttachmentChanges, focusUnit } from '../media/attachment.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import { type Failure, invalid, isFailure, notFound } from '../platform/failure.ts'
import type { AccountId, Id, PostId } from '../platform/ids.ts'
import { write } from '../platform/transaction.ts'
import { pollWithPictures } from './actions.ts'
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
import { selectPolls } from './poll-queries.ts'
import { quotePolicyFor, type ReplyPolicy } from './post.ts'
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

/** Writes an edit if anything changes. Edits of one post wait for each other, so the history has each once. */
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
    const hasPoll = (await selectPolls(tx, [id], authorId)).size > 0
    if (mediaIds.length > 0 && hasPoll) return pollWithPictures
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
      mediaIds.join() === mediaBefore.join()
    if (isSame) return undefined
    if ((await countVersions(tx, id)) >= mostVersions) return tooManyVersions

    const { html, mentionedIds, tags } = await composeText(tx, ctx, words.text)
    await insertVersion(tx, id, ctx.newId(), {
      ...before,
      media_ids: mediaBefore,
      created_at: before.edited_at ?? before.created_at,
    })
    const now = ctx.clock.now()
    const refusal = await changeMedia(tx, { accountId: authorId, postId: id, mediaIds, now }, mediaChanges)
    if (refusal) return refusal
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
