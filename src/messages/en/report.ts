/** The audit on paper. Its sentences are those of the audit. */
import { counted, fullNumber } from './grammar.ts'

export const report = {
  title: 'Audit of whom you follow',
  heading: 'Whom you follow',
  forYouAlone: (day: string) => `${day}, for you alone`,
  measuring: (done: number, of: number) =>
    `${fullNumber(done)} of ${fullNumber(of)} people are measured so far; look again in a while.`,
  printHint: 'Made for paper: print this page, or save it as a PDF, with your browser.',
  worthALook: 'Worth a look',
  questions: 'Four questions',
  channel: 'Who takes how much of your channel',
  person: 'Person',
  ofChannel: 'Of your channel, 90 days',
  ofPosts: 'Of what they all post',
  ofTies: 'Of your ties',
  more: (people: number) => `${fullNumber(people)} more`,
  reachedYou: (posts: number, share: string) =>
    `${counted(posts, 'post', 'posts')} reached you in 90 days, ${share} of your channel.`,
  everybody: 'Everybody, one by one',
}
