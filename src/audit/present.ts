/** The audit as the API tells it. Points are thousandths of log-odds, shares 0 to 1, times ISO. */
import type { Account } from '../accounts/account.ts'
import { avatarUrl, presentAccount, type WireAccount } from '../accounts/present.ts'
import { hourMs } from '../connection/acts.ts'
import type { Words } from '../messages/words.ts'
import { utcDay } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import type { PostId } from '../platform/ids.ts'
import type { Audit, Entry } from './audit.ts'
import { countedDays } from './calendar.ts'
import { actsAround, isFollowBack } from './verdicts.ts'

type Shown = Pick<Context, 'origin' | 'emojis'>

const moment = (hour: number | undefined) => (hour === undefined ? null : new Date(hour * hourMs).toISOString())
/** To four places: a share is told, not computed with. */
export const shareOf = (share: number) => Math.round(share * 10_000) / 10_000
export const perDay = (posts: number, days: number) => Math.round((posts / days) * 100) / 100

/** Posts and boosts a day, of 28 days. */
export const flowOf = ({ audited: { facts } }: Entry) => (facts.person ? perDay(facts.person.flow, 28) : null)
export const twoWayOf = ({ audited: { facts } }: Entry) =>
  facts.person && facts.person.band !== 'unknown' ? facts.person.value : null
export const interestOf = ({ audited: { interest } }: Entry) =>
  interest.verdict === 'unknown' ? null : (interest.result?.value ?? null)

export function lastTalkOf({ audited: { withMe } }: Entry): string | null {
  const last = Math.max(withMe.lastIn ?? 0, withMe.lastOut ?? 0)
  return moment(last || undefined)
}

export type PersonSurroundings = { account: Account; introducer: string | undefined; suggested: PostId | undefined }

/** Everything but the account itself. */
export function presentAnswers(
  { auditSentences: say }: Words,
  entry: Entry,
  { introducer, suggested }: Omit<PersonSurroundings, 'account'>,
) {
  const { audited, shares, marks, suggestion } = entry
  const { facts, reason, followBack, interest, engaging, withMe } = audited
  const { mineSince, theirsSince } = actsAround(facts)
  const around = { isFollowBack: isFollowBack(facts), actsSince: mineSince + (theirsSince ?? 0) }
  return {
    followed_since: facts.followedAt.toISOString(),
    followed_by: facts.followsMe,
    kept: facts.kept,
    roles: facts.roles,
    declared: facts.declared ?? null,
    volume: facts.volume,
    reason: {
      verdict: reason.verdict,
      sentence: say.reasonSentence(audited, introducer),
      confidence: reason.confidence,
      kind: reason.kind ?? null,
      reason: facts.reason ?? null,
      text: facts.reasonText,
    },
    follow_back: {
      verdict: followBack.verdict,
      sentence: say.followBackSentence(audited, around),
      confidence: followBack.confidence,
      first: facts.followedBySince ? ('them' as const) : facts.followsMe ? ('me' as const) : null,
    },
    interest: {
      verdict: interest.verdict,
      sentence: say.interestSentence(audited),
      confidence: interest.confidence,
      value: interestOf(entry),
      fit: facts.measure?.fit ?? null,
      reactions: interest.reactions,
      delivered: facts.delivered,
      drift: facts.measure?.drift ?? ('unknown' as const),
      change: facts.measure?.change ?? ('unknown' as const),
      moved: facts.measure?.moved ?? null,
    },
    engaging: {
      verdict: engaging.verdict,
      sentence: say.engagingSentence(audited),
      confidence: engaging.confidence,
      two_way: twoWayOf(entry),
      reading: facts.person?.reading ?? null,
    },
    with_me: {
      band: withMe.band,
      sentence: say.withMeSentence(audited),
      wrote: withMe.wrote,
      heard: withMe.heard ?? null,
      gave: withMe.gave,
      got: withMe.got,
      last_talk: lastTalkOf(entry),
      trend: withMe.trend,
    },
    channel: {
      delivered: facts.delivered,
      share: shares.channel === undefined ? null : shareOf(shares.channel),
      tie_share: shareOf(shares.tie),
      posts_per_day: flowOf(entry),
      delivered_per_day: perDay(facts.delivered, countedDays),
    },
    marks,
    suggestion: {
      kind: suggestion,
      sentence: say.suggestionSentence(suggestion, facts.name),
      post_id: suggested === undefined ? null : String(suggested),
    },
  }
}

export function presentAuditPerson(ctx: Shown, words: Words, entry: Entry, around: PersonSurroundings) {
  return { account: presentAccount(ctx, around.account), ...presentAnswers(words, entry, around) }
}
export type WireAuditPerson = ReturnType<typeof presentAuditPerson> & { account: WireAccount }

/** One point of the map. */
export function presentPoint(ctx: Pick<Context, 'origin'>, entry: Entry) {
  const { facts, withMe } = entry.audited
  return {
    account_id: String(facts.account),
    acct: facts.domain === '' ? facts.username : `${facts.username}@${facts.domain}`,
    name: facts.name,
    avatar: avatarUrl(ctx, { avatar_key: facts.avatarKey, suspended_at: null, deleted_at: null }),
    two_way: twoWayOf(entry),
    interest: interestOf(entry),
    delivered: facts.delivered,
    share: entry.shares.channel === undefined ? null : shareOf(entry.shares.channel),
    posts_per_day: flowOf(entry),
    band: withMe.band,
    marks: entry.marks,
    kept: facts.kept,
    roles: facts.roles,
  }
}

export const presentMap = (ctx: Pick<Context, 'origin'>, { day, entries }: Audit) => ({
  as_of: utcDay(day),
  people: entries.map((entry) => presentPoint(ctx, entry)),
})
export type WireAuditMap = ReturnType<typeof presentMap>
