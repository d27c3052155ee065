/** What happened to somebody, told in a line. `who` is one name, or several joined. */
import { counted } from './grammar.ts'

const always = (text: string) => ({ one: text, several: text })

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
  /** What one person did, and what several did. */
  told: {
    mention: always('mentioned you'),
    follow: { one: 'follows you', several: 'follow you' },
    follow_request: { one: 'asks to follow you', several: 'ask to follow you' },
    favourite: always('favourited your post'),
    reblog: always('boosted your post'),
    status: always('posted'),
    update: always('edited a post you boosted or favourited'),
    quoted_update: always('edited a post you quoted'),
    quote: always('quoted you'),
    poll: always('ran a poll that has ended'),
    'admin.sign_up': always('signed up'),
    'admin.report': always('sent a report'),
  },
  ownPollEnded: 'Your poll has ended',
  accept: 'Let them follow',
  reject: 'Decline',
  accepted: 'They follow you now.',
  rejected: 'Declined. They are not told.',
  openReport: 'Open the report',
}
