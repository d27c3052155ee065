/** The audit on one page: what was answered of how many, who takes how much of my channel, and what has moved. */
import type { Account } from '../accounts/account.ts'
import { presentAccount } from '../accounts/present.ts'
import { loadAccounts } from '../accounts/queries.ts'
import type { Words } from '../messages/words.ts'
import { utcDay } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import type { AccountId } from '../platform/ids.ts'
import type { Audit, Entry } from './audit.ts'
import { countedDays, countedSince } from './calendar.ts'
import { marks } from './marks.ts'
import { flowOf, shareOf } from './present.ts'
import { findSnapshotBefore, type Snapshot } from './snapshot-queries.ts'
import { type AnswersInWords, answersInWords, type Move, movesSince, timesOf, verdictCounts } from './snapshots.ts'

const mostInChannel = 12
export const mostMoves = 20

const inWords = ({ audited: { reason, followBack, interest, engaging } }: Entry): AnswersInWords => ({
  reason: reason.verdict,
  follow_back: followBack.verdict,
  interest: interest.verdict,
  engaging: engaging.verdict,
})

/** Ties I have: words both ways, of late enough to count. */
const isTalking = ({ audited: { withMe } }: Entry) => withMe.band === 'strong' || withMe.band === 'warm'

function sumOf(entries: readonly Entry[], value: (entry: Entry) => number) {
  return entries.reduce((sum, entry) => sum + value(entry), 0)
}

function channelOf(entries: readonly Entry[]) {
  const sorted = entries
    .filter(({ shares }) => (shares.channel ?? 0) > 0)
    .toSorted((a, b) => b.shares.channel! - a.shares.channel! || b.audited.facts.follow - a.audited.facts.follow)
  return { shown: sorted.slice(0, mostInChannel), rest: sorted.slice(mostInChannel) }
}

function rolesOf(entries: readonly Entry[]) {
  const counts = timesOf(
    entries.flatMap(({ audited: { facts } }) => [
      ...new Set([...facts.roles, ...(facts.declared ? [facts.declared] : [])]),
    ]),
  )
  return [...counts]
    .map(([role, people]) => ({ role, people }))
    .toSorted((a, b) => b.people - a.people || (a.role < b.role ? -1 : 1))
}

export function presentMove(
  ctx: Pick<Context, 'origin' | 'emojis'>,
  { auditSentences: say }: Words,
  move: Move,
  accounts: ReadonlyMap<AccountId, Account>,
) {
  const { account, name, question, before, now } = move
  const sentence = say.moveSentence(name, question, before, now)
  return { account: presentAccount(ctx, accounts.get(account)!), question, before, now, sentence }
}

/** Everything the overview tells, and the accounts it names. */
export async function loadOverview(ctx: Context, words: Words, me: AccountId, audit: Audit) {
  const { entries, totals, day } = audit
  const { shown, rest } = channelOf(entries)
  const earlier = await findSnapshotBefore(ctx.db, me, utcDay(day))
  const since = earlier && { earlier, ...movesSince(earlier.answers, entries) }
  const named = [
    ...shown.map(({ audited }) => audited.facts.account),
    ...(since?.moves.slice(0, mostMoves).map(({ account }) => account) ?? []),
  ]
  const accounts = await loadAccounts(ctx.db, named)
  return presentOverview(ctx, words, audit, { shown, rest, since, accounts, deliveredSince: countedSince(totals.now) })
}

type Around = {
  shown: readonly Entry[]
  rest: readonly Entry[]
  since: ({ earlier: Snapshot } & ReturnType<typeof movesSince>) | undefined
  accounts: ReadonlyMap<AccountId, Account>
  deliveredSince: Date
}

function presentOverview(
  ctx: Context,
  words: Words,
  audit: Audit,
  { shown, rest, since, accounts, deliveredSince }: Around,
) {
  const { entries, totals, day, measuring, isRecorded } = audit
  const isDelivered = totals.deliveredAll > 0
  const marked = timesOf(entries.flatMap((entry) => entry.marks))
  return {
    as_of: utcDay(day),
    following: entries.length,
    measuring: measuring ?? null,
    sentence: words.auditSentences.overviewSentence({
      following: entries.length,
      talking: entries.filter(isTalking).length,
    }),
    delivered: {
      posts: totals.deliveredAll,
      days: countedDays,
      since: utcDay(deliveredSince),
      recorded: isRecorded,
      by: isDelivered ? ('delivered' as const) : ('posts' as const),
    },
    questions: verdictCounts(words, entries.map(inWords)),
    marks: marks.flatMap((mark) => {
      const people = marked.get(mark) ?? 0
      return people === 0 ? [] : [{ mark, people, sentence: words.auditSentences.markSentence(mark, people) }]
    }),
    kept: entries.filter(({ audited }) => audited.facts.kept).length,
    roles: rolesOf(entries),
    channel: shown.map((entry) => ({
      account: presentAccount(ctx, accounts.get(entry.audited.facts.account)!),
      delivered: entry.audited.facts.delivered,
      share: shareOf(entry.shares.channel ?? 0),
      posts_per_day: flowOf(entry),
      band: entry.audited.withMe.band,
      tie_share: shareOf(entry.shares.tie),
    })),
    channel_rest: {
      people: rest.length,
      delivered: sumOf(rest, ({ audited }) => audited.facts.delivered),
      share: shareOf(sumOf(rest, ({ shares }) => shares.channel ?? 0)),
      tie_share: shareOf(sumOf(rest, ({ shares }) => shares.tie)),
    },
    since: since
      ? {
          snapshot_id: String(since.earlier.id),
          day: since.earlier.day,
          sentence: words.auditSentences.movedSentence(since.earlier.day, since.moves.length, since.came, since.went),
          changes: since.moves.slice(0, mostMoves).map((move) => presentMove(ctx, words, move, accounts)),
          changed: since.moves.length,
          came: since.came,
          went: since.went,
        }
      : null,
  }
}
export type WireAuditOverview = ReturnType<typeof presentOverview>

export function presentSnapshot(words: Words, { id, day, createdAt, following, delivered, answers }: Snapshot) {
  return {
    id: String(id),
    day,
    created_at: createdAt.toISOString(),
    following,
    delivered,
    questions: verdictCounts(words, Object.values(answers).map(answersInWords)),
  }
}
export type WireAuditSnapshot = ReturnType<typeof presentSnapshot>
