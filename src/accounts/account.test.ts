import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { handleOf, parseHandle } from './account.ts'

test('a handle is read with or without @ and with our own domain', () => {
  for (const text of ['mara', '@mara', 'mara@social.example', '@mara@Social.Example', ' @mara '])
    assert.deepEqual(parseHandle(text, 'social.example'), { username: 'mara', domain: '' }, text)
  assert.deepEqual(parseHandle('mara@other.example', 'social.example'), { username: 'mara', domain: 'other.example' })
  assert.deepEqual(parseHandle('mara@localhost:3000', 'localhost:3000'), { username: 'mara', domain: '' })
})

test('what cannot be a handle is none', () => {
  for (const text of ['', '@', '@@mara', 'mara smith', 'mara@', 'mara@a@b', 'mara@a/b', "mara'--", 'm'.repeat(101)])
    assert.equal(parseHandle(text, 'social.example'), undefined, text)
})

test('a handle that is written is read back', () => {
  const account = fc.record(
    {
      username: fc.stringMatching(/^[a-z0-9_]{1,30}$/),
      domain: fc.constantFrom('', 'other.example', 'two.example'),
    },
    { noNullPrototype: true },
  )
  fc.assert(
    fc.property(account, (written) => assert.deepEqual(parseHandle(handleOf(written), 'social.example'), written)),
  )
})
