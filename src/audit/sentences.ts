/** An audit in English sentences. Pure. What was counted comes first, and nobody is told off. */
import { hourMs } from '../connection/acts.ts'
import type { DeclaredRole } from '../connection/two-way.ts'
import type { FollowReason } from '../follows/follow.ts'
import type { Mark, SuggestionKind } from './marks.ts'
import { type Audited, actsAround, isFollowBack, type Question, type ReasonKind } from './verdicts.ts'

export const counted = (count: number, one: string, many: string) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`
export const people = (count: number) => counted(count, 'person', 'people')

const givenReasons: Record<Exclude<FollowReason, 'imported'>, string> = {
  liked_post: 'you liked a post of theirs',
  other_side: 'you wanted the other side of a conversation',
  lives_near: 'they live near you',
  know_someday: 'you would like to know them some day',
  follows_me: 'they follow you',
  met: 'you met in person',
  other: 'a reason of your own',
}

export const dayInWords = (date: Date) =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(date)

function waitedFor({ facts: { followedAt, followedBySince } }: Audited): string {
  const hours = Math.round((followedAt.getTime() - (followedBySince ?? followedAt).getTime()) / hourMs)
  return hours < 1 ? 'within an hour' : counted(hours, 'hour later', 'hours later')
}

/** `introducer`: the name of who brought them here, where it is known. */
export function reasonSentence(audited: Audited, introducer?: string): string {
  const { facts, reason } = audited
  const since = `on ${dayInWords(facts.followedAt)}`
  const who = introducer ?? 'somebody you follow'
  const inferred: Record<Exclude<ReasonKind, 'stored'>, () => string> = {
    first_interaction: () =>
      facts.measure?.firstAct?.by === 'them'
        ? `No reason is noted. ${facts.name} had turned to you before you followed ${since}.`
        : `No reason is noted. You had turned to ${facts.name} before you followed ${since}.`,
    boosted_by: () => `No reason is noted. ${who} boosted ${facts.name} in the week before you followed ${since}.`,
    answered_by: () => `No reason is noted. ${who} answered ${facts.name} in the week before you followed ${since}.`,
    followed_back: () => `No reason is noted. ${facts.name} followed you, and you followed back ${waitedFor(audited)}.`,
    imported: () => `This follow came with an import ${since}; why you made it is not known here.`,
  }
  if (reason.kind === 'stored') {
    if (facts.reason === undefined || facts.reason === 'other' || facts.reason === 'imported')
      return facts.reasonText ? `In your words: “${facts.reasonText}”` : 'You gave a reason of your own.'
    const stated = `You followed because ${givenReasons[facts.reason]}.`
    return facts.reasonText ? `${stated} In your words: “${facts.reasonText}”` : stated
  }
  if (reason.kind) return inferred[reason.kind]()
  return reason.verdict === 'unknown'
    ? 'No reason is noted; what came before the follow has not been looked at yet.'
    : `No reason is noted, and nothing passed before you followed ${since}.`
}

export function followBackSentence(audited: Audited): string {
  const { facts, followBack, isNew } = audited
  const { name } = facts
  if (!facts.followedBySince)
    return facts.followsMe
      ? `You followed first; ${name} follows you too.`
      : `${name} does not follow you: you came first.`
  const waited = waitedFor(audited)
  if (!isFollowBack(facts)) return `${name} had long followed you when you followed.`
  if (followBack.verdict === 'only_that')
    return `${name} followed you, you followed back ${waited}; nothing has passed since.`
  if (isNew) return `You followed back ${waited}, less than two weeks ago: too early to say.`
  if (followBack.verdict === 'unknown') return `You followed back ${waited}; what ${name} does does not all reach here.`
  const { mineSince, theirsSince } = actsAround(audited.facts)
  const acts = mineSince + (theirsSince ?? 0)
  return acts > 0
    ? `You followed back ${waited}; since then ${counted(acts, 'thing has', 'things have')} passed between you.`
    : `You followed back ${waited}, and you noted another reason.`
}

export function interestSentence({ facts, interest }: Audited): string {
  const { name, delivered, measure } = facts
  const { reactions, verdict } = interest
  const reacted = `You reacted ${counted(reactions, 'time', 'times')} to ${counted(delivered, 'post', 'posts')} in 90 days`
  const drift = driftPart(facts)
  switch (verdict) {
    case 'interesting':
      return `${reacted}: what ${name} writes is close to what you turn to, or the two of you are.${drift}`
    case 'mixed':
      return `${reacted}; some of what ${name} writes is what you turn to.${drift}`
    case 'uninteresting':
      return `${reacted}, and what ${name} writes is far from what you turn to.${drift}`
    case 'unknown':
      return measure
        ? `${reacted}: too little to say whether ${name} interests you.${drift}`
        : 'What they write has not been read yet.'
  }
}

function driftPart({ name, measure }: Audited['facts']): string {
  if (measure?.drift === 'moved') return ` ${name} writes about other things than when you followed.`
  if (measure?.drift === 'language_switch') return ` ${name} writes in another language than when you followed.`
  if (measure?.change === 'apart' && measure.moved === 'i') return ' What you turn to has changed since you followed.'
  return ''
}

const declaredWords: Record<DeclaredRole, string> = {
  news: 'a news account',
  service: 'a service',
  group: 'a group',
  bot: 'automated',
}

export function engagingSentence({ facts, engaging }: Audited): string {
  const { name, person, declared, roles } = facts
  if (!person) return `How much ${name} talks with people has not been looked at yet.`
  const talked = `${name} talked both ways with ${people(person.partners)} in twelve weeks`
  switch (engaging.verdict) {
    case 'converses':
      return `${talked}.`
    case 'mixed':
      return `${talked}, and posts besides.`
    case 'broadcasts':
      return person.selfLinks >= 5
        ? `${talked}; ${counted(person.selfLinks, 'post', 'posts')} of ${person.posts} linked to their own pages.`
        : `${talked}, and mostly posts to everybody.`
    case 'described':
      return roles.length > 0 || !declared
        ? `${talked} and posts to everybody: to you it is ${roles.join(', ')}.`
        : `${talked} and posts to everybody: it says it is ${declaredWords[declared]}.`
    case 'unknown':
      return person.reading === 'newcomer'
        ? `${name} has been here for less than a month: too early to say.`
        : `${name} has hardly posted: there is nothing to say, and nothing wrong with that.`
  }
}

export function withMeSentence({ facts, withMe, isNew }: Audited): string {
  const { name } = facts
  const { wrote, heard, gave, got } = withMe
  if (wrote + (heard ?? 0) > 0) {
    const answered = heard === undefined ? '' : `, they wrote ${counted(heard, 'time', 'times')}`
    return wrote === 0
      ? `${name} wrote to you ${counted(heard ?? 0, 'time', 'times')}; you have not written yet.`
      : `You wrote to ${name} ${counted(wrote, 'time', 'times')}${answered}.`
  }
  if (gave + got > 0)
    return `No words yet: ${counted(gave, 'favourite or boost', 'favourites and boosts')} by you, ${got} by them.`
  return isNew ? 'New: nothing has passed yet.' : 'Nothing has passed between you yet.'
}

const suggestions: Record<SuggestionKind, (name: string) => string> = {
  answer: (name) => `${name} wrote to you. You could answer.`,
  say_hello: (name) => `Say hello: answer something ${name} wrote.`,
  turn_down: (name) => `Turn ${name} down: keep the follow, let less of it into your channel.`,
  add_reason: (name) => `Note why you follow ${name}, while you remember.`,
  nothing: () => 'Nothing to do.',
}
export const suggestionSentence = (kind: SuggestionKind, name: string) => suggestions[kind](name)

const verdictWords: Record<Question, Record<string, string>> = {
  reason: {
    stored: 'with a reason you noted',
    inferred: 'with a reason that can be guessed from what came before',
    imported: 'from an import',
    none: 'without a reason that is known',
    unknown: 'not looked at yet',
  },
  follow_back: {
    only_that: 'followed back, and nothing since',
    no: 'for their own sake, or with something since',
    unknown: 'too early or too little to say',
  },
  interest: {
    interesting: 'close to what you turn to',
    mixed: 'partly what you turn to',
    uninteresting: 'far from what you turn to, and hardly reacted to',
    unknown: 'too little to say',
  },
  engaging: {
    converses: 'talk with people',
    mixed: 'talk and post',
    broadcasts: 'mostly post to everybody',
    described: 'post to everybody because that is what they are for',
    unknown: 'too little to say',
  },
}
export const verdictSentence = (question: Question, verdict: string) => verdictWords[question][verdict] ?? verdict

const questionWords: Record<Question, string> = {
  reason: 'Do you know why you follow them?',
  follow_back: 'Do you follow them only because they follow you?',
  interest: 'Do they interest you, still?',
  engaging: 'Do they talk with people, and with you?',
}
export const questionSentence = (question: Question) => questionWords[question]

const markWords: Record<Mark, (count: number) => string> = {
  waiting: (count) => `${people(count)} wrote to you and ${count === 1 ? 'waits' : 'wait'} for an answer.`,
  follow_back_only: (count) => `${people(count)} you followed back, and nothing has passed since.`,
  uninteresting: (count) => `${people(count)} ${count === 1 ? 'writes' : 'write'} far from what you turn to.`,
  promotes: (count) => `${people(count)} mostly ${count === 1 ? 'links' : 'link'} to their own pages.`,
  takes_much: (count) => `${people(count)} ${count === 1 ? 'fills' : 'fill'} much of your channel, with hardly a tie.`,
  moved_away: (count) =>
    `${people(count)} ${count === 1 ? 'writes' : 'write'} about other things than when you followed.`,
  language_changed: (count) =>
    `${people(count)} ${count === 1 ? 'writes' : 'write'} in another language than when you followed.`,
  broadcasts: (count) => `${people(count)} mostly ${count === 1 ? 'posts' : 'post'} to everybody.`,
  gone_quiet: (count) => `You used to talk with ${people(count)}; it has gone quiet.`,
  no_reason: (count) => `${people(count)} you follow without a reason that is known.`,
  i_moved: (count) => `What you turn to has moved away from ${people(count)}.`,
  quiet_friend: (count) => `${people(count)} you talk with rarely ${count === 1 ? 'posts' : 'post'}: easily missed.`,
  new: (count) => `${people(count)} you followed within two weeks.`,
}
export const markSentence = (mark: Mark, count: number) => markWords[mark](count)

const markNames: Record<Mark, string> = {
  waiting: 'waits for an answer',
  follow_back_only: 'followed back, nothing since',
  uninteresting: 'far from what you turn to',
  promotes: 'links to their own pages',
  takes_much: 'much of your channel',
  moved_away: 'writes about other things now',
  language_changed: 'writes in another language now',
  broadcasts: 'mostly posts to everybody',
  gone_quiet: 'gone quiet between you',
  no_reason: 'no reason known',
  i_moved: 'you have moved',
  quiet_friend: 'rarely posts',
  new: 'new',
}
export const markName = (mark: Mark) => markNames[mark]

export function overviewSentence({ following, talking }: { following: number; talking: number }): string {
  if (following === 0) return 'You follow nobody yet. Look for somebody you would like to hear from, and say hello.'
  if (talking === 0) return `You follow ${people(following)}. Nothing has passed yet: answer one post, and it begins.`
  return `You follow ${people(following)}, and you talk with ${talking.toLocaleString('en')} of them.`
}
