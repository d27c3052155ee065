/** How much of somebody comes in, keeping them, their roles; undoing. */

type Volume = 'everything' | 'no_boosts' | 'no_replies' | 'best' | 'quiet'

export const dials = {
  open: 'How much comes in',
  title: (name: string) => `How much of ${name} comes in`,
  volume: 'In your channel',
  volumes: {
    everything: { name: 'Everything', hint: 'Posts, replies to people you follow, boosts.' },
    no_boosts: { name: 'No boosts', hint: 'Their own posts and replies.' },
    no_replies: { name: 'No replies to others', hint: 'What they say to you still comes.' },
    best: { name: 'The best of a day', hint: 'What they say to you first, then their own words.' },
    quiet: { name: 'Quiet', hint: 'Nothing. You go on following.' },
  },
  perDay: 'At most how many a day?',
  withBoosts: 'With what they boost',
  nobodyKnows: 'Only you know. Everything they write stays on their profile and in your lists.',
  keep: 'Keep',
  keepHint: 'You are never asked whether to go on following.',
  roles: 'What they are to you',
  knownRoles: { news: 'News', service: 'A service', family: 'Family', friend: 'A friend' } as Record<string, string>,
  ownRole: 'A word of your own',
  addRole: 'Add',
  set: (name: string, volume: Volume, perDay: number) =>
    ({
      everything: `Everything ${name} posts comes in.`,
      no_boosts: `What ${name} boosts stays out.`,
      no_replies: `What ${name} replies to others stays out.`,
      best: `At most ${perDay} a day of ${name} come in.`,
      quiet: `${name} is quiet in your channel.`,
    })[volume],
  saved: 'Saved.',
  nothingChanged: 'Nothing has changed.',
  undone: 'It is as it was.',
  standingOf: (volume: Volume, perDay: number) =>
    ({
      everything: 'Everything of theirs comes into your channel.',
      no_boosts: 'What they boost stays out of your channel.',
      no_replies: 'Their replies to others stay out of your channel.',
      best: `At most ${perDay} a day of theirs come into your channel.`,
      quiet: 'Quiet: nothing of theirs comes into your channel.',
    })[volume],
  change: 'Change',
  heldBack: 'What stays out',
  heldBackOf: (name: string) => `What ${name} posted that you keep out; only you know.`,
  nothingHeldBack: 'Nothing is held back',
  everythingComes: (name: string) => `Everything ${name} posts comes in.`,
  nothingYet: (name: string) => `All that ${name} has posted came in. What stays out from now on stands here.`,
  notFollowed: (name: string) => `You do not follow ${name}`,
  notFollowedText: 'Something can be held back only of people you follow.',
}
