import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Writes every file beside itself as .br and .gz: the server never compresses. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    async writeBundle({ dir = '' }) {
      const names = (await readdir(dir)).filter((name) => /\.(js|css|svg)$/.test(name))
      await Promise.all(
        names.map(async (name) => {
          const plain = await readFile(join(dir, name))
          const [br, gz] = await Promise.all([
            promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } }),
            promisify(gzip)(plain, { level: 9 }),
          ])
          await Promise.all([writeFile(join(dir, `${name}.br`), br), writeFile(join(dir, `${name}.gz`), gz)])
        }),
      )
    },
  }
}

export default defineConfig({
  root: import.meta.dirname,
  base: '/web/',
  publicDir: false,
  // Says only what is wrong.
  logLevel: 'warn',
  plugins: [react(), precompress()],
  build: {
    emptyOutDir: true,
    assetsDir: '',
    manifest: 'manifest.json',
    // The policy of the page allows no data: addresses.
    assetsInlineLimit: 0,
    target: ['chrome111', 'firefox114', 'safari16.4'],
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        early: join(import.meta.dirname, 'early.ts'),
        main: join(import.meta.dirname, 'main.tsx'),
        'service-worker': join(import.meta.dirname, 'service-worker/service-worker.ts'),
      },
      output: {
        entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : '[name]-[hash].js'),
        codeSplitting: {
          groups: [
            // What asks before the app has come stays as small as it is.
            {
              name: 'asking',
              priority: 2,
              test: /web\/(?:api\/(?:address|early-answers)|timelines\/(?:home-address|place))\.ts$/,
            },
            // The first view is one file: it compresses better, and pages name one where they would name twenty.
            {
              name: 'first-view',
              priority: 1,
              tags: ['$initial'],
              test: /^(?!.*\/web\/(?:early\.ts|service-worker\/))/,
            },
          ],
        },
      },
      checks: { pluginTimings: false },
    },
  },
})
