import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { usernameProblem } from './username.ts'

const error = (name: string) => usernameProblem(name)?.error

test('letters a to z, digits and underscores, up to thirty', () => {
  for (const name of ['m', 'Mara_1', '_', '007', 'a'.repeat(30)]) assert.equal(error(name), undefined, name)
  assert.equal(error(''), 'ERR_BLANK')
  assert.equal(error('a'.repeat(31)), 'ERR_TOO_LONG')
  for (const name of ['ma ra', 'mära', 'mara.', 'mara-b', '@mara', 'mara\n', 'ｍara', '<b>', 'a/b', 'mara@x'])
    assert.equal(error(name), 'ERR_INVALID', JSON.stringify(name))
})

test('reserved names are reserved in every spelling', () => {
  for (const name of ['admin', 'Admin', 'ROOT', 'api', 'oauth', 'settings', 'users', 'everyone', 'twoway', 'null'])
    assert.equal(error(name), 'ERR_RESERVED', name)
  assert.equal(error('admin_mara'), undefined)
})

test('a name that passes needs no escaping anywhere', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (name) => {
      if (usernameProblem(name)) return
      assert.match(name, /^\w{1,30}$/)
      assert.equal(encodeURIComponent(name), name)
    }),
  )
})
