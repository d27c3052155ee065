/** Writes docs/api.md from the route table: `npm run docs`. */
import { writeFile } from 'node:fs/promises'
import { allRoutes, apiDocument } from '../src/cli/routes.ts'

await writeFile(new URL('../docs/api.md', import.meta.url), apiDocument(allRoutes()))
