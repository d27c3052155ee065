/** The audit: four questions about whom I follow, told calmly. The server's sentences come with its answers. */
import { counted, fullNumber } from './grammar.ts'

export const questionWords = {
  reason: 'Am I following people without reason?',
  follow_back: 'Do I follow people simply because they follow me?',
  interest: 'Do the people I follow interest me, still?',
  engaging: 'Do they engage through @mentions?',
}

/** Over the lines on either side of each question, whatever the verdict. */
export const sideWords = {
  reason: { evidence: 'What is known of it', counter_evidence: 'What speaks against it' },
  follow_back: { evidence: 'That it is only that', counter_evidence: 'That there is more to it' },
  interest: { evidence: 'Towards what interests you', counter_evidence: 'Away from it' },
  engaging: { evidence: 'Talking with people', counter_evidence: 'Talking at them' },
}

export const shortQuestionWords = {
  reason: 'Reason',
  follow_back: 'Followed back',
  interest: 'Interest',
  engaging: 'Engaging',
}

/** Verdicts as one reads them beside a number of people. */
export const verdictWords: Record<keyof typeof questionWords, Record<string, string>> = {
  reason: {
    stored: 'You said why',
    inferred: 'Likely reason',
    imported: 'Imported',
    none: 'No reason known',
    unknown: 'Unknown',
  },
  follow_back: { no: 'More than that', only_that: 'Only that', unknown: 'Unknown' },
  interest: { interesting: 'Interesting', mixed: 'Some of it', uninteresting: 'Not lately', unknown: 'Unknown' },
  engaging: {
    converses: 'Converse',
    mixed: 'Both',
    broadcasts: 'Broadcast',
    described: 'A role of their own',
    unknown: 'Unknown',
  },
}

export const markWords = {
  no_reason: 'No reason known',
  follow_back_only: 'Only followed back',
  uninteresting: 'Not interesting lately',
  moved_away: 'Moved to other topics',
  language_changed: 'Changed language',
  i_moved: 'You moved on',
  broadcasts: 'Broadcasts',
  promotes: 'Mostly own links',
  takes_much: 'Takes much room',
  quiet_friend: 'Quiet friend',
  gone_quiet: 'Gone quiet between you',
  waiting: 'Waits for your answer',
  new: 'New',
}

export const bandWords: Record<string, string> = {
  strong: 'Strong tie',
  warm: 'Warm tie',
  weak: 'Weak tie',
  'one-way': 'One way so far',
  unknown: 'Nothing known yet',
}

export const confidenceWords = {
  low: 'Little to go by',
  medium: 'Fairly sure',
  high: 'Well founded',
}

export const suggestionWords = {
  say_hello: 'Say hello',
  answer: 'Answer',
  add_reason: 'Say why',
  turn_down: 'Turn down',
  nothing: '',
}

export const sortWords = {
  attention: 'Worth a look first',
  share: 'Most of my channel',
  tie: 'Strongest tie',
  two_way: 'Most two-way',
  two_way_low: 'Least two-way',
  interest: 'Closest interests',
  interest_low: 'Furthest interests',
  quiet: 'Longest quiet',
  newest: 'Followed last',
  oldest: 'Followed first',
}

export const audit = {
  title: 'Audit',
  overview: 'Overview',
  people: 'People',
  map: 'Map',
  mirror: 'Mirror',
  followers: 'Followers',
  strategy: 'Strategy',
  asOf: (day: string) => `As of ${day}`,
  measuring: (done: number, of: number) =>
    `Still reading: ${fullNumber(done)} of ${fullNumber(of)} people are measured. The rest says “unknown” until then.`,
  emptyTitle: 'You follow nobody yet',
  emptyText: 'The audit answers four questions about the people you follow. Find somebody to say hello to first.',
  findPeople: 'Find people',
  worthALook: 'Worth a look',
  worthALookText: 'None of this is a fault. Say hello, turn somebody down, or leave it.',
  channelTitle: 'Your channel, and your ties',
  channelText: 'How much of what reaches you comes from whom, beside how much you have to do with each other.',
  channelShare: 'of your channel',
  tieShare: 'of your ties',
  byPosts: 'Counted from what they post: what was delivered to you is not recorded, or not long enough.',
  deliveredIn: (posts: number, days: number) =>
    `${counted(posts, 'post', 'posts')} delivered in ${counted(days, 'day', 'days')}`,
  everybodyElse: (people: number) => `${counted(people, 'other', 'others')}`,
  since: (day: string) => `Since ${day}`,
  noChange: 'Every answer is as it was.',
  strategyTitle: 'Your follow strategy',
  strategyNone: 'Write down what you want from a follow, and see whom it fits. Rules advise; they never act.',
  strategyOpen: 'Your rules',
  strategyText:
    'Choose what a follow has to bring. The audit, and the question before you follow, say rule by rule what holds. They advise; nothing is done by them.',
  strategyNumber: 'Number',
  takeAlong: 'Take it along',
  takeAlongText: 'A page to print, or the figures themselves. It is yours alone.',
  print: 'Printable report',
  csv: 'CSV',
  json: 'JSON',
  history: 'Earlier audits',
  historyText:
    'Every day on which you open the audit, its answers are kept for you, so that it can say what has moved.',
  historyEmpty: 'No audit yet',
  openAudit: 'Open the audit',
  forget: (day: string) => `Delete the audit of ${day}`,
  forgetAll: 'Delete them all',
  forgotten: 'Deleted.',
  peopleCount: (people: number) => counted(people, 'person', 'people'),
  // People
  searchPeople: 'Name or handle',
  sort: 'Order',
  everybody: 'Everybody',
  noMatch: 'Nobody fits',
  noMatchText: 'Take a filter away, or look for somebody else.',
  clearFilters: 'Show everybody',
  select: (name: string) => `Select ${name}`,
  selected: (people: number) => `${counted(people, 'person', 'people')} selected`,
  clearSelection: 'Clear the selection',
  shareOfChannel: (share: string) => `${share} of your channel.`,
  kept: 'Kept',
  filters: 'Filters',
  roles: { group: 'Group', bot: 'Bot' } as Record<string, string>,
  // Acts
  sayHello: 'Say hello',
  turnDown: 'Turn down',
  turnDownText: 'You stay following them. Nobody is told.',
  keep: 'Keep',
  unkeep: 'No longer keep',
  keptDone: (who: string) => `Kept: ${who}. The audit does not ask again.`,
  unkeptDone: (who: string) => `No longer kept: ${who}.`,
  moveToList: 'Move to a list',
  movedDone: (who: string, title: string) => `${who}: in “${title}” now.`,
  exclusiveHint: 'Whoever is in it leaves your home',
  noLists: 'You have no lists yet.',
  makeList: 'Make a list',
  addReason: 'Say why',
  yourReason: 'Your reason',
  unfollow: 'Unfollow…',
  reviewTitle: 'Before you unfollow',
  reviewText:
    'Nothing happens for an hour. Until then it can be cancelled, and nobody will have noticed; for 30 days you can take it back.',
  wouldLose: 'You would lose',
  confirmUnfollow: (people: number) => `Unfollow ${counted(people, 'person', 'people')} in an hour`,
  instead: 'Turn them down instead',
  leaveOut: (name: string) => `Leave ${name} out`,
  waitingTitle: (people: number, when: string) => `${counted(people, 'unfollow', 'unfollows')} ${when}`,
  waitingBegun: (who: string) => `${who}: unfollowed in an hour.`,
  waitingCancel: 'Cancel',
  waitingCancelled: 'Cancelled. Nobody has noticed.',
  // Person
  withYou: 'With you',
  evidence: 'What speaks for it',
  besides: 'Besides',
  unknownTitle: 'What is not known',
  openPosts: (posts: number) => `See ${counted(posts, 'post', 'posts')}`,
  introducedBy: 'Came to you through',
  deliveredWeeks: 'What reached you, and what you did with it',
  deliveredWeek: (week: string, delivered: number, reactions: number) =>
    `Week of ${week}: ${counted(delivered, 'post', 'posts')} delivered, ${counted(reactions, 'reaction', 'reactions')}`,
  reactionsLegend: 'you answered, boosted or favourited',
  deliveredLegend: 'delivered to you',
  words: 'Their words',
  wordsNow: 'Now',
  wordsCame: 'Came',
  wordsWent: 'Went',
  rules: 'Your rules',
  holds: 'Holds',
  doesNotHold: 'Does not hold',
  notKnown: 'Unknown',
  before: 'In earlier audits',
  noPerson: 'You do not follow them',
  openProfile: 'Open the profile',
  // Map
  mapText:
    'Upwards: what they post is closer to what you engage with. To the right: they talk with people. Size: how much of them reaches you.',
  mapX: 'talks with people',
  mapXLow: 'broadcasts',
  mapY: 'close to your interests',
  mapYLow: 'far from them',
  mapUnknown: 'both unknown',
  mapHint: 'Drag over people to select them, or choose a corner.',
  corners: {
    talk_near: 'Talk, and interest you',
    talk_far: 'Talk, other topics',
    cast_near: 'Broadcast, and interest you',
    cast_far: 'Broadcast, other topics',
    unknown: 'Not known yet',
  },
  mapPerson: (name: string, twoWay: string, interest: string, delivered: string) =>
    `${name}: ${twoWay}, ${interest}, ${delivered}`,
  mapTwoWayUnknown: 'talk unknown',
  mapInterestUnknown: 'interest unknown',
}
