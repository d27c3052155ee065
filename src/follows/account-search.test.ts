import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { prefixPattern, wordsQuery } from './account-search.ts'

test('the characters of LIKE stand for themselves', () => {
  assert.equal(prefixPattern('Ma_ra%\\'), 'ma\\_ra\\%\\\\%')
})

test('a text becomes the beginnings of its words', () => {
  assert.equal(wordsQuery('  Mara  Öst-Smith '), 'mara:* & öst:* & smith:*')
  assert.equal(wordsQuery('!?'), null)
})

test('nothing of the language of tsquery gets through', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'B', "'", ':', '*', '&', '|', '!', '(', '\\', '<', ' ') }),
      (text) => assert.match(wordsQuery(text) ?? '', /^([ab]+:\*( & [ab]+:\*)*)?$/),
    ),
  )
})
