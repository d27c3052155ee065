/** A person's own rules for whom they follow, held against what is known of somebody. They advise and never act. Pure. */
import type { InterestBand } from '../connection/interest.ts'
import type { TwoWayBand } from '../connection/two-way.ts'

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

const sentences: Record<StrategyRule, (value: number) => string> = {
  mentions: () => 'They use @mentions regularly.',
  reason: () => 'I have a reason.',
  at_most: (most) => `At most ${most} ${most === 1 ? 'post' : 'posts'} a day.`,
  converses: () => 'They talk with people, not only at them.',
  talked_lately: (days) => `We have talked within ${days} days.`,
  not_only_back: () => 'I do not follow them only because they follow me.',
  interests: () => 'What they write is what I turn to.',
}

export function ruleSentence({ rule, value }: Chosen): string {
  return sentences[rule](value ?? ranges[rule]?.usual ?? 0)
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
const counted = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`

function judgeTwoWay({ band, posts }: StrategyFacts['twoWay'], name: string): Judged {
  switch (band) {
    case 'conversational':
      return judged(true, `${name} converses.`, posts)
    case 'mixed':
      return judged(true, `${name} does some of both: talks with people, and at them.`, posts)
    case 'broadcast':
      return judged(false, `${name} mostly broadcasts.`, posts)
    case 'unknown':
      return unknown(`Too little is known of how ${name} talks.`)
  }
}

function judgeInterest({ band, posts }: StrategyFacts['interest'], name: string): Judged {
  switch (band) {
    case 'interesting':
      return judged(true, `What ${name} writes is near to what you turn to.`, posts)
    case 'mixed':
      return judged(true, `Some of what ${name} writes is near to what you turn to.`, posts)
    case 'uninteresting':
      return judged(false, `What ${name} writes is far from what you turn to.`, posts)
    case 'unknown':
      return unknown(`Too little is known to compare what ${name} writes with what you turn to.`)
  }
}

function judge({ rule, value }: Chosen, facts: StrategyFacts): Judged {
  const { name, reason, addressing, writing, talk, onlyBack } = facts
  const number = value ?? ranges[rule]?.usual ?? 0
  switch (rule) {
    case 'mentions': {
      if (!addressing || addressing.of < fewestWeeks) return unknown(`${name} is too new here to tell.`)
      const { weeks, of, posts } = addressing
      return judged(weeks * 2 >= of, `${name} addressed somebody in ${weeks} of ${of} weeks.`, posts)
    }
    case 'reason':
      if (!reason) return unknown(`You do not follow ${name}.`)
      return reason.isStated
        ? judged(true, 'You noted one.', reason.posts)
        : judged(false, 'You noted none.', reason.posts)
    case 'at_most': {
      if (!writing || writing.days < fewestDays) return unknown(`${name} is too new here to tell.`)
      const { posts, days, newest } = writing
      return judged(posts <= number * days, `${name} wrote ${counted(posts, 'post', 'posts')} in ${days} days.`, newest)
    }
    case 'converses':
      return judgeTwoWay(facts.twoWay, name)
    case 'talked_lately': {
      if (!talk) return unknown(`What ${name} does towards you does not all reach here.`)
      if (talk.daysAgo === undefined) return judged(false, 'You have not talked yet: say hello.')
      const ago = talk.daysAgo === 0 ? 'today' : `${counted(talk.daysAgo, 'day', 'days')} ago`
      return judged(talk.daysAgo <= number, `You last talked ${ago}.`, talk.posts)
    }
    case 'not_only_back':
      if (onlyBack === undefined) return unknown('Too little is known to tell.')
      return onlyBack
        ? judged(false, `${name} followed first, you followed back, and nothing has passed since.`)
        : judged(true, 'There is more to it.')
    case 'interests':
      return judgeInterest(facts.interest, name)
  }
}

/** Rule by rule, in the order of the rules. */
export function evaluateStrategy(rules: readonly Chosen[], facts: StrategyFacts): RuleAnswer[] {
  return rules.map((chosen) => ({ ...chosen, posts: [], ...judge(chosen, facts) }))
}
