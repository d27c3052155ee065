/**
 * GET    /api/twoway/v1/audit                     showAudit
 * GET    /api/twoway/v1/audit/map                 showMap
 * GET    /api/twoway/v1/audit/people              showPeople
 * GET    /api/twoway/v1/audit/people/:account_id  showPerson
 * GET    /api/twoway/v1/audit/history             showHistory
 * POST   /api/twoway/v1/audit/history             rememberToday
 * DELETE /api/twoway/v1/audit/history             forgetHistory
 * GET    /api/twoway/v1/audit/history/:id         showRemembered
 * DELETE /api/twoway/v1/audit/history/:id         forgetRemembered
 * The audit of whom I follow, told to me alone.
 */
import { z } from 'zod'
import { loadAccounts } from '../accounts/queries.ts'
import { bands } from '../connection/strength.ts'
import type { Words } from '../messages/words.ts'
import { utcDay } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import { isFailure, notFound } from '../platform/failure.ts'
import { booleanField, endpoint, json, type Viewer } from '../platform/http.ts'
import { type AccountId, idSchema } from '../platform/ids.ts'
import { cursorToPlace, placeToCursor } from '../ties/follow-list.ts'
import { personalHeaders, tieParams } from '../ties/routes.ts'
import {
  auditHistoryAnswer,
  auditMapAnswer,
  auditOverviewAnswer,
  auditPeopleAnswer,
  auditPersonAnswer,
  auditRememberedAnswer,
  auditSnapshotAnswer,
  nothingAnswer,
} from './answers.ts'
import { loadAudit } from './audit.ts'
import { listOrders, pageOfList } from './list.ts'
import { marks } from './marks.ts'
import { loadOverview, mostMoves, presentMove, presentSnapshot } from './overview.ts'
import { showEntries } from './people-of-page.ts'
import { loadAuditOf } from './person.ts'
import { presentAuditPerson, presentMap } from './present.ts'
import {
  deleteSnapshot,
  deleteSnapshots,
  findSnapshot,
  type Snapshot,
  saveSnapshot,
  selectSnapshots,
} from './snapshot-queries.ts'
import { answersOf, movesSince } from './snapshots.ts'
import { engagingVerdicts, followBackVerdicts, interestVerdicts, reasonVerdicts } from './verdicts.ts'

export const showAudit = endpoint<Viewer>(
  {
    answer: auditOverviewAnswer,
    about: 'Whom I follow, on one page: four questions, who takes how much of my channel, what has moved.',
  },
  async ({ ctx, viewer, words }) => {
    const audit = await loadAudit(ctx, viewer.accountId)
    return json(await loadOverview(ctx, words, viewer.accountId, audit), personalHeaders)
  },
)

export const showMap = endpoint<Viewer>(
  {
    answer: auditMapAnswer,
    about: 'Whom I follow as points: how much they converse, how near they are to what I turn to, how much reached me.',
  },
  async ({ ctx, viewer }) => json(presentMap(ctx, await loadAudit(ctx, viewer.accountId)), personalHeaders),
)

const oneOf = <Choice extends string>(choices: readonly Choice[]) =>
  z.enum(choices as [Choice, ...Choice[]], `must be one of ${choices.join(', ')}`).optional()

const peopleInput = z.object({
  sort: z.enum(listOrders, `must be one of ${listOrders.join(', ')}`).default('attention'),
  mark: oneOf(marks),
  reason: oneOf(reasonVerdicts),
  follow_back: oneOf(followBackVerdicts),
  interest: oneOf(interestVerdicts),
  engaging: oneOf(engagingVerdicts),
  band: oneOf(bands),
  drift: oneOf(['steady', 'moved', 'returned', 'language_switch', 'unknown']),
  kept: booleanField.optional(),
  role: z.string('must be a word').max(30, 'must have at most 30 characters').optional(),
  q: z.string('must be words').max(100, 'must have at most 100 characters').optional(),
  limit: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .transform((limit) => Math.min(limit, 80))
    .default(40),
  max_id: z
    .string()
    .regex(/^\d{17,40}$/, 'must be what the page before named')
    .optional(),
})

export const showPeople = endpoint<Viewer, z.ZodType, typeof peopleInput>(
  { input: peopleInput, answer: auditPeopleAnswer, about: 'Whom I follow, sorted and chosen, a page at a time.' },
  async ({ ctx, viewer, words, input, url }) => {
    const { sort, limit, max_id, ...choice } = input
    const { entries: all, totals } = await loadAudit(ctx, viewer.accountId)
    const after = max_id === undefined ? undefined : cursorToPlace(max_id)
    const { entries, next } = pageOfList(all, { order: sort, choice, after, limit, now: totals.now.getTime() })
    const shown = await showEntries(ctx, viewer.accountId, entries)
    const address = new URL(url)
    if (next) address.searchParams.set('max_id', placeToCursor(next))
    return json(
      shown.map(({ entry, ...around }) => presentAuditPerson(ctx, words, entry, around)),
      { ...personalHeaders, ...(next ? { link: `<${address}>; rel="next"` } : {}) },
    )
  },
)

export const showPerson = endpoint<Viewer, typeof tieParams>(
  {
    params: tieParams,
    answer: auditPersonAnswer,
    about: 'One of whom I follow in full: each answer with the posts behind it.',
  },
  async ({ ctx, viewer, words, params }) => {
    const person = await loadAuditOf(ctx, words, viewer.accountId, params.account_id)
    return isFailure(person) ? person : json(person, personalHeaders)
  },
)

// ---- What I remember of earlier audits

export const showHistory = endpoint<Viewer>(
  { answer: auditHistoryAnswer, about: 'The audits I remember, newest first.' },
  async ({ ctx, viewer, words }) =>
    json(
      (await selectSnapshots(ctx.db, viewer.accountId)).map((one) => presentSnapshot(words, one)),
      personalHeaders,
    ),
)

export const rememberToday = endpoint<Viewer>(
  { answer: auditSnapshotAnswer, about: 'Remembers the answers of today, to see later how they moved. One a day.' },
  async ({ ctx, viewer, words }) => {
    const { entries, totals, day } = await loadAudit(ctx, viewer.accountId)
    const snapshot = await saveSnapshot(ctx.db, viewer.accountId, {
      id: ctx.newId(),
      day: utcDay(day),
      following: entries.length,
      delivered: totals.deliveredAll,
      answers: answersOf(entries),
      now: totals.now,
    })
    return json(presentSnapshot(words, snapshot), personalHeaders)
  },
)

export const forgetHistory = endpoint<Viewer>(
  { answer: nothingAnswer, about: 'Forgets every audit.' },
  async ({ ctx, viewer }) => {
    await deleteSnapshots(ctx.db, viewer.accountId)
    return json({}, personalHeaders)
  },
)

const snapshotParams = z.object({ id: idSchema })

async function presentRemembered(ctx: Context, words: Words, me: AccountId, snapshot: Snapshot) {
  const { entries } = await loadAudit(ctx, me)
  const { moves, came, went } = movesSince(snapshot.answers, entries)
  const shown = moves.slice(0, mostMoves)
  const accounts = await loadAccounts(
    ctx.db,
    shown.map(({ account }) => account),
  )
  return {
    ...presentSnapshot(words, snapshot),
    changes: shown.map((move) => presentMove(ctx, words, move, accounts)),
    changed: moves.length,
    came,
    went,
  }
}

export const showRemembered = endpoint<Viewer, typeof snapshotParams>(
  {
    params: snapshotParams,
    answer: auditRememberedAnswer,
    about: 'One audit I remember, and how the answers moved since.',
  },
  async ({ ctx, viewer, words, params }) => {
    const snapshot = await findSnapshot(ctx.db, viewer.accountId, params.id)
    return snapshot ? json(await presentRemembered(ctx, words, viewer.accountId, snapshot), personalHeaders) : notFound
  },
)

export const forgetRemembered = endpoint<Viewer, typeof snapshotParams>(
  { params: snapshotParams, answer: nothingAnswer, about: 'Forgets one audit.' },
  async ({ ctx, viewer, params }) =>
    (await deleteSnapshot(ctx.db, viewer.accountId, params.id)) ? json({}, personalHeaders) : notFound,
)
