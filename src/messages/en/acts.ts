/** What I did about people, and the way back. */

const volumes = {
  everything: 'everything',
  no_boosts: 'no boosts',
  no_replies: 'no replies to others',
  best: 'the best of a day',
  quiet: 'quiet',
}
type Volume = keyof typeof volumes
const volumeName = (volume: Volume, perDay: number | undefined) =>
  volume === 'best' && perDay !== undefined ? `at most ${perDay} a day` : volumes[volume]
const fromTo = (from: string, to: string) => `from ${from} to ${to}.`

export const acts = {
  title: 'What you did',
  intro: 'Whom you unfollowed, turned down, muted, blocked or noted, in the last 30 days. Only you see this.',
  empty: 'Nothing to undo',
  emptyText: 'When you unfollow, turn down, mute or block somebody, it stands here for 30 days, with the way back.',
  list: 'Newest first',

  unfollowed: 'You unfollowed them.',
  followEnded: 'Your follow ended with it.',
  turnedDown: (from: Volume, to: Volume, before?: number, after?: number) =>
    `Turned down ${fromTo(volumeName(from, before), volumeName(to, after))}`,
  turnedUp: (from: Volume, to: Volume, before?: number, after?: number) =>
    `Turned up ${fromTo(volumeName(from, before), volumeName(to, after))}`,
  perDay: (from: number, to: number) => `At most ${to} a day; it was ${from}.`,
  boostsIn: 'What they boost comes in again.',
  boostsOut: 'What they boost stays out.',
  kept: 'Kept: you are not asked about them.',
  notKept: 'No longer kept.',
  roles: (names: string) => `What they are to you: ${names}.`,
  noRoles: 'They have no role any more.',
  bellOn: 'You are told whenever they post.',
  bellOff: 'You are no longer told when they post.',
  languages: (names: string) => `Only posts in ${names} come in.`,
  allLanguages: 'Posts in every language come in.',
  saidWhy: 'You said why you follow them.',
  changedWhy: 'You changed why you follow them.',
  dropsWhy: 'You took back why you follow them.',
  reasonWas: (reason: string) => `Your reason was: ${reason}.`,
  muted: 'You muted them.',
  mutedUntil: (time: string) => `You muted them until ${time}.`,
  unmuted: 'You unmuted them.',
  blocked: 'You blocked them.',
  unblocked: 'You unblocked them.',
  noted: 'You wrote a note about them.',
  changedNote: 'You changed your note about them.',
  droppedNote: 'You took your note about them away.',
  noteWas: (note: string) => `It was: “${note}”`,
  putOn: (lists: string) => `Put on ${lists}.`,
  takenOff: (lists: string) => `Taken off ${lists}.`,
  goneList: 'a list that is gone',
  nothingDone: 'Nothing was done.',

  /** Of an act about several, or about somebody who has left. */
  kinds: {
    unfollow: 'You unfollowed',
    bulk_unfollow: 'You unfollowed',
    dials: 'You changed what comes in from',
    note: 'You noted something about',
    mute: 'You muted',
    unmute: 'You unmuted',
    block: 'You blocked',
    unblock: 'You unblocked',
    lists: 'You moved between lists:',
  },
  people: ['person', 'people'] as [one: string, other: string],
  others: ['other', 'others'] as [one: string, other: string],
  left: 'Somebody who has left this place',
  unfold: 'Show them',
  fold: 'Hide them',

  until: (day: string) => `Can be undone until ${day}`,
  isUndone: 'Undone',
  asksAgain: 'Undoing it asks them again.',
  undo: (name: string) => `Undo what you did about ${name}`,
  undoAll: 'Undo for all',
  backAgain: (back: string, of: string) => `${back} of ${of} are as they were; the others say why.`,
  listsMissing: 'It is as it was, but for a list that is gone.',

  askTitle: (name: string) => `Ask ${name} again?`,
  askText: (name: string) =>
    `${name} decides who follows them. Undoing this sends them a request to follow, which they may turn down.`,
  askManyTitle: 'Ask some of them again?',
  askManyText: 'These people decide who follows them. Undoing this sends each of them a request to follow:',
  ask: 'Undo and ask',
  asked: 'Undone. Whoever decides themselves is asked again.',
  leaveOut: 'Leave them out',

  waiting: 'Waiting to be unfollowed',
  waitingFor: (people: string, when: string) => `You unfollow ${people} ${when}`,
  waitingHint: 'Until then you can take it back, and nobody knows. Whom you keep meanwhile is passed over.',
  soon: 'any moment now',
  takeBack: 'Take back',
  takeBackOne: (name: string) => `Keep following ${name}`,
  takeAllBack: 'Take all back',
  takenBack: 'Taken back: you go on following.',
}
