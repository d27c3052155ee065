/** What I see of myself: how I talk, whom I left waiting, who follows me. Nobody else sees it. */
import type { MixKind } from '../audit/types.ts'
import { counted, fullNumber } from './words.ts'

export const mixWords: Record<MixKind, string> = {
  own_doings: 'Your own doings',
  highlights: 'Highlights of others',
  encouragement: 'Encouragement',
  discourse: 'Conversations',
  shared_information: 'Shared information',
  self_links: 'Links to your own pages',
}

export const mirror = {
  title: 'Mirror',
  yours: 'Only you see this page.',
  twoWay: 'How you come across',
  mix: 'What you do here',
  mixText: 'Of the last twelve weeks.',
  roses: 'Your roses',
  rosesText: 'A follow is a first-impression rose. This is what became of yours.',
  steps: {
    roses: 'roses',
    first_words: 'first words',
    answered: 'answered',
    conversations: 'conversations',
    met: 'met in person',
  },
  questions: 'Open questions',
  questionsText: 'From people you have a tie with, about what you talk about.',
  noQuestions: 'No open question fits you today.',
  about: 'About',
  toYou: 'Asked you',
  notForMe: 'Not for me',
  dismissed: 'It does not come back.',
  unanswered: 'Whom you left unanswered',
  unansweredText: 'At most five at a time. You owe nobody an answer: put away what you do not want to see again.',
  unansweredOff: 'Off. Switch it on to see who wrote to you and waits, five at a time.',
  unansweredNone: 'Nobody waits for an answer from you.',
  switchOn: 'Show me',
  switchOff: 'Do not show this',
  putAway: 'Put away',
}

export const followers = {
  title: 'Followers',
  emptyTitle: 'Nobody follows you yet',
  emptyText: 'Answer somebody, or say what you are doing: people follow people who talk.',
  say: 'Say something',
  raw: 'follow you',
  living: (days: number) => `did something here in public within ${days} days`,
  engaged: (days: number) => `did something towards you within ${days} days`,
  quiet: (count: number) => `${counted(count, 'person is', 'people are')} quiet: no public act in 90 days.`,
  unobserved: (count: number) => `Of ${fullNumber(count)} nothing can be observed.`,
  between: (low: number, high: number) => `between ${fullNumber(low)} and ${fullNumber(high)}`,
  estimated: (sampled: number) => `Estimated from ${fullNumber(sampled)} followers drawn at random.`,
  tooFew: 'Living and engaged followers are told from 20 followers on, so that nobody can be singled out.',
  book: 'The phone book',
  bookText: 'Names, until somebody talks. These did lately: open the exchange.',
  bookNobody: 'Names, until somebody talks. Nobody has lately; an answer to somebody is a beginning.',
  showNames: 'All names',
  bookMore: (count: number) => `and ${counted(count, 'more name', 'more names')}`,
  openExchange: (name: string, when: string) => `${name}, ${when}: open the exchange`,
  waiting: (count: number) => `${counted(count, 'person waits', 'people wait')} for an answer of yours`,
  bursts: 'Arrived together',
  burstsText: 'Told as observed. It says nothing about any one of them.',
  justNow: (name: string) => `${name} has just talked with you.`,
  everybody: 'All of them as a list',
}
