/** What is known of a person, in English sentences. Pure: also for the web app. */
import type { AccountCounterSign, AccountSign, Audience } from '../../connection/audience.ts'
import type { Burst } from '../../connection/bursts.ts'
import type { Drift, DriftLine } from '../../connection/drift.ts'
import type { ChangeLine, Interest, InterestLine } from '../../connection/interest.ts'
import type { TwoWayLine, TwoWayReading, TwoWayScore } from '../../connection/two-way.ts'
import type { Named } from '../named.ts'
import { counted } from './grammar.ts'

const readings: Record<TwoWayReading, (who: Named) => string> = {
  newcomer: ({ name, have }) => `${name} ${have} been here for less than a month: too early to say.`,
  lurker: ({ name, have }) => `${name} ${have} hardly posted: there is nothing to say, and nothing wrong with that.`,
  too_little: () => 'Too little has been said to tell.',
  converses: ({ name }) => (name === 'You' ? 'You talk with people.' : `${name} talks with people.`),
  talks_with_few: ({ name }) => (name === 'You' ? 'You talk, with few people.' : `${name} talks, with few people.`),
  some_of_both: ({ name }) =>
    name === 'You' ? 'You talk with people, and post besides.' : `${name} talks with people, and posts besides.`,
  addresses_unanswered: ({ name, have }) =>
    `${name} ${have} addressed many people; hardly any of it became an exchange.`,
  broadcasts: ({ name }) => (name === 'You' ? 'You mostly post to everybody.' : `${name} mostly posts to everybody.`),
}

/** Evidence first: who wrote, who was answered. */
function twoWaySentence({ reading, evidence, counterEvidence }: TwoWayScore, who: Named): string {
  const answers = [...evidence, ...counterEvidence].find(({ what }) => what === 'answers')
  const opening = readings[reading](who)
  return answers && answers.count > 0
    ? `${opening} ${who.name} ${who.have} answered ${counted(answers.count, 'person', 'people')}.`
    : opening
}

const twoWayLines: Record<TwoWayLine, (count: number, who: Named) => string> = {
  answers: (count, { name, have }) => `${name} ${have} answered ${counted(count, 'person', 'people')} who wrote.`,
  exchanges: (count, { own }) =>
    `${counted(count, 'post', 'posts')} of ${own} own in twelve weeks belonged to an exchange.`,
  partners: (count, { name, have }) =>
    `${name} ${have} talked both ways with ${counted(count, 'person', 'people')} in twelve weeks.`,
  regularity: (count) => `Talked in ${counted(count, 'week', 'weeks')} of the last twelve.`,
  few_partners: (count) => `All of it was with ${counted(count, 'person', 'people')}.`,
  addressing: (count) => `${counted(count, 'post', 'posts')} addressed somebody.`,
  own_links: (count, { own }) => `${counted(count, 'post', 'posts')} linked to ${own} own pages.`,
  repeated_answers: (count) => `${counted(count, 'answer', 'answers')} said the same as an earlier one.`,
  partners_of_same_day: (count) => `${counted(count, 'partner', 'partners')} joined within a day.`,
  role_news: () => 'A news account, by its own word.',
  role_service: () => 'A service account, by its own word.',
  role_group: () => 'A group, by its own word.',
  role_bot: () => 'An automated account, by its own word.',
}
const twoWayLine = (what: TwoWayLine, count: number, who: Named) => twoWayLines[what](count, who)

const signs: Record<AccountSign | AccountCounterSign, (count: number) => string> = {
  never_posted: (days) => `Has never posted, in ${counted(days, 'day', 'days')}.`,
  never_addresses: (posts) => `Has addressed nobody in ${counted(posts, 'post', 'posts')}.`,
  follows_many_followed_by_few: (count) => `Follows ${count}, and is followed by hardly anybody.`,
  repeats_posts: (count) => `${counted(count, 'post', 'posts')} said the same as an earlier one.`,
  arrived_in_burst: (count) => `Followed you in a burst of ${count}.`,
  joined_with_others: (count) =>
    `Joined on the same day as ${counted(count, 'other follower', 'other followers')} of yours.`,
  newcomer: (days) => `Has been here for ${counted(days, 'day', 'days')}: everybody begins quietly.`,
  posts: (count) => `Has written ${counted(count, 'post', 'posts')}.`,
  addresses_people: (count) => `Has addressed somebody in ${counted(count, 'post', 'posts')}.`,
  addressed_by_people: (count) => `Is written to by ${counted(count, 'person', 'people')}.`,
  boosts: (count) => `Has boosted ${counted(count, 'post', 'posts')}.`,
  favourites: (count) => `Has favourited ${counted(count, 'post', 'posts')}.`,
  followed: (count) => `Is followed by ${counted(count, 'person', 'people')}.`,
}
const signLine = (what: AccountSign | AccountCounterSign, count: number) => signs[what](count)

const interestLines: Record<InterestLine, (count: number, name: string) => string> = {
  fit: (count, name) => `${counted(count, 'recent post', 'recent posts')} of ${name} against what you turn to.`,
  reactions: (count, name) => `You reacted to ${counted(count, 'post', 'posts')} of ${name} in 90 days.`,
  strong_tie: (_count, name) => `You and ${name} talk with each other: that counts for more than topics.`,
  kept: (_count, name) => `You want to keep ${name}.`,
}
const interestLine = (what: InterestLine, count: number, name: string) => interestLines[what](count, name)

const interestBands: Record<Interest['band'], (name: string) => string> = {
  interesting: (name) => `What ${name} writes is close to what you turn to.`,
  mixed: (name) => `Some of what ${name} writes is close to what you turn to.`,
  uninteresting: (name) => `What ${name} writes is far from what you turn to, and you have hardly reacted.`,
  unknown: (name) => `Too little is known to say whether ${name} interests you.`,
}
const interestSentence = ({ band }: Pick<Interest, 'band'>, name: string) => interestBands[band](name)

const changes: Record<Interest['change']['band'], (name: string, moved: string | undefined) => string> = {
  closer: (name, moved) => `Since you followed, you and ${name} have come closer${whoMoved(name, moved)}.`,
  steady: (name) => `Since you followed, little has changed between ${name}'s topics and yours.`,
  apart: (name, moved) => `Since you followed, your topics have moved apart${whoMoved(name, moved)}.`,
  language_switch: (name) => `${name} writes in another language than when you followed.`,
  unknown: () => 'Too little is known to say whether anything has changed since you followed.',
}
const whoMoved = (name: string, moved: string | undefined) =>
  moved === 'they' ? `: ${name} moved` : moved === 'i' ? ': you moved' : moved === 'both' ? ': both of you moved' : ''
const changeSentence = ({ band, moved }: Interest['change'], name: string) => changes[band](name, moved)

const changeLines: Record<ChangeLine, (count: number, name: string) => string> = {
  they_moved: (count, name) => `${name}, by ${counted(count, 'post', 'posts')} from then.`,
  i_moved: (count) => `You, by ${counted(count, 'post', 'posts')} you turned to then.`,
}
const changeLine = (what: ChangeLine, count: number, name: string) => changeLines[what](count, name)

const driftLines: Record<DriftLine, (count: number) => string> = {
  distance: (count) => `${counted(count, 'post', 'posts')} of each time, compared word for word.`,
  chance: (count) => `${counted(count, 'post', 'posts')} of each time in alternate halves: what chance would give.`,
  language: (count) => `${counted(count, 'post', 'posts')} in another language.`,
}
const driftLine = (what: DriftLine, count: number, _name: string) => driftLines[what](count)

const drifts: Record<Drift['band'], (name: string) => string> = {
  steady: (name) => `${name} writes about what they wrote about when you followed.`,
  moved: (name) => `${name} writes about other things than when you followed.`,
  returned: (name) => `${name} is back at what they wrote about a year ago.`,
  language_switch: (name) => `${name} writes in another language than when you followed.`,
  unknown: (name) => `Too little is known to say whether ${name} writes about other things now.`,
}
const driftSentence = ({ band }: Pick<Drift, 'band'>, name: string) => drifts[band](name)

function audienceSentence({ raw, numbers, exact }: Audience): string {
  const opening = `${counted(raw, 'person follows', 'people follow')} you`
  if (!numbers) return `${opening}. Numbers about so few would point at single people, so there are none.`
  const about = exact ? '' : 'about '
  return `${opening}; ${about}${numbers.living.count} did something in public within 90 days, ${about}${numbers.engaged.count} of them towards you.`
}

function burstSentence({ count, expected, neverPosted, from, to }: Burst): string {
  const minutes = Math.max(1, Math.round((to - from) / 60_000))
  const span =
    minutes < 120 ? counted(minutes, 'minute', 'minutes') : counted(Math.round(minutes / 60), 'hour', 'hours')
  const silent = neverPosted === undefined ? '' : `; ${neverPosted} of them have never posted`
  return `${count} arrived within ${span}, where ${expected} would be usual${silent}.`
}

export const personSentences = {
  audienceSentence,
  burstSentence,
  changeLine,
  changeSentence,
  driftLine,
  driftSentence,
  interestLine,
  interestSentence,
  signLine,
  twoWayLine,
  twoWaySentence,
}
