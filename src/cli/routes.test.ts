import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
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
