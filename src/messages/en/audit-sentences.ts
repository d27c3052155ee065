/** An audit in English sentences. What was counted comes first, and nobody is told off. */
import { type AroundFollow, type AuditedInWords, hoursWaited, type Question } from '../audited.ts'
import { counted, fullNumber } from './grammar.ts'
import { pageGrammar } from './page-grammar.ts'

const people = (count: number) => counted(count, 'person', 'people')

const givenReasons = {
  liked_post: 'you liked a post of theirs',
  other_side: 'you wanted the other side of a conversation',
  lives_near: 'they live near you',
  know_someday: 'you would like to know them some day',
  follows_me: 'they follow you',
  met: 'you met in person',
  other: 'a reason of your own',
}

function waitedFor({ facts }: AuditedInWords): string {
  const hours = hoursWaited(facts)
  return hours < 1 ? 'within an hour' : counted(hours, 'hour later', 'hours later')
}

/** `introducer`: the name of who brought them here, where it is known. */
function reasonSentence(audited: AuditedInWords, introducer?: string): string {
  const { facts, reason } = audited
  const since = `on ${pageGrammar.utcLongDay(facts.followedAt)}`
  const who = introducer ?? 'Somebody you follow'
  const inferred = {
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

function followBackSentence(audited: AuditedInWords, { isFollowBack, actsSince }: AroundFollow): string {
  const { facts, followBack, isNew } = audited
  const { name } = facts
  if (!facts.followedBySince)
    return facts.followsMe
      ? `You followed first; ${name} follows you too.`
      : `${name} does not follow you: you came first.`
  const waited = waitedFor(audited)
  if (!isFollowBack) return `${name} had long followed you when you followed.`
  if (followBack.verdict === 'only_that')
    return `${name} followed you, you followed back ${waited}; nothing has passed since.`
  if (isNew) return `You followed back ${waited}, less than two weeks ago: too early to say.`
  if (followBack.verdict === 'unknown') return `You followed back ${waited}; what ${name} does does not all reach here.`
  return actsSince > 0
    ? `You followed back ${waited}; since then ${counted(actsSince, 'thing has', 'things have')} passed between you.`
    : `You followed back ${waited}, and you noted another reason.`
}

function interestSentence({ facts, interest }: AuditedInWords): string {
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

function driftPart({ name, measure }: AuditedInWords['facts']): string {
  if (measure?.drift === 'moved') return ` ${name} writes about other things than when you followed.`
  if (measure?.drift === 'language_switch') return ` ${name} writes in another language than when you followed.`
  if (measure?.change === 'apart' && measure.moved === 'i') return ' What you turn to has changed since you followed.'
  return ''
}

const declaredWords = {
  news: 'a news account',
  service: 'a service',
  group: 'a group',
  bot: 'automated',
}

function engagingSentence({ facts, engaging }: AuditedInWords): string {
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

function withMeSentence({ facts, withMe, isNew }: AuditedInWords): string {
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

const suggestions = {
  answer: (name: string) => `${name} wrote to you. You could answer.`,
  say_hello: (name: string) => `Say hello: answer something ${name} wrote.`,
  turn_down: (name: string) => `Turn ${name} down: keep the follow, let less of it into your channel.`,
  add_reason: (name: string) => `Note why you follow ${name}, while you remember.`,
  nothing: () => 'Nothing to do.',
}
const suggestionSentence = (kind: keyof typeof suggestions, name: string) => suggestions[kind](name)

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
const verdictSentence = (question: Question, verdict: string) => verdictWords[question][verdict] ?? verdict

const questionWords: Record<Question, string> = {
  reason: 'Do you know why you follow them?',
  follow_back: 'Do you follow them only because they follow you?',
  interest: 'Do they interest you, still?',
  engaging: 'Do they talk with people, and with you?',
}
const questionSentence = (question: Question) => questionWords[question]

const markNames = {
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
type Mark = keyof typeof markNames
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
const markSentence = (mark: Mark, count: number) => markWords[mark](count)

const markName = (mark: Mark) => markNames[mark]

function overviewSentence({ following, talking }: { following: number; talking: number }): string {
  if (following === 0) return 'You follow nobody yet. Look for somebody you would like to hear from, and say hello.'
  if (talking === 0) return `You follow ${people(following)}. Nothing has passed yet: answer one post, and it begins.`
  return `You follow ${people(following)}, and you talk with ${fullNumber(talking)} of them.`
}

const unknown: Record<string, string> = {
  not_measured_yet: 'What they write has not been read yet.',
  few_posts: 'They have written too little of late.',
  pictures: 'They post pictures, mostly without words.',
  repeated_posts: 'They mostly repeat the same post.',
  my_posts: 'You have turned to too few posts of others for a comparison.',
  other_authors: 'Too few people here write in their language for a comparison.',
  delivered: 'Too few of their posts have been delivered to you.',
  their_posts_then: 'They had written too little when you followed.',
  my_posts_then: 'You had turned to too few posts when you followed.',
  interests: 'Their language has changed, so topics cannot be compared.',
  common_language: 'They write in too many languages to compare.',
  exchanges: 'Whether they answer does not all reach here.',
  partners: 'With whom they talk does not all reach here.',
  regularity: 'How regularly they talk does not all reach here.',
  theirs: 'What they do towards you does not all reach here.',
}

const times = (count: number) => counted(count, 'time', 'times')

export const auditSentences = {
  engagingSentence,
  followBackSentence,
  interestSentence,
  markName,
  markSentence,
  overviewSentence,
  questionSentence,
  reasonSentence,
  suggestionSentence,
  verdictSentence,
  withMeSentence,

  moveSentence: (name: string, question: Question, before: string, now: string) =>
    `${name}: ${verdictSentence(question, before)}, then; ${verdictSentence(question, now)}, now.`,
  movedSentence(day: string, moved: number, came: number, went: number): string {
    const parts = [
      ...(moved > 0 ? [`${counted(moved, 'answer has', 'answers have')} changed`] : []),
      ...(came > 0 ? [`${counted(came, 'person was', 'people were')} added`] : []),
      ...(went > 0 ? [`${counted(went, 'person is', 'people are')} no longer followed`] : []),
    ]
    return parts.length === 0 ? `Nothing has changed since ${day}.` : `Since ${day}: ${parts.join(', ')}.`
  },

  /** Why something is unknown. */
  unknown,
  passedSince: (acts: number) => `${counted(acts, 'thing has', 'things have')} passed between you since you followed.`,
  cameFirst: (name: string) => `${name} did not follow you when you followed.`,
  followedBack: (name: string, hours: number) =>
    `${name} followed first; you did ${counted(hours, 'hour', 'hours')} later.`,
  followedLate: (name: string, hours: number) =>
    `${name} had followed you for more than ${hours} hours when you followed.`,
  notedFollowsMe: 'You noted: they follow me.',
  mineSince: (name: string, count: number) =>
    count === 0 ? `You have not turned to ${name} since.` : `You turned to ${name} ${times(count)} since.`,
  theirsSince: (name: string, count: number) =>
    count === 0 ? `${name} has not turned to you since.` : `${name} turned to you ${times(count)} since.`,
  mineBefore: (name: string, count: number) => `You had turned to ${name} ${times(count)} before.`,
  reached: (name: string, posts: number) => `${counted(posts, 'post', 'posts')} of ${name} reached you in 90 days.`,
  sinceFollowed: (line: string) => `Since you followed: ${line}`,
}

export const mirrorSentences = {
  mix: {
    own_doings: (count: number) => `${counted(count, 'post', 'posts')} about what you do and think.`,
    highlights: (count: number) => `${counted(count, 'boost', 'boosts')} of what others wrote.`,
    encouragement: (count: number) => `${counted(count, 'favourite', 'favourites')} given.`,
    discourse: (count: number) => `${counted(count, 'post', 'posts')} that spoke to somebody.`,
    shared_information: (count: number) => `${counted(count, 'post', 'posts')} that shared a link.`,
    self_links: (count: number) => `${counted(count, 'post', 'posts')} that linked to your own pages.`,
  },
  allTogether: (count: number): string =>
    count === 0
      ? 'Nothing in twelve weeks yet.'
      : `${counted(count, 'thing', 'things')} you did in public in twelve weeks.`,
  roses: (roses: number, conversations: number, met: number) =>
    `${counted(roses, 'rose', 'roses')}, ${counted(conversations, 'conversation', 'conversations')}, ${met} met.`,
  followSomebody: 'Follow somebody you would like to hear from.',
  answerSomebody: 'Answer one post of somebody you follow: that is a first word.',
  asksYou: (name: string) => `${name} asks you something.`,
  asksAbout: (name: string, words: readonly string[]) => `${name} asks about ${words.join(', ')}.`,
  wroteToYou: (name: string) => `${name} wrote to you.`,
  milestone(followers: number, talked: number | undefined, waiting: number): string {
    const parts = [`${fullNumber(followers)} follow you`]
    if (talked !== undefined) parts.push(`${fullNumber(talked)} talked with you this month`)
    if (waiting > 0) parts.push(`${counted(waiting, 'waits', 'wait')} for an answer`)
    return `${parts.join('; ')}.`
  },
}

export const strategySentences = {
  rules: {
    mentions: () => 'They use @mentions regularly.',
    reason: () => 'I have a reason.',
    at_most: (most: number) => `At most ${counted(most, 'post', 'posts')} a day.`,
    converses: () => 'They talk with people, not only at them.',
    talked_lately: (days: number) => `We have talked within ${days} days.`,
    not_only_back: () => 'I do not follow them only because they follow me.',
    interests: () => 'What they write is what I turn to.',
  },
  tooNew: (name: string) => `${name} is too new here to tell.`,
  addressed: (name: string, weeks: number, of: number) => `${name} addressed somebody in ${weeks} of ${of} weeks.`,
  notFollowed: (name: string) => `You do not follow ${name}.`,
  noted: 'You noted one.',
  notNoted: 'You noted none.',
  wrote: (name: string, posts: number, days: number) =>
    `${name} wrote ${counted(posts, 'post', 'posts')} in ${days} days.`,
  twoWay: {
    conversational: (name: string) => `${name} converses.`,
    mixed: (name: string) => `${name} does some of both: talks with people, and at them.`,
    broadcast: (name: string) => `${name} mostly broadcasts.`,
    unknown: (name: string) => `Too little is known of how ${name} talks.`,
  },
  unseen: (name: string) => `What ${name} does towards you does not all reach here.`,
  neverTalked: 'You have not talked yet: say hello.',
  lastTalked: (daysAgo: number) =>
    `You last talked ${daysAgo === 0 ? 'today' : `${counted(daysAgo, 'day', 'days')} ago`}.`,
  tooLittle: 'Too little is known to tell.',
  onlyBack: (name: string) => `${name} followed first, you followed back, and nothing has passed since.`,
  moreToIt: 'There is more to it.',
  interest: {
    interesting: (name: string) => `What ${name} writes is near to what you turn to.`,
    mixed: (name: string) => `Some of what ${name} writes is near to what you turn to.`,
    uninteresting: (name: string) => `What ${name} writes is far from what you turn to.`,
    unknown: (name: string) => `Too little is known to compare what ${name} writes with what you turn to.`,
  },
}
