import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tableOfRoutes } from './api/table.ts'
import { checkingFetch, namedAnswers, problemWith } from './entities.ts'

test('the answer of every route of the API is named', () => {
  const known = new Set(namedAnswers)
  const unnamed = tableOfRoutes()
    .filter(({ access }) => access.who !== 'page')
    .map(({ method, path }) => `${method} ${path}`)
    .filter((name) => !known.has(name))
  assert.deepEqual(
    unnamed,
    [],
    'Name the answers of these routes in tests/entities.ts, or in the contracts of their endpoints',
  )
})

const rule = { id: '1', text: 'Be kind', hint: '' }
const problem = (body: unknown, path = '/api/v1/instance/rules') => problemWith('GET', path, 200, body)

test('what is missing, null, or of another kind is told with its place', () => {
  assert.equal(problem([rule, { ...rule, more: 1 }]), undefined)
  assert.match(problem([rule, { ...rule, id: 1 }]) ?? '', /\$\[1\]\.id should be an id in a string, and is 1$/)
  assert.match(problem([{ id: '1', hint: '' }]) ?? '', /\$\[0\]\.text should be a string/)
  assert.match(problem([{ ...rule, text: null }]) ?? '', /\$\[0\]\.text/)
  assert.match(problem(rule) ?? '', /should be a list/)
  const description = (updated_at: string) =>
    problem({ updated_at, content: '' }, '/api/v1/instance/extended_description')
  assert.equal(description('2026-05-10T12:00:00.000Z'), undefined)
  for (const wrong of ['2026-05-10', '2026-05-10T12:00:00Z', '10 May 2026', '2026-13-10T12:00:00.000Z'])
    assert.ok(description(wrong), wrong)
})

test('failures have a sentence, and routes nobody named are refused', () => {
  assert.equal(problemWith('GET', '/anything', 404, { error: 'Record not found' }), undefined)
  assert.ok(problemWith('GET', '/api/v1/accounts/1', 404, { message: 'no' }))
  assert.match(problem({}, '/api/v1/unheard_of') ?? '', /no entity is known/)
})

test('specific paths are told from ids', () => {
  assert.equal(problem([], '/api/v1/accounts/relationships'), undefined)
  assert.ok(problem([], '/api/v1/accounts/123'))
})

test('a fetch of this machine whose answer is not as documented fails', async () => {
  const answering = (body: unknown) => checkingFetch(async () => Response.json(body))
  await assert.rejects(
    answering([{ id: 1 }])('http://localhost:1/api/v1/instance/rules'),
    /should be an id in a string/,
  )
  const answer = await answering([rule])('http://localhost:1/api/v1/instance/rules')
  assert.deepEqual(await answer.json(), [rule], 'and the body can still be read')
  assert.ok(await answering('x')('https://elsewhere.example/api/v1/instance/rules'))
})
