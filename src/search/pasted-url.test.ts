import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parsePastedUrl } from './pasted-url.ts'

const origin = 'https://social.example'

test('addresses of posts and accounts of this server are understood', () => {
  assert.deepEqual(parsePastedUrl(`${origin}/@mara/123`, origin), { post: 123, username: 'mara', authorId: undefined })
  assert.deepEqual(parsePastedUrl(`${origin}/@mara/123/?x=1#y`, origin), {
    post: 123,
    username: 'mara',
    authorId: undefined,
  })
  assert.deepEqual(parsePastedUrl(`${origin}/users/7/statuses/123`, origin), {
    post: 123,
    username: undefined,
    authorId: 7,
  })
  assert.deepEqual(parsePastedUrl(`${origin}/@mara`, origin), { username: 'mara' })
  assert.deepEqual(parsePastedUrl(`${origin}/users/7`, origin), { accountId: 7 })
})

test('everything else is text to look for', () => {
  for (const text of [
    'mara',
    origin,
    `${origin}/`,
    `${origin}.evil.example/@mara/123`,
    'https://elsewhere.example/@mara/123',
    `${origin}/@mara/12x`,
    `${origin}/@mara/99999999999999999999`,
    `${origin}/users/mara/statuses/1`,
  ])
    assert.equal(parsePastedUrl(text, origin), undefined, text)
})
