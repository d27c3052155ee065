/** Channels and other lists of posts. */
import { counted } from './words.ts'

export const timelines = {
  home: 'Home',
  posts: 'Posts',
  waiting: (count: number) => `${counted(count, 'new post', 'new posts')}`,
  youWereHere: 'You were here',
  emptyTitle: 'New: nothing has passed yet',
  emptyText: 'Your home is what the people you follow write, newest first. Say hello, or find somebody you know.',
  writeFirst: 'Write something',
  findPeople: 'Find people',
}
