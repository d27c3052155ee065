/** Channels and other lists of posts. */
import { counted } from './grammar.ts'

export const timelines = {
  home: 'Home',
  channels: 'Channels',
  latest: 'Latest',
  conversations: 'Conversations',
  posts: 'Posts',
  whatHomeShows: 'What Home shows',
  answersToStrangers: 'Answers to people you do not follow',
  answersToStrangersHint:
    'When somebody you follow answers a stranger, one tap on their answer shows the other side. Whose answers are too many, you can turn down on their profile.',
  answersNowCome: 'Answers to people you do not follow come in.',
  answersStayOut: 'Answers to people you do not follow stay out.',
  filters: 'Filters',
  hashtags: 'Followed hashtags',
  waiting: (count: number) => `${counted(count, 'new post', 'new posts')}`,
  youWereHere: 'You were here',
  emptyTitle: 'New: nothing has passed yet',
  emptyText: 'Your home is what the people you follow write, newest first. Say hello, or find somebody you know.',
  writeFirst: 'Write something',
  findPeople: 'Find people',
  exchanges: 'Conversations',
  exchangeBetween: (names: string) => `Conversation between ${names}`,
  openExchange: 'Open',
  omitted: (count: number) => counted(count, 'more in between', 'more in between'),
  waitingExchanges: (count: number) => counted(count, 'conversation went on', 'conversations went on'),
  noExchangesTitle: 'New: nothing has passed yet',
  noExchangesText:
    'When two people you follow answer each other, or somebody you follow and you do, their conversation stands here. Answer somebody to begin one.',
  readLatest: 'Read the latest',
}
