/** What is between two people. */
import { counted } from './grammar.ts'

export const ties = {
  youAnd: (name: string) => `You and ${name}`,
  legend:
    'The upper strand is what goes from you to them, the lower one what comes back. Thick is strong, faint is long ago, dots are unknown.',
  nothingTitle: 'New: nothing has passed yet',
  nothingText: (name: string) => `You and ${name} have not turned to each other. Saying hello is how it begins.`,
  sayHello: 'Say hello',
  fromYou: 'From you',
  fromThem: (name: string) => `From ${name}`,
  lastOut: 'You wrote last',
  lastIn: (name: string) => `${name} wrote last`,
  never: 'not yet',
  notSeen: 'not known here',
  seePost: 'See the post',
  seePosts: 'Posts',
  postsBehind: (title: string) => `Posts behind: ${title}`,

  stages: {
    none: 'Nothing yet',
    rose: 'Rose',
    first_word: 'First word',
    answered: 'Answered',
    conversation: 'Conversation',
    met: 'Met',
  },
  stageTitle: 'What has become of it',
  stageNotYet: 'not yet',
  stageUnseen: 'may have happened where it cannot be seen',

  weeksTitle: 'Half a year, week by week',
  weeksSummary: (out: number, back: number | undefined, name: string) =>
    back === undefined
      ? `In ${counted(out, 'week', 'weeks')} of 26 you turned to ${name}.`
      : `In ${counted(out, 'week', 'weeks')} of 26 you turned to ${name}; ${name} turned to you in ${back}.`,
  thisWeek: 'this week',

  balanceWords: (balance: number): string =>
    balance >= 0.75
      ? 'You talk about equally.'
      : balance >= 0.4
        ? 'One of you talks more.'
        : balance > 0
          ? 'One of you does most of the talking.'
          : 'Only one of you talks so far.',
  trends: {
    rising: 'More of late than usual.',
    steady: 'As much of late as usual.',
    fading: 'Less of late than usual.',
    new: 'Just begun.',
    unknown: '',
  },

  twoWay: 'How much they converse',
  twoWayBands: {
    conversational: 'Two-way',
    mixed: 'Some of both',
    broadcast: 'Broadcast',
    unknown: 'Unknown',
  },
  interest: 'What they write about',
  interestBands: {
    interesting: 'Near',
    mixed: 'In parts',
    uninteresting: 'Far',
    unknown: 'Unknown',
  },

  mix: 'What it is made of',
  mixKinds: {
    discourse: 'conversation',
    chatter: 'single words',
    encouragement: 'favourites',
    highlights: 'boosts',
    shared_information: 'boosted links',
  },

  met: 'Have you met in person?',
  metYes: (when: string) => `You have met in person, both say so, since ${when}.`,
  metMine: (name: string) => `You say you have met. It counts when ${name} says so too; they are not asked.`,
  confirmMet: 'We have met',
  withdrawMet: 'Take it back',

  evidenceNone: 'Nothing has been counted yet.',
  forIt: 'For it',
  againstIt: 'Against it',
  showPoints: 'Show how much each line weighs',
  points: (points: number) => `${points >= 0 ? '+' : '−'}${(Math.abs(points) / 1000).toFixed(2)}`,
  pointsHint: 'In log-odds: +0.69 doubles the odds. The lines add up to the whole.',
  posts: (count: number) => counted(count, 'post', 'posts'),
  confidence: {
    low: 'Counted from little.',
    medium: 'Counted from some.',
    high: 'Counted from much.',
  },
  postGone: 'This post is not open to you any more.',
}
