/** What happened to somebody, told in a line. `who` is one name, or several joined. */
import type { Notification } from '../api/entities.ts'
import { counted } from './words.ts'

type Telling = Record<Notification['type'], string>

export const notifications = {
  title: 'Notifications',
  all: 'All',
  mentions: 'Mentions',
  emptyTitle: 'New: nothing has passed yet',
  emptyText: 'Answers, mentions, favourites, boosts and new followers show up here.',
  emptyMentions: 'When somebody answers you or names you, it stands here.',
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
  } satisfies Telling,
  ownPollEnded: 'Your poll has ended',
  accept: 'Let them follow',
  reject: 'Decline',
  accepted: 'They follow you now.',
  rejected: 'Declined. They are not told.',
  openReport: 'Open the report',
}
