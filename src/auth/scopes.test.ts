import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { wordsIn } from '../messages/words.ts'
import { scopes } from '../platform/http.ts'
import { coversScopes, parseScopes, scopesInWords } from './scopes.ts'

const someScopes = fc.uniqueArray(fc.constantFrom(...scopes), { maxLength: 6 })

test('scopes come with spaces or pluses, each once; an unknown one spoils all', () => {
  assert.deepEqual(parseScopes('read write  read'), ['read', 'write'])
  assert.deepEqual(parseScopes('read+write:statuses'), ['read', 'write:statuses'])
  assert.deepEqual(parseScopes(''), [])
  for (const text of ['admin', 'read:everything', 'READ', 'read,write'])
    assert.equal(parseScopes(text), undefined, text)
})

test('a family covers its members, never the other way round', () => {
  assert.ok(coversScopes(['read'], ['read:accounts', 'read:statuses']))
  assert.ok(coversScopes(['follow'], ['write:follows', 'read:blocks']))
  for (const [held, wanted] of [
    ['read:accounts', 'read'],
    ['read', 'write'],
    ['write', 'read:accounts'],
    ['write:follows', 'follow'],
    ['read', 'profile'],
    ['follow', 'write:statuses'],
  ] as const)
    assert.ok(!coversScopes([held], [wanted]), `${held} does not cover ${wanted}`)
})

test('what covers a set covers what the set covers', () => {
  fc.assert(
    fc.property(someScopes, someScopes, someScopes, (a, b, c) => {
      if (coversScopes(a, b) && coversScopes(b, c)) assert.ok(coversScopes(a, c))
    }),
  )
})

test('everything asked for is said in words, once', () => {
  for (const scope of scopes) {
    const [said, ...more] = scopesInWords(wordsIn('en'), [scope])
    assert.ok(said && more.length === 0 && said.text.length > 8 && !said.text.includes(':x'), scope)
    assert.equal(said.writes, scope.startsWith('write') || scope === 'follow')
  }
  assert.equal(scopesInWords(wordsIn('en'), ['read', 'read:accounts', 'write', 'write:statuses']).length, 2)
})

test('a long list is said in few lines, and everything in it', () => {
  const reads = scopes.filter((scope) => scope.startsWith('read:'))
  const lines = scopesInWords(wordsIn('en'), [...reads, 'write:lists', 'write:statuses'])
  assert.deepEqual(
    lines.map(({ writes }) => writes),
    [false, true, false, true],
  )
  for (const part of ['whom you block', 'your lists', 'whom you mute']) assert.ok(lines[0]!.text.includes(part), part)
  assert.equal(lines[1]!.text, 'Change your lists')
})
