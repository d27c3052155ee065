import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { acceptedLanguages, chooseLocale, directionOf, localeFor, locales } from './locale.ts'

test('languages come in the order they are wanted in', () => {
  assert.deepEqual(acceptedLanguages('da, en-GB;q=0.8, en;q=0.7, *;q=0.1'), ['da', 'en-GB', 'en'])
  assert.deepEqual(acceptedLanguages('en;q=0.5,de;q=0.9,fr;q=0'), ['de', 'en'])
  assert.deepEqual(acceptedLanguages(''), [])
})

test('whatever a header says, a language there are words in is chosen', () => {
  fc.assert(
    fc.property(fc.string(), fc.option(fc.string(), { nil: undefined }), (header, own) =>
      assert.ok(locales.includes(localeFor(own, header))),
    ),
  )
})

test('the exact language first, then the same one as spoken elsewhere, then the usual one', () => {
  const known = ['en', 'pt', 'pt-BR', 'ar'] as const
  assert.equal(chooseLocale(['pt-BR'], known), 'pt-BR')
  assert.equal(chooseLocale(['pt-PT'], known), 'pt')
  assert.equal(chooseLocale(['xx', 'ar-EG'], known), 'ar')
  assert.equal(chooseLocale(['xx'], known), 'en')
})

test('the own choice goes first, where there are words in it; then what the browser says', () => {
  assert.equal(localeFor('en', 'de'), 'en')
  assert.equal(localeFor('', 'de-AT, en;q=0.5'), 'de')
  assert.equal(localeFor('xx', 'de'), 'de')
  assert.equal(localeFor(undefined, null), 'en')
})

test('some are written from the right', () => {
  assert.deepEqual(['ar-EG', 'he', 'en', 'fa', 'tr'].map(directionOf), ['rtl', 'rtl', 'ltr', 'rtl', 'ltr'])
})
