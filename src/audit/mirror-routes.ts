/**
 * GET  /api/twoway/v1/mirror                                showMirror
 * GET  /api/twoway/v1/mirror/questions                      showQuestions
 * POST /api/twoway/v1/mirror/questions/:id/dismiss          dismiss
 * GET  /api/twoway/v1/mirror/unanswered                     showUnanswered
 * PUT  /api/twoway/v1/mirror/unanswered                     changeUnanswered
 * POST /api/twoway/v1/mirror/unanswered/:id/dismiss         dismiss
 * GET  /api/twoway/v1/followers                             showFollowers
 * GET  /api/twoway/v1/milestones                            showMilestones
 * POST /api/twoway/v1/milestones/:followers/dismiss         dismissReached
 * Myself and who follows me, told to me alone.
 */
import { z } from 'zod'
import { avatarUrl, presentAccount } from '../accounts/present.ts'
import { findAccount } from '../accounts/queries.ts'
import { dayMs, hourMs, hourOf } from '../connection/acts.ts'
import { livingDays, smallestAudience } from '../connection/audience.ts'
import type { Words } from '../messages/words.ts'
import type { Context } from '../platform/context.ts'
import { notFound } from '../platform/failure.ts'
import { booleanField, endpoint, json, type Viewer } from '../platform/http.ts'
import { type AccountId, postIdSchema } from '../platform/ids.ts'
import { mastodonEntity, wireCount, wireId, wireMoment, wireShare } from '../platform/wire.ts'
import { audienceAnswer, twoWayAnswer } from '../ties/answers.ts'
import { loadAudience } from '../ties/audience.ts'
import { selectEngaged } from '../ties/audience-queries.ts'
import { nameOf, presentAudience, presentPerson } from '../ties/people-present.ts'
import { personalHeaders } from '../ties/routes.ts'
import { nothingAnswer } from './answers.ts'
import { countTalkedThisMonth, dismissMilestone, selectBook, selectMilestones } from './milestones.ts'
import {
  loadMirror,
  loadPeopleOf,
  loadQuestions,
  loadUnanswered,
  mixKinds,
  mostUnanswered,
  mostWaiting,
} from './mirror.ts'
import { dismissPost, isUnansweredShown, showUnansweredTo } from './mirror-queries.ts'
import { readableOf } from './people-of-page.ts'

const account = mastodonEntity('Account')
export const mirrorAnswer = z
  .strictObject({
    two_way: twoWayAnswer,
    mix: z.array(
      z.strictObject({
        kind: z.enum(mixKinds),
        count: wireCount,
        share: wireShare,
        posts: z.array(wireId),
        sentence: z.string(),
      }),
    ),
    mix_sentence: z.string(),
    roses: z.strictObject({
      roses: wireCount,
      first_words: wireCount,
      answered: wireCount,
      conversations: wireCount,
      met: wireCount,
      sentence: z.string(),
    }),
    advice: z.strictObject({ sentence: z.string() }).nullable(),
  })
  .meta({ id: 'Mirror' })

export const showMirror = endpoint<Viewer>(
  {
    answer: mirrorAnswer,
    about: 'Myself as others are seen: how much I converse, what I do here, what became of my follows.',
  },
  async ({ ctx, viewer, words }) => {
    const { mirrorSentences: say } = words
    const { person, mix, roses } = await loadMirror(ctx, viewer.accountId)
    const all = mix.reduce((sum, { count }) => sum + count, 0)
    return json(
      {
        two_way: presentPerson(words, person, viewer.accountId),
        mix: mix.map(({ kind, count, share, posts }) => ({
          kind,
          count,
          share,
          posts: posts.map(String),
          sentence: say.mix[kind](count),
        })),
        mix_sentence: say.allTogether(all),
        roses: {
          roses: roses.roses,
          first_words: roses.firstWords,
          answered: roses.answered,
          conversations: roses.conversations,
          met: roses.met,
          sentence: say.roses(roses.roses, roses.conversations, roses.met),
        },
        advice:
          roses.roses === 0
            ? { sentence: say.followSomebody }
            : roses.firstWords === 0
              ? { sentence: say.answerSomebody }
              : null,
      },
      personalHeaders,
    )
  },
)

// ---- Who waits

export const questionsAnswer = z.array(
  z
    .strictObject({
      account,
      status_id: wireId,
      asked_at: wireMoment,
      to_me: z.boolean(),
      words: z.array(z.string()).describe('of the question, that I use more than others'),
      sentence: z.string(),
    })
    .meta({ id: 'OpenQuestion' }),
)

export const showQuestions = endpoint<Viewer>(
  {
    answer: questionsAnswer,
    about: 'Open questions of people I exchange words with, to me or about what I talk about. Ten at most.',
  },
  async ({ ctx, viewer, words: { mirrorSentences: say } }) => {
    const questions = await loadQuestions(ctx, viewer.accountId)
    const accounts = await loadPeopleOf(ctx, questions)
    return json(
      questions.map(({ account: id, post, at, toMe, words }) => {
        const asker = accounts.get(id)!
        return {
          account: presentAccount(ctx, asker),
          status_id: String(post),
          asked_at: at.toISOString(),
          to_me: toMe,
          words,
          sentence: toMe ? say.asksYou(nameOf(asker)) : say.asksAbout(nameOf(asker), words),
        }
      }),
      personalHeaders,
    )
  },
)

const postParams = z.object({ id: postIdSchema })

/** For good: neither as a question nor as unanswered does it come up again. What one may not read is not there. */
export const dismiss = endpoint<Viewer, typeof postParams>(
  { params: postParams, answer: nothingAnswer, about: 'Never to be asked about this post again.' },
  async ({ ctx, viewer, params }) => {
    if (!(await readableOf(ctx, viewer.accountId, [params.id])).has(params.id)) return notFound
    await dismissPost(ctx.db, viewer.accountId, params.id, ctx.clock.now())
    return json({}, personalHeaders)
  },
)

export const unansweredAnswer = z
  .strictObject({
    enabled: z.boolean(),
    posts: z
      .array(z.strictObject({ account, status_id: wireId, at: wireMoment, sentence: z.string() }))
      .max(mostUnanswered),
  })
  .meta({ id: 'Unanswered' })

async function answerUnanswered(ctx: Context, { mirrorSentences }: Words, me: AccountId) {
  const enabled = await isUnansweredShown(ctx.db, me)
  const waiting = enabled ? await loadUnanswered(ctx, me, mostUnanswered) : []
  const accounts = await loadPeopleOf(ctx, waiting)
  return json(
    {
      enabled,
      posts: waiting.map(({ account: id, post, at }) => ({
        account: presentAccount(ctx, accounts.get(id)!),
        status_id: String(post),
        at: at.toISOString(),
        sentence: mirrorSentences.wroteToYou(nameOf(accounts.get(id)!)),
      })),
    },
    personalHeaders,
  )
}

export const showUnanswered = endpoint<Viewer>(
  { answer: unansweredAnswer, about: 'Whom I left unanswered, where I want to be shown: five at most.' },
  async ({ ctx, viewer, words }) => answerUnanswered(ctx, words, viewer.accountId),
)

const unansweredInput = z.object({ enabled: booleanField })
export const changeUnanswered = endpoint<Viewer, z.ZodType, typeof unansweredInput>(
  { input: unansweredInput, answer: unansweredAnswer, about: 'Whether I want to be shown whom I left unanswered.' },
  async ({ ctx, viewer, words, input }) => {
    await showUnansweredTo(ctx.db, viewer.accountId, input.enabled, ctx.clock.now())
    return answerUnanswered(ctx, words, viewer.accountId)
  },
)

// ---- My followers

const mostInBook = 400
export const followersAnswer = z
  .strictObject({
    audience: audienceAnswer,
    book: z
      .array(
        z.strictObject({
          account_id: wireId,
          acct: z.string(),
          name: z.string(),
          avatar: z.string(),
          followed_at: wireMoment,
          engaged: z.strictObject({ at: wireMoment, post_id: wireId.nullable() }).nullable(),
        }),
      )
      .describe('up to 400: those who turned to me first, the latest first, then the newest'),
    waiting: wireCount.describe('people who wrote to me and wait for an answer'),
  })
  .meta({ id: 'FollowersPicture' })

export const showFollowers = endpoint<Viewer>(
  {
    answer: followersAnswer,
    about: 'Who follows me, as one picture: the phone book, and who of it turned to me within 90 days.',
  },
  async ({ ctx, viewer, words }) => {
    const me = viewer.accountId
    const now = ctx.clock.now()
    const own = (await findAccount(ctx.db, me))!
    const sinceHour = hourOf(now.getTime() - livingDays * dayMs)
    const [audience, rows, engaged, waiting] = await Promise.all([
      loadAudience(ctx, own),
      selectBook(ctx.db, me, mostInBook),
      selectEngaged(ctx.db, me, { sinceHour, before: undefined, limit: mostInBook }),
      loadUnanswered(ctx, me, mostWaiting),
    ])
    const open = await readableOf(
      ctx,
      me,
      engaged.map(({ post }) => post),
    )
    const turned = new Map(engaged.map((one, place) => [one.account, { ...one, place }]))
    const book = rows
      .map((row, place) => ({ row, turned: turned.get(row.account), place }))
      .toSorted((a, b) => (a.turned?.place ?? mostInBook + a.place) - (b.turned?.place ?? mostInBook + b.place))
    return json(
      {
        audience: presentAudience(words, audience),
        book: book.map(({ row, turned: found }) => ({
          account_id: String(row.account),
          acct: row.domain === '' ? row.username : `${row.username}@${row.domain}`,
          name: row.name,
          avatar: avatarUrl(ctx, { avatar_key: row.avatarKey, suspended_at: null, deleted_at: null }),
          followed_at: row.followedAt.toISOString(),
          engaged: found
            ? {
                at: new Date(found.hour * hourMs).toISOString(),
                post_id: open.has(found.post) ? String(found.post) : null,
              }
            : null,
        })),
        waiting: waiting.length,
      },
      personalHeaders,
    )
  },
)

export const milestonesAnswer = z.array(
  z
    .strictObject({
      followers: wireCount,
      reached_at: wireMoment,
      engaged_month: wireCount.nullable().describe('null below 20 followers'),
      waiting: wireCount,
      sentence: z.string(),
    })
    .meta({ id: 'Milestone' }),
)

export const showMilestones = endpoint<Viewer>(
  { answer: milestonesAnswer, about: 'Numbers of followers I reached for the first time, until I have read of them.' },
  async ({ ctx, viewer, words }) => {
    const me = viewer.accountId
    const milestones = await selectMilestones(ctx.db, me)
    if (milestones.length === 0) return json([], personalHeaders)
    const [talked, waiting] = await Promise.all([
      countTalkedThisMonth(ctx.db, me, ctx.clock.now()),
      loadUnanswered(ctx, me, mostWaiting),
    ])
    return json(
      milestones.map(({ followers, reachedAt }) => {
        const told = followers < smallestAudience ? undefined : talked
        return {
          followers,
          reached_at: reachedAt.toISOString(),
          engaged_month: told ?? null,
          waiting: waiting.length,
          sentence: words.mirrorSentences.milestone(followers, told, waiting.length),
        }
      }),
      personalHeaders,
    )
  },
)

const milestoneParams = z.object({ followers: z.coerce.number().int().min(1).max(1e9) })
export const dismissReached = endpoint<Viewer, typeof milestoneParams>(
  { params: milestoneParams, answer: nothingAnswer, about: 'I have read of it, and of all smaller ones.' },
  async ({ ctx, viewer, params }) =>
    (await dismissMilestone(ctx.db, viewer.accountId, params.followers, ctx.clock.now()))
      ? json({}, personalHeaders)
      : notFound,
)
