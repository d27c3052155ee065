/** `npm run bench -- NAME [--json]`: with --json the last line is one JSON object. */
import { readdir } from 'node:fs/promises'

export type Figures = Record<string, number | string | Record<string, number | string>>
export type Bench = { run: (args: string[]) => Promise<Figures> }

const [name, ...args] = process.argv.slice(2)
const names = (await readdir(import.meta.dirname))
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace('.bench.ts', ''))
if (!name || !names.includes(name)) {
  console.error(`Say which: npm run bench -- ${names.join(' | ')} [--json]`)
  process.exit(2)
}
const bench = (await import(`./${name}.bench.ts`)) as Bench
const figures = await bench.run(args.filter((arg) => arg !== '--json'))
if (args.includes('--json')) console.log(JSON.stringify({ bench: name, ...figures }))
else console.table(figures)
