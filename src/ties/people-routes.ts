/**
 * GET /api/twoway/v1/people/:account_id/two_way   showTwoWay
 * GET /api/twoway/v1/people/:account_id/interest  showInterest
 * GET /api/twoway/v1/people/:account_id/signs     showSigns
 * GET /api/twoway/v1/audience                     showAudience
 * GET /api/twoway/v1/audience/engaged             showEngaged
 * What is known of people, told to whoever is signed in; of my audience, to me alone.
 */
import { z } from 'zod'
import { type Account, isHiddenFromAll } from '../accounts/account.ts'
import { findAccount, loadAccounts } from '../accounts/queries.ts'
import { dayMs, hourMs, hourOf } from '../connection/acts.ts'
import { livingDays } from '../connection/audience.ts'
import type { Context } from '../platform/context.ts'
import { type Failure, isFailure, notFound } from '../platform/failure.ts'
import { endpoint, json, type Viewer } from '../platform/http.ts'
import type { AccountId } from '../platform/ids.ts'
import { loadFacts } from '../posts/hydrate.ts'
import { mayRead } from '../posts/visibility.ts'
import { audienceAnswer, engagedAnswer, interestAnswer, signsAnswer, twoWayAnswer } from './answers.ts'
import { loadAudience, loadSigns } from './audience.ts'
import { type EngagedFollower, selectEngaged } from './audience-queries.ts'
import { loadInterest } from './interest.ts'
import { loadPerson } from './people.ts'
import { presentAudience, presentEngaged, presentInterest, presentPerson, presentSigns } from './people-present.ts'
import { personalHeaders, tieParams } from './routes.ts'
import { findOther } from './tie.ts'

async function findPerson(ctx: Context, account: AccountId): Promise<Account | Failure> {
  const found = await findAccount(ctx.db, account)
  return found && !isHiddenFromAll(found) ? found : notFound
}

export const showTwoWay = endpoint<Viewer, typeof tieParams>(
  {
    params: tieParams,
    answer: twoWayAnswer,
    about:
      'How much a person converses, the same for everybody who asks. One person at a time; 90 questions in five minutes.',
  },
  async ({ ctx, viewer, words, params }) => {
    const account = await findPerson(ctx, params.account_id)
    if (isFailure(account)) return account
    return json(
      presentPerson(words, await loadPerson(ctx, viewer.accountId, account), viewer.accountId),
      personalHeaders,
    )
  },
)

export const showInterest = endpoint<Viewer, typeof tieParams>(
  {
    params: tieParams,
    answer: interestAnswer,
    about: 'How near what they post is to what I turn to, and what has changed since I followed them.',
  },
  async ({ ctx, viewer, words, params }) => {
    const account = await findOther(ctx, viewer.accountId, params.account_id)
    if (isFailure(account)) return account
    return json(presentInterest(words, await loadInterest(ctx, viewer.accountId, account)), personalHeaders)
  },
)

export const showSigns = endpoint<Viewer, typeof tieParams>(
  { params: tieParams, answer: signsAnswer, about: 'What is seen of an account, for and against, never added up.' },
  async ({ ctx, viewer, words, params }) => {
    const account = await findOther(ctx, viewer.accountId, params.account_id)
    if (isFailure(account)) return account
    const me = (await findAccount(ctx.db, viewer.accountId))!
    return json(presentSigns(words, account, await loadSigns(ctx, me, account)), personalHeaders)
  },
)

export const showAudience = endpoint<Viewer>(
  { answer: audienceAnswer, about: 'My followers: raw, living, engaged, quiet, and whether some came at once.' },
  async ({ ctx, viewer, words }) => {
    const me = (await findAccount(ctx.db, viewer.accountId))!
    return json(presentAudience(words, await loadAudience(ctx, me)), personalHeaders)
  },
)

const idDigits = 16
const engagedInput = z.object({
  limit: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .transform((limit) => Math.min(limit, 80))
    .default(40),
  max_id: z
    .string()
    .regex(/^\d{17,30}$/, 'must be what the page before named')
    .optional(),
})

const cursorOf = ({ hour, account }: EngagedFollower) => `${hour}${String(account).padStart(idDigits, '0')}`
function placeOf(cursor: string) {
  const hour = Math.min(Number(cursor.slice(0, -idDigits)), 2 ** 31 - 1)
  return { hour, account: Number(cursor.slice(-idDigits)) as AccountId }
}

/** The followers who turned to me in the last 90 days, the latest first, each with the post. */
export const showEngaged = endpoint<Viewer, z.ZodType, typeof engagedInput>(
  {
    input: engagedInput,
    answer: engagedAnswer,
    about: 'Followers who turned to me in public in the last 90 days, the latest first.',
  },
  async ({ ctx, viewer, input, url }) => {
    const sinceHour = hourOf(ctx.clock.now().getTime() - livingDays * dayMs)
    const before = input.max_id === undefined ? undefined : placeOf(input.max_id)
    const rows = await selectEngaged(ctx.db, viewer.accountId, { sinceHour, before, limit: input.limit })
    const accounts = await loadAccounts(
      ctx.db,
      rows.map(({ account }) => account),
    )
    const facts = await loadFacts(
      ctx,
      viewer.accountId,
      rows.map(({ post }) => post),
    )
    const readable = new Set(facts.filter((post) => mayRead(post, viewer.accountId)).map(({ id }) => id))
    const last = rows.length === input.limit ? rows.at(-1) : undefined
    const next = new URL(url)
    if (last) next.searchParams.set('max_id', cursorOf(last))
    return json(
      rows.map(({ account, hour, post }) =>
        presentEngaged(ctx, accounts.get(account)!, {
          at: new Date(hour * hourMs),
          post: readable.has(post) ? post : undefined,
        }),
      ),
      { ...personalHeaders, ...(last ? { link: `<${next}>; rel="next"` } : {}) },
    )
  },
)
