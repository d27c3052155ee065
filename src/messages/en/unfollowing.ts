/** What following somebody brings, what unfollowing costs, and whether it can be undone: in the server's answers. */
import { counted } from './grammar.ts'

type Flow = { posts: number; days: number; perDay: number }

/** about 9 posts a day, about 2 posts a week, no post in the last 28 days */
function flowInWords({ posts, days, perDay }: Flow): string {
  if (posts === 0) return `no post in the last ${days} days`
  const [count, unit] = perDay >= 0.95 ? [perDay, 'day'] : [perDay * 7, 'week']
  return `about ${counted(Math.max(1, Math.round(count)), 'post', 'posts')} a ${unit}`
}

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const quoted = (words: string) => `“${words}”`

export const unfollowing = {
  costSentence({ theirs, channel }: { theirs: Flow | undefined; channel: Flow | undefined }): string {
    if (!theirs) return 'Too new to tell how much would come.'
    const come = capitalized(flowInWords(theirs))
    if (!channel || channel.posts === 0) return `${come}.`
    // The unit is said once where it is the same.
    const areBothByDay = theirs.perDay >= 0.95 && channel.perDay >= 0.95
    return `${come}; your channel has ${areBothByDay ? Math.round(channel.perDay) : flowInWords(channel)}.`
  },

  reasons: {
    liked_post: 'you liked a post',
    other_side: 'you want the other side of a conversation',
    lives_near: 'they live near you',
    know_someday: 'you would like to know them some day',
    follows_me: 'they follow you',
    met: 'you have met',
    imported: 'it came with an import',
    other: 'a reason of your own',
  },
  yourReason: (reason: string | undefined, text: string): string => {
    const told = reason ? `Your reason: ${reason}` : 'Your reason'
    return text === '' ? `${told}.` : `${told}, ${quoted(text)}.`
  },
  youSet: (volume: boolean, roles: readonly string[], languages: boolean): string => {
    const set = [
      ...(volume ? ['the volume'] : []),
      ...(roles.length > 0 ? [`the roles ${roles.map(quoted).join(', ')}`] : []),
      ...(languages ? ['the languages'] : []),
    ]
    return `What you set for this follow: ${set.join(', ')}.`
  },
  youKeep: (name: string) => `You keep ${name}: take that back first.`,
  wouldAskAgain: (name: string) => `${name} decides who follows: to follow again you would have to ask again.`,
  /** `most`: more are not counted. */
  privatePosts: (count: number, most: number): string =>
    `${count > most ? `more than ${most} posts` : counted(count, 'post', 'posts')} for followers only, which you could not read any more.`,
  noBell: 'You would no longer be told of every post.',
  onLists: (titles: readonly string[]) => `The place on your lists: ${titles.map(quoted).join(', ')}.`,

  undo: {
    notDoneYet: 'Nothing has been done yet: it can still be taken back.',
    nothingDone: 'Nothing was done here: you keep this follow, or it had ended already.',
    isUndone: 'This has been undone.',
    tooLate: 'This is too long ago to be undone.',
    isGone: 'This account is no longer there.',
    hasChanged: 'You have changed this since: undo that first.',
    asksAgain: 'They decide themselves who follows them: undoing this asks them again.',
    asBefore: 'Undoing this puts everything back as it was.',
  },
}
