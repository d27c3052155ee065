import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, test } from 'node:test'
import { openApiOf, openApiPath } from '../platform/openapi.ts'
import { allRoutes, apiDocument, routeLines } from './routes.ts'

test('docs/api.md says what the route table says', async () => {
  const written = await readFile(new URL('../../docs/api.md', import.meta.url), 'utf8')
  assert.equal(written, apiDocument(allRoutes()), 'Run `npm run docs`, and commit docs/api.md')
})

test('every route stands in the document once, ours apart from those of Mastodon', () => {
  const routes = allRoutes()
  const document = apiDocument(routes)
  const rows = document.match(/^\| (GET|POST|PUT|PATCH|DELETE) /gm)
  assert.equal(rows?.length, routes.length)
  const [, mastodons, ours] = document.split(/^## .*$/m)
  assert.ok(mastodons && !mastodons.includes('| `/api/twoway/'))
  assert.ok(ours?.includes('| `/api/twoway/v1/follows.csv` | a person | `read:follows` |'))
})

test('each route is printed with its scope', () => {
  const lines = routeLines(allRoutes())
  assert.ok(lines.some((line) => /^POST +\/api\/v1\/statuses +person +write:statuses$/.test(line)))
  assert.ok(lines.some((line) => /^GET +\/ +page$/.test(line)))
})

describe('the OpenAPI document', () => {
  const routes = allRoutes().filter(({ access }) => access.who !== 'page' && access.who !== 'browser')
  const document = openApiOf(routes, { origin: 'https://social.example', domain: 'social.example', version: '0.0.0' })
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )

  test('holds every route of the API once, under a name of its own', () => {
    assert.deepEqual(
      operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`).toSorted(),
      routes.map(({ path, method }) => `${method} ${openApiPath(path)}`).toSorted(),
    )
    assert.equal(new Set(operations.map(({ operation }) => operation.operationId)).size, operations.length)
  })

  test('names every part of a path, and refers to nothing that is missing', () => {
    for (const { path, operation } of operations) {
      const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path')
      assert.deepEqual(
        inPath.map(({ name }) => `{${name}}`),
        path.match(/\{\w+\}/g) ?? [],
        path,
      )
    }
    const references = JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)
    const components = document.components as Record<string, Record<string, unknown>>
    for (const [, kind, name] of references) assert.ok(components[kind!]?.[name!], `${kind}/${name}`)
    assert.doesNotMatch(JSON.stringify(document), /#\/\$defs/)
  })

  test('says what ties and people are answered with', () => {
    for (const name of ['Tie', 'ListedTie', 'TieModel', 'TwoWayScore', 'Interest', 'AccountSigns', 'Audience'])
      assert.ok(document.components.schemas[name], name)
    const { get } = document.paths['/api/twoway/v1/ties']!
    assert.ok(get!.parameters!.some(({ name, schema }) => name === 'sort' && schema.default === 'strength'))
  })
})
