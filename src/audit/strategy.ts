/** A person's own rules for whom they follow, held against what is known of somebody. They advise and never act. Pure. */
import type { InterestBand } from '../connection/interest.ts'
import type { TwoWayBand } from '../connection/two-way.ts'
import type { Words } from '../messages/words.ts'

export const strategyRules = [
  'mentions',
  'reason',
  'at_most',
  'converses',
  'talked_lately',
  'not_only_back',
  'interests',
] as const
export type StrategyRule = (typeof strategyRules)[number]

/** The number a rule takes. */
export type Range = { least: number; most: number; usual: number }
export const ranges: Partial<Record<StrategyRule, Range>> = {
  at_most: { least: 1, most: 200, usual: 10 },
  talked_lately: { least: 7, most: 730, usual: 90 },
}

export type Chosen = { rule: StrategyRule; value: number | undefined }

export function ruleSentence({ strategySentences }: Words, { rule, value }: Chosen): string {
  return strategySentences.rules[rule](value ?? ranges[rule]?.usual ?? 0)
}

/** What is known of somebody. Undefined: cannot be observed, or too little to tell. Posts are ids I may read, newest first. */
export type StrategyFacts = {
  name: string
  /** Undefined: I do not follow them. */
  reason: { isStated: boolean; posts: readonly string[] } | undefined
  /** In how many of the weeks looked at they addressed somebody. */
  addressing: { weeks: number; of: number; posts: readonly string[] } | undefined
  /** What they wrote in so many days. */
  writing: { posts: number; days: number; newest: readonly string[] } | undefined
  twoWay: { band: TwoWayBand; posts: readonly string[] }
  /** `daysAgo` undefined: never. */
  talk: { daysAgo: number | undefined; posts: readonly string[] } | undefined
  /** Whether I follow them only because they follow me. */
  onlyBack: boolean | undefined
  interest: { band: InterestBand; posts: readonly string[] }
}

export type RuleAnswer = Chosen & {
  verdict: 'holds' | 'fails' | 'unknown'
  sentence: string
  posts: readonly string[]
}

type Judged = Pick<RuleAnswer, 'verdict' | 'sentence'> & { posts?: readonly string[] }

const unknown = (sentence: string): Judged => ({ verdict: 'unknown', sentence })
const judged = (holds: boolean, sentence: string, posts: readonly string[] = []): Judged => ({
  verdict: holds ? 'holds' : 'fails',
  sentence,
  posts,
})

const fewestWeeks = 2
const fewestDays = 7
function judgeBand(band: string, failing: string, sentence: string, posts: readonly string[]): Judged {
  return band === 'unknown' ? unknown(sentence) : judged(band !== failing, sentence, posts)
}

function judge(say: Words['strategySentences'], { rule, value }: Chosen, facts: StrategyFacts): Judged {
  const { name, reason, addressing, writing, talk, onlyBack } = facts
  const number = value ?? ranges[rule]?.usual ?? 0
  switch (rule) {
    case 'mentions': {
      if (!addressing || addressing.of < fewestWeeks) return unknown(say.tooNew(name))
      const { weeks, of, posts } = addressing
      return judged(weeks * 2 >= of, say.addressed(name, weeks, of), posts)
    }
    case 'reason':
      if (!reason) return unknown(say.notFollowed(name))
      return reason.isStated ? judged(true, say.noted, reason.posts) : judged(false, say.notNoted, reason.posts)
    case 'at_most': {
      if (!writing || writing.days < fewestDays) return unknown(say.tooNew(name))
      const { posts, days, newest } = writing
      return judged(posts <= number * days, say.wrote(name, posts, days), newest)
    }
    case 'converses':
      return judgeBand(facts.twoWay.band, 'broadcast', say.twoWay[facts.twoWay.band](name), facts.twoWay.posts)
    case 'talked_lately': {
      if (!talk) return unknown(say.unseen(name))
      if (talk.daysAgo === undefined) return judged(false, say.neverTalked)
      return judged(talk.daysAgo <= number, say.lastTalked(talk.daysAgo), talk.posts)
    }
    case 'not_only_back':
      if (onlyBack === undefined) return unknown(say.tooLittle)
      return onlyBack ? judged(false, say.onlyBack(name)) : judged(true, say.moreToIt)
    case 'interests':
      return judgeBand(
        facts.interest.band,
        'uninteresting',
        say.interest[facts.interest.band](name),
        facts.interest.posts,
      )
  }
}

/** Rule by rule, in the order of the rules. */
export function evaluateStrategy(
  { strategySentences }: Words,
  rules: readonly Chosen[],
  facts: StrategyFacts,
): RuleAnswer[] {
  return rules.map((chosen) => ({ ...chosen, posts: [], ...judge(strategySentences, chosen, facts) }))
}
