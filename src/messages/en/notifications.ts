/** What happened to somebody, told in a line. `who` is one name, or several joined. */
import { counted } from './grammar.ts'

export const notifications = {
  title: 'Notifications',
  kinds: { all: 'All', mentions: 'Mentions', reactions: 'Reactions', people: 'People' },
  emptyTitle: 'New: nothing has passed yet',
  emptyTexts: {
    all: 'Answers, mentions, favourites, boosts and new followers show up here.',
    mentions: 'When somebody answers you, names you or quotes you, it stands here.',
    reactions: 'When somebody favourites or boosts what you wrote, it stands here.',
    people: 'Who follows you, or asks to, stands here.',
  },
  and: (others: number) => `and ${counted(others, 'other', 'others')}`,
  told: {
    mention: 'mentioned you',
    follow: 'follows you',
    follow_request: 'asks to follow you',
    favourite: 'favourited your post',
    reblog: 'boosted your post',
    status: 'posted',
    update: 'edited a post you boosted or favourited',
    quoted_update: 'edited a post you quoted',
    quote: 'quoted you',
    poll: 'ran a poll that has ended',
    'admin.sign_up': 'signed up',
    'admin.report': 'sent a report',
  },
  ownPollEnded: 'Your poll has ended',
  accept: 'Let them follow',
  reject: 'Decline',
  accepted: 'They follow you now.',
  rejected: 'Declined. They are not told.',
  openReport: 'Open the report',
}
