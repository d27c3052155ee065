/** Writes src/platform/schema.ts, the row types, from a database that has just been migrated: `npm run schema`. */
import { writeFile } from 'node:fs/promises'
import { createTestDatabase, withTestCluster } from '../tests/cluster.ts'
import { describeSchema } from '../tests/schema.ts'

await withTestCluster(async () => {
  const { connectionString } = await createTestDatabase()
  await writeFile(new URL('../src/platform/schema.ts', import.meta.url), await describeSchema(connectionString))
})
