import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cookieUse } from './browser-request.ts'

const origin = 'https://social.example'
const use = (method: string, headers: Record<string, string>) => cookieUse(origin, method, new Headers(headers))

test('without the header the cookie is as if it were not there', () => {
  for (const method of ['GET', 'POST', 'DELETE'])
    for (const headers of [{}, { origin }, { 'sec-fetch-site': 'same-origin' }, { origin: 'https://other.example' }])
      assert.equal(use(method, headers), 'ignored')
})

test('with the header it counts for requests that come from here', () => {
  for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
    assert.equal(use(method, { 'twoway-web': '1', origin }), 'own')
    assert.equal(use(method, { 'twoway-web': '1', 'sec-fetch-site': 'same-origin' }), 'own')
  }
  assert.equal(use('GET', { 'twoway-web': '1' }), 'own', 'over plain http browsers do not say where a page reads from')
})

test('and for no others', () => {
  for (const method of ['GET', 'POST', 'DELETE']) {
    for (const other of ['https://other.example', 'http://social.example', 'https://social.example:8443', 'null'])
      assert.equal(use(method, { 'twoway-web': '1', origin: other, 'sec-fetch-site': 'same-origin' }), 'foreign')
    for (const site of ['same-site', 'cross-site', 'none'])
      assert.equal(use(method, { 'twoway-web': '1', 'sec-fetch-site': site }), 'foreign')
  }
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
    assert.equal(use(method, { 'twoway-web': '1' }), 'foreign', 'whoever changes something shows where it comes from')
})
