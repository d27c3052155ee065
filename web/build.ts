/**
 * Builds the app once for each language, into a folder by the language's tag: whoever opens it loads the words of one.
 *   node web/build.ts FOLDER
 */
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { locales } from '../src/messages/locale.ts'

const folder = process.argv[2]
if (!folder) throw new Error('Name the folder to build into.')

await Promise.all(
  locales.map((locale) =>
    build({
      configFile: join(import.meta.dirname, 'vite.config.ts'),
      resolve: {
        // Without it, package.json leads to the English ones.
        alias: [{ find: /^#messages\//, replacement: `${join(import.meta.dirname, '../src/messages', locale)}/` }],
      },
      build: { outDir: join(resolve(folder), locale) },
    }),
  ),
)
