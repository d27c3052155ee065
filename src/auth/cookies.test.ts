import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noSessionCookie, sessionCookie, sessionTokenIn } from './cookies.ts'

const open = { origin: 'http://localhost:3000' }
const secure = { origin: 'https://social.example' }

test('scripts and other sites never get at the session, and over https nothing else does', () => {
  assert.match(sessionCookie(open, 'abc'), /^twoway_session=abc; Path=\/; HttpOnly; SameSite=Lax; Max-Age=31536000$/)
  assert.match(
    sessionCookie(secure, 'abc'),
    /^__Host-twoway_session=abc; Path=\/; HttpOnly; SameSite=Lax; Max-Age=31536000; Secure$/,
  )
  assert.match(noSessionCookie(secure), /^__Host-twoway_session=; .*Max-Age=0; Secure$/)
})

test('the token is found among other cookies, by its whole name only', () => {
  assert.equal(sessionTokenIn(open, 'a=1; twoway_session=abc; b=2'), 'abc')
  assert.equal(sessionTokenIn(secure, '__Host-twoway_session=abc'), 'abc')
  for (const header of ['', 'twoway_session=', 'xtwoway_session=abc', 'a=twoway_session=abc', 'twoway_sessionx=abc'])
    assert.equal(sessionTokenIn(open, header), undefined, header)
  assert.equal(sessionTokenIn(secure, 'twoway_session=abc'), undefined)
})
