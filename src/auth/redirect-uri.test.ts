import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { mayRedirectTo, outOfBand, redirectUriProblem, safeReturnPath, withParameters } from './redirect-uri.ts'

test('web addresses, app schemes and the out-of-band address may be registered', () => {
  for (const uri of [
    outOfBand,
    'https://app.example/callback',
    'https://app.example',
    'http://localhost:5173/?from=here',
    'com.example.app:/oauth',
    'icecubesapp://',
    'tusky://oauth2redirect',
  ])
    assert.equal(redirectUriProblem(uri), undefined, uri)
})

test('what a browser would run, or what is no address, may not', () => {
  for (const uri of [
    'javascript:alert(1)',
    'JavaScript:alert(1)//https://x.example',
    'data:text/html,hi',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://x.example/1',
    'urn:ietf:wg:oauth:2.0:oob:auto',
    '/callback',
    'app.example/callback',
    '',
    'https://',
    'https:app.example',
    'https://app.example/#here',
    'https://app.example/a b',
    'https://app.example/\nx',
    'https://user:pass@app.example/',
    'https://app.example\\@evil.example',
    `https://app.example/${'a'.repeat(2_000)}`,
  ])
    assert.notEqual(redirectUriProblem(uri), undefined, uri)
})

test('only exactly the registered addresses are redirected to', () => {
  const uris = fc.webUrl({ withQueryParameters: true })
  fc.assert(
    fc.property(fc.array(uris, { minLength: 1, maxLength: 4 }), fc.oneof(uris, fc.string()), (registered, other) => {
      for (const uri of registered) {
        assert.ok(mayRedirectTo(registered, uri))
        for (const near of [
          `${uri}/`,
          `${uri}?`,
          `${uri}x`,
          `${uri}#`,
          uri.slice(0, -1),
          ` ${uri}`,
          `${uri}@evil.example`,
        ])
          assert.equal(mayRedirectTo(registered, near), registered.includes(near))
        const shouted = uri.toUpperCase()
        assert.equal(mayRedirectTo(registered, shouted), registered.includes(shouted))
      }
      assert.equal(mayRedirectTo(registered, other), registered.includes(other))
    }),
  )
})

test('parameters are added and nothing else changes', () => {
  assert.equal(withParameters('app://cb', { code: 'a b', state: undefined }), 'app://cb?code=a+b')
  assert.equal(withParameters('https://x.example/?a=1', { error: 'no' }), 'https://x.example/?a=1&error=no')
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true }), fc.string(), fc.string(), (uri, code, state) => {
      const result = withParameters(uri, { code, state })
      assert.ok(result.startsWith(uri))
      const added = new URLSearchParams(result.slice(uri.length + 1))
      assert.deepEqual(
        [...added],
        [
          ['code', code.toWellFormed()],
          ['state', state.toWellFormed()],
        ],
      )
    }),
  )
})

test('after logging in one stays on this server, whatever the address says', () => {
  assert.equal(safeReturnPath('/settings'), '/settings')
  assert.equal(
    safeReturnPath('/oauth/authorize?client_id=a&state=%2F%2Fx'),
    '/oauth/authorize?client_id=a&state=%2F%2Fx',
  )
  for (const path of [
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/x/..//evil.example',
    '/.//evil.example',
    '/%2e//evil.example',
    '/\t/evil.example',
    '\t//evil.example',
    ' //evil.example',
    '/\n/evil.example',
    '@evil.example',
    '',
    undefined,
    ['/settings'],
    { path: '/' },
  ])
    assert.equal(safeReturnPath(path), '/', JSON.stringify(path))
})

test('no text at all leads away', () => {
  const parts = fc.constantFrom(
    '/',
    '//',
    '\\',
    '.',
    '..',
    '%2e',
    '%2f',
    '%5c',
    '\t',
    '@',
    ':',
    '?',
    '#',
    'evil.example',
    'https:',
    'a',
  )
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 8 }), (pieces) => {
      const here = 'https://social.example'
      const path = safeReturnPath(pieces.join(''))
      assert.equal(new URL(path, here).origin, here)
      assert.match(path, /^\/(?![/\\])/)
    }),
    { numRuns: 2_000 },
  )
})
