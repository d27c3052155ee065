import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { AccountId } from '../platform/ids.ts'
import { isAnnounced, isShown, isTold, type Listener, notificationTypes, type ReadingFacts } from './notification.ts'

const me = 1 as AccountId
const other = 2 as AccountId
const plain: Listener = {
  accountId: me,
  hasLogin: true,
  isHidden: false,
  blocks: false,
  isBlocked: false,
  mutesNotifications: false,
  mutesThread: false,
}
const personalTypes = notificationTypes.filter((type) => type !== 'sign_up' && type !== 'report')
const staffTypes = ['sign_up', 'report'] as const

test('a person is told of what others do', () => {
  for (const type of notificationTypes) assert.equal(isTold(type, plain, other), true, type)
})

test('nobody is told of their own acts but that their poll has ended, and only people who can log in are told', () => {
  for (const type of notificationTypes) {
    assert.equal(isTold(type, plain, me), type === 'poll', type)
    assert.equal(isTold(type, { ...plain, hasLogin: false }, other), false, type)
    assert.equal(isTold(type, { ...plain, isHidden: true }, other), false, type)
  }
})

test('blocks, mutes and muted threads silence what is personal, not what the staff must know', () => {
  for (const reason of ['blocks', 'isBlocked', 'mutesNotifications', 'mutesThread'] as const) {
    for (const type of personalTypes) assert.equal(isTold(type, { ...plain, [reason]: true }, other), false, reason)
    for (const type of staffTypes) assert.equal(isTold(type, { ...plain, [reason]: true }, other), true, reason)
  }
})

test('followers who asked are told of posts, not of messages, boosts and answers to others', () => {
  const post = { visibility: 'public', author_id: me, in_reply_to_account_id: null, boost_of: null } as const
  assert.equal(isAnnounced(post), true)
  assert.equal(isAnnounced({ ...post, visibility: 'unlisted' }), true)
  assert.equal(isAnnounced({ ...post, visibility: 'private' }), true)
  assert.equal(isAnnounced({ ...post, in_reply_to_account_id: me }), true)
  assert.equal(isAnnounced({ ...post, in_reply_to_account_id: other }), false)
  assert.equal(isAnnounced({ ...post, visibility: 'direct' }), false)
  assert.equal(isAnnounced({ ...post, boost_of: 5 as never }), false)
})

const readingFacts: fc.Arbitrary<ReadingFacts> = fc.record({
  role: fc.constantFrom('owner', 'moderator', 'person'),
  senderIsHidden: fc.boolean(),
  relation: fc.record({ blocking: fc.boolean(), blockedBy: fc.boolean(), mutingNotifications: fc.boolean() }),
  hasReadablePost: fc.boolean(),
})

test('what is read is what may be shown at that moment', () => {
  fc.assert(
    fc.property(fc.constantFrom(...personalTypes), readingFacts, (type, facts) => {
      const isAboutPost = !['follow', 'follow_request'].includes(type)
      const expected =
        !facts.senderIsHidden &&
        !Object.values(facts.relation).includes(true) &&
        (facts.hasReadablePost || !isAboutPost)
      assert.equal(isShown(type, facts), expected)
    }),
  )
})

test('what only the staff hears is shown to the staff of today', () => {
  fc.assert(
    fc.property(fc.constantFrom(...staffTypes), readingFacts, (type, facts) => {
      assert.equal(isShown(type, facts), !facts.senderIsHidden && facts.role !== 'person')
    }),
  )
})
