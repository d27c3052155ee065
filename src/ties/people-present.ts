/** People as the API tells them. Points are thousandths of log-odds, shares 0 to 1. */
import type { Account } from '../accounts/account.ts'
import { presentAccount } from '../accounts/present.ts'
import {
  type AccountCounterSign,
  type AccountSign,
  type AccountSigns,
  type Estimate,
  livingDays,
} from '../connection/audience.ts'
import type { Evidence, Result } from '../connection/result.ts'
import type { TellingWord } from '../connection/words.ts'
import { type Named, named, oneself } from '../messages/named.ts'
import type { Words } from '../messages/words.ts'
import type { Context } from '../platform/context.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import type { AudienceView } from './audience.ts'
import type { InterestView } from './interest.ts'
import type { PersonView } from './people.ts'
import type { WireLine } from './present.ts'

export const nameOf = (account: Account) => account.display_name || account.username

/** A result on the wire; the sentence of each line is the caller's. */
export function presentResult<Band extends string, What extends string>(
  result: Result<Band, What>,
  sentence: (what: What, count: number) => string,
) {
  const line = ({ what, count, points, posts }: Evidence<What>): WireLine => ({
    what,
    count,
    points,
    posts,
    sentence: sentence(what, count),
  })
  return {
    value: result.value,
    band: result.band,
    evidence: result.evidence.map(line),
    counter_evidence: result.counterEvidence.map(line),
    confidence: result.confidence,
    unknown: result.unknown ?? [],
  }
}

const share = (thousandths: number | undefined) => (thousandths === undefined ? null : thousandths / 1000)

export function presentPerson({ personSentences: say }: Words, { account, score, mix }: PersonView, viewer: AccountId) {
  const who: Named = account.id === viewer ? oneself : named(nameOf(account))
  const { answerRate, answerInterval, exchangeShare, partnerTenths, weeksTalked } = score.parts
  return {
    account_id: String(account.id),
    ...presentResult(score, (what, count) => say.twoWayLine(what, count, who)),
    reading: score.reading,
    sentence: say.twoWaySentence(score, who),
    parts: {
      answer_rate: answerRate / 1000,
      answer_rate_low: answerInterval.low,
      answer_rate_high: answerInterval.high,
      exchange_share: share(exchangeShare),
      effective_partners: partnerTenths === undefined ? null : partnerTenths / 10,
      weeks_talked: weeksTalked ?? null,
    },
    mix: { ...mix.shares, ...(account.id === viewer ? { met: mix.met } : {}), counts: mix.counts },
  }
}

export type WirePerson = ReturnType<typeof presentPerson>

const estimateOf = ({ count, low, high }: Estimate) => ({ count, low, high })

export function presentAudience({ personSentences: say }: Words, { audience, bursts }: AudienceView) {
  const { raw, numbers, sampled, exact } = audience
  return {
    raw,
    living: numbers ? estimateOf(numbers.living) : null,
    engaged: numbers ? estimateOf(numbers.engaged) : null,
    quiet: numbers ? estimateOf(numbers.quiet) : null,
    unobserved: numbers ? estimateOf(numbers.unobserved) : null,
    within_days: livingDays,
    sampled,
    exact,
    bursts: bursts.map((burst) => ({
      from: new Date(burst.from).toISOString(),
      to: new Date(burst.to).toISOString(),
      count: burst.count,
      expected: burst.expected,
      never_posted: burst.neverPosted ?? null,
      sentence: say.burstSentence(burst),
    })),
    sentence: say.audienceSentence(audience),
  }
}
export type WireAudience = ReturnType<typeof presentAudience>

export function presentEngaged(
  ctx: Pick<Context, 'origin' | 'emojis'>,
  account: Account,
  { at, post }: { at: Date; post: PostId | undefined },
) {
  return {
    account: presentAccount(ctx, account),
    at: at.toISOString(),
    post_id: post === undefined ? null : String(post),
  }
}
export type WireEngaged = ReturnType<typeof presentEngaged>

export function presentSigns(words: Words, account: Account, { signs, counterSigns, unknown }: AccountSigns) {
  const line = <What extends AccountSign | AccountCounterSign>({
    what,
    count,
    points,
    posts,
  }: Evidence<What>): WireLine => ({
    what,
    count,
    points,
    posts,
    sentence: words.personSentences.signLine(what, count),
  })
  return { account_id: String(account.id), signs: signs.map(line), counter_signs: counterSigns.map(line), unknown }
}
export type WireSigns = ReturnType<typeof presentSigns>

const presentWord = ({ word, count }: TellingWord) => ({ word, count })

export function presentInterest(
  { personSentences: say }: Words,
  { account, interest, drift, followedAt }: InterestView,
) {
  const name = nameOf(account)
  const { change } = interest
  return {
    account_id: String(account.id),
    followed_at: followedAt?.toISOString() ?? null,
    ...presentResult(interest, (what, count) => say.interestLine(what, count, name)),
    sentence: say.interestSentence(interest, name),
    words: interest.words.map(presentWord),
    change: {
      ...presentResult(change, (what, count) => say.changeLine(what, count, name)),
      moved: change.moved ?? null,
      sentence: say.changeSentence(change, name),
    },
    drift: drift
      ? {
          ...presentResult(drift, (what, count) => say.driftLine(what, count, name)),
          languages: { before: drift.languages.before ?? null, recent: drift.languages.recent ?? null },
          came: drift.came.map(presentWord),
          went: drift.went.map(presentWord),
          sentence: say.driftSentence(drift, name),
        }
      : null,
  }
}
export type WireInterest = ReturnType<typeof presentInterest>
