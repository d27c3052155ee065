import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { endpoint, json, listField, type Route } from './http.ts'
import { idSchema } from './ids.ts'
import { openApiOf } from './openapi.ts'

const facts = { origin: 'https://social.example', domain: 'social.example', version: '1.2.3' }
const posted = z.strictObject({ id: z.string() }).meta({ id: 'Posted' })
const routes = [
  {
    method: 'GET',
    path: '/api/twoway/v1/things/:id',
    access: { who: 'person', scope: 'read:connections' },
    endpoint: endpoint(
      {
        about: 'One thing.',
        params: z.object({ id: idSchema }),
        input: z.object({ sort: z.enum(['up', 'down']).default('up'), with: listField(idSchema, 5).optional() }),
        answer: z.array(posted),
      },
      async () => json([]),
    ),
  },
  {
    method: 'POST',
    path: '/api/v1/things',
    access: { who: 'anyone', scope: 'write' },
    endpoint: endpoint({ input: z.object({ text: z.string() }) }, async () => json({})),
  },
  { method: 'GET', path: '/things', access: { who: 'page', scope: undefined }, endpoint: async () => json({}) },
] as Route[]
const document = openApiOf(routes, facts)

test('an endpoint is told by what it reads, who may call it and what it gives', () => {
  const { get } = document.paths['/api/twoway/v1/things/{id}']!
  assert.equal(get!.summary, 'One thing.')
  assert.deepEqual(get!.security, [{ oauth: ['read:connections'] }])
  assert.deepEqual(
    get!.parameters!.map(({ name, in: place, required }) => [name, place, required]),
    [
      ['id', 'path', true],
      ['sort', 'query', false],
      ['with[]', 'query', false],
    ],
  )
  assert.deepEqual(get!.parameters![1]!.schema, { type: 'string', enum: ['up', 'down'], default: 'up' })
  assert.deepEqual(get!.responses['200']!.content, {
    'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/Posted' } } },
  })
  assert.deepEqual(document.components.schemas.Posted, {
    type: 'object',
    properties: { id: { type: 'string' } },
    required: ['id'],
  })
})

test('what is posted is a body, a token nobody needs is a choice, and pages are left out', () => {
  const { post } = document.paths['/api/v1/things']!
  assert.deepEqual(post!.security, [{}, { oauth: ['write'] }])
  assert.deepEqual(post!.requestBody!.content['application/json']!.schema, {
    type: 'object',
    properties: { text: { type: 'string' } },
    required: ['text'],
  })
  assert.equal(post!.parameters, undefined)
  assert.deepEqual(Object.keys(document.paths), ['/api/twoway/v1/things/{id}', '/api/v1/things'])
})
