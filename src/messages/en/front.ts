/** The start page: to strangers, to whoever has just started the server, and to people where the app is not. */
import { type Setting, sentence } from '../sentence.ts'
import { counted } from './grammar.ts'

export const front = {
  /** Where a server says nothing of itself. */
  whatTwowayIs: 'A small social network for talk that goes both ways: you write, somebody answers.',
  takesNobody: 'At the moment it takes no new people.',
  lettingIn: 'Whoever signs up waits until somebody here lets them in.',
  different: [
    ['Talk has two lanes.', 'Beside every name stands what goes from you to them, and what comes back.'],
    ['It remembers why you follow.', 'The reason, and the post that led to it, are yours alone.'],
    ['You see who went quiet.', 'Each number opens into the posts behind it. Nobody is ranked.'],
  ] as [string, string][],
  lately: 'Said here lately',
  rules: 'How we live here',
  questions: 'Questions:',
  apps: 'With the app you have',
  appsText: <P>(strong: Setting<P>, address: string) =>
    sentence`Any Mastodon app works here. Give it the address ${strong(address)}.`,

  isRunning: (title: string) => `${title} is running`,
  emptyHouse: 'The house is empty. Move in, or look first at one that people have lived in for half a year.',
  moveIn: 'Move in',
  moveInText: 'The first account is the owner’s. Everybody after it is an ordinary person here.',
  makeFirst: 'Make the first account',
  lookAround: 'Look around first',
  lookAroundText:
    'A made-up town of two hundred people, through the eyes of whom you like. In the folder of this server, in another terminal, say:',
  townOpens: <P>(strong: Setting<P>, address: string) =>
    sentence`It opens at ${strong(address)}, needs no account, and touches nothing of this server.`,

  newHere: 'New: nothing has passed yet. Connect an app, follow somebody you know, and say hello.',
  yourCounts: (following: number, followers: number, posts: number) =>
    `You follow ${counted(following, 'person', 'people')}, ${counted(followers, 'person follows', 'people follow')} you, and you have written ${counted(posts, 'post', 'posts')}.`,
  settingsLead: <P>(link: Setting<P>) =>
    sentence`${link('Settings')}: password, apps, devices, and your follows as a file.`,
  connect: 'Connect an app',
  connectSteps: <P>(strong: Setting<P>, address: string) => [
    sentence`Open any Mastodon app: Phanpy or Elk in the browser, Tusky on Android, Ice Cubes on iPhone, or the one you have.`,
    sentence`Where it asks for your server, give it ${strong(address)}.`,
    sentence`It leads you back here to ask what it may do. Let it in.`,
  ],
  connectHint: 'You read, post and follow in the app; this page is for the account itself.',
}
