import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { createTestDatabase } from './cluster.ts'
import { describeSchema } from './schema.ts'

test('the row types are those of the migrations (else: npm run schema)', async () => {
  const database = await createTestDatabase()
  const described = await describeSchema(database.connectionString)
  await database.drop()
  assert.equal(await readFile(new URL('../src/platform/schema.ts', import.meta.url), 'utf8'), described)
})
