/** Public pages: a profile, a post, a hashtag, and their feeds. */
import { type Setting, sentence } from '../sentence.ts'
import { counted } from './grammar.ts'

export const reading = {
  posts: 'Posts',
  nothingYet: 'Nothing here yet.',
  nothingOlder: 'Nothing older.',
  olderAndNewer: 'Older and newer posts',
  newest: 'Newest',
  older: 'Older',

  program: 'A program writes here.',
  /** `shown`: the number as it is written. */
  postsWritten: <P>(strong: Setting<P>, shown: string, count: number) =>
    count === 1 ? sentence`${strong(shown)} post` : sentence`${strong(shown)} posts`,
  followsPeople: <P>(strong: Setting<P>, shown: string, count: number) =>
    count === 1 ? sentence`follows ${strong(shown)} person` : sentence`follows ${strong(shown)} people`,
  followersHad: <P>(strong: Setting<P>, shown: string, count: number) =>
    count === 1 ? sentence`${strong(shown)} follower` : sentence`${strong(shown)} followers`,
  howToFollow: <P>(join: Setting<P>, domain: string, feed: Setting<P>) =>
    sentence`To follow, search for the address under the name in your app, or ${join('join')} ${domain as string | P}. There is a ${feed('feed (RSS)')}, too.`,
  describe: (posts: number, following: number, followers: number) =>
    `${counted(posts, 'post', 'posts')}, follows ${counted(following, 'person', 'people')}, followed by ${counted(followers, 'person', 'people')}.`,

  hashtagAbout: (tag: string, domain: string) => `Public posts with #${tag} on ${domain}, newest first.`,
  hashtagText: 'What people here say about it in public, newest first.',
  asFeed: 'As a feed (RSS)',
  contentWarning: 'Content warning:',
  saysInPublic: (name: string) => `What ${name} says in public.`,

  conversationWith: <P>(person: P) => sentence`Conversation with ${person}`,
  postBy: <P>(person: P) => sentence`Post by ${person}`,
  answerFromApp: 'To answer from an app, paste the address of this page into its search.',

  sensitivePictures: (count: number): string => (count === 1 ? 'Sensitive picture' : 'Sensitive pictures'),
  votes: (count: number) => counted(count, 'vote', 'votes'),
  voted: <P>(count: number, isClosed: boolean, time: P) =>
    sentence`${`${counted(count, 'person', 'people')} voted; ${isClosed ? 'closed' : 'open until'} ` as string | P}${time}`,
  quoteHidden: 'It quotes a post that is not shown here.',
  goesOn: 'goes on',
  answers: <P>(person: P) => sentence`answers ${person}`,
  anAnswer: 'an answer',
  boosted: <P>(person: P) => sentence`${person} boosted`,
  audiences: { public: '', unlisted: '', private: 'for followers', direct: 'for the people it names' },
  answerCount: (count: number) => counted(count, 'answer', 'answers'),
  boostCount: (count: number) => counted(count, 'boost', 'boosts'),
  favouriteCount: (count: number) => counted(count, 'favourite', 'favourites'),
}
