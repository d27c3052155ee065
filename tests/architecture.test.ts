/** The house rules of ARCHITECTURE.md, read off the sources. */
import assert from 'node:assert/strict'
import { glob, readFile } from 'node:fs/promises'
import { dirname, join, normalize, relative } from 'node:path'
import { before, test } from 'node:test'

const root = join(import.meta.dirname, '..')
/** Imports go leftwards only: a file may import from its own place and from those before it. */
const order = [
  ['connection', 'platform', 'events', 'messages'],
  ['instance'],
  ['accounts'],
  ['auth'],
  ['media'],
  ['follows'],
  ['posts'],
  ['ties'],
  ['timelines'],
  ['notifications'],
  ['moderation'],
  ['search'],
  ['audit', 'races'],
  ['import', 'town', 'export'],
  ['demo'],
  ['page-routes'],
  ['projections', 'effects', 'jobs', 'routes'],
  ['cli', 'main', 'config'],
]
/** `src/follows/queries.ts` → `follows`, `src/main.ts` → `main`. */
const placeOf = (file: string) => (file.split('/')[1] ?? '').replace(/(\.test)?\.ts$/, '')
const rankOf = (file: string) => order.findIndex((places) => places.includes(placeOf(file)))

type Source = { file: string; text: string; code: string; imports: { from: string; isType: boolean }[] }
let sources: Source[] = []

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`])\/\/.*$/gm, '$1')
}

function importsOf(file: string, text: string): Source['imports'] {
  return [...text.matchAll(/^\s*(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'|import\('([^']+)'\)/gm)]
    .map(([, type, from, dynamic]) => ({ specifier: from ?? dynamic ?? '', isType: type !== undefined }))
    .filter(({ specifier }) => specifier.startsWith('.'))
    .map(({ specifier, isType }) => ({ from: normalize(join(dirname(file), specifier)), isType }))
}

before(async () => {
  for await (const path of glob('src/**/*.ts', { cwd: root })) {
    const text = await readFile(join(root, path), 'utf8')
    const file = relative(root, join(root, path))
    sources.push({ file, text, code: withoutComments(text), imports: importsOf(file, text) })
  }
  sources = sources.toSorted((a, b) => a.file.localeCompare(b.file))
})

const production = () => sources.filter(({ file }) => !file.endsWith('.test.ts'))

test('every file stands in a known place', () => {
  assert.ok(sources.length > 50)
  assert.deepEqual(
    sources.filter(({ file }) => rankOf(file) < 0).map(({ file }) => file),
    [],
  )
})

test('imports go leftwards only', () => {
  // config only offers types and values to the entry points; platform names its types in the other direction.
  const wrong = production().flatMap(({ file, imports }) =>
    imports
      .filter(({ from }) => from.startsWith('src/') && placeOf(from) !== placeOf(file) && rankOf(from) >= rankOf(file))
      .filter(({ from }) => rankOf(from) !== rankOf(file) || rankOf(file) !== rankOf('src/main.ts'))
      .filter(({ from }) => rankOf(from) !== 0 || rankOf(file) !== 0)
      .map(({ from }) => `${file} imports ${from}`),
  )
  assert.deepEqual(wrong, [])
})

test('no file imports itself through others', () => {
  const valueImports = new Map(
    production().map(({ file, imports }) => [file, imports.filter(({ isType }) => !isType).map(({ from }) => from)]),
  )
  const done = new Set<string>()
  const cycles: string[] = []
  function visit(file: string, path: string[]) {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' → '))
    if (done.has(file) || path.includes(file)) return
    for (const next of valueImports.get(file) ?? []) visit(next, [...path, file])
    done.add(file)
  }
  for (const file of valueImports.keys()) visit(file, [])
  assert.deepEqual(cycles, [])
})

test('the connection engine is pure', () => {
  const wrong = production()
    .filter(({ file }) => placeOf(file) === 'connection')
    .filter(
      ({ code, imports }) =>
        imports.some(({ from }) => placeOf(from) !== 'connection') ||
        /from '(node:|[a-z@])|Date\.now|new Date\(\)|Math\.random|\bprocess\b/.test(code),
    )
    .map(({ file }) => file)
  assert.deepEqual(wrong, [])
})

test('the made-up town knows nothing of the engine that is measured by it, and no server what was planted', () => {
  const isGenerator = ({ file }: Source) => placeOf(file) === 'town' && !/\/(load|pictures)\.ts$/.test(file)
  const generator = production().filter(isGenerator)
  assert.ok(generator.length > 15)
  const leaving = generator.flatMap(({ file, imports }) =>
    imports.filter(({ from }) => placeOf(from) !== 'town').map(({ from }) => `${file} imports ${from}`),
  )
  const knowing = production()
    .filter((source) => !isGenerator(source))
    .filter(({ code, imports }) => imports.some(({ from }) => from.endsWith('/truths.ts')) || /\btruths\b/.test(code))
    .map(({ file }) => file)
  assert.deepEqual([...leaving, ...knowing], [])
})

test('no barrels', () => {
  const wrong = sources
    .filter(({ file, code }) => file.endsWith('/index.ts') || /^export \*/m.test(code))
    .map(({ file }) => file)
  assert.deepEqual(wrong, [])
})

test('a table is written by one slice', () => {
  const writers = new Map<string, Set<string>>()
  const builder = /\.(?:insertInto|updateTable|deleteFrom)\(\s*'(\w+)'/g
  const raw =
    /\b(?:insert\s+into|update|delete\s+from)\s+([a-z_]+)\b(?=\s+(?:\(|set|as|where|using|select|values|[a-z]{1,12}\b\s+set))/gi
  const copied = /\bcopy\(\s*'(\w+)'/g
  for (const { file, code } of production()) {
    if (/^src\/(?:platform\/(?:restore|backup)|[a-z]+\/check)/.test(file)) continue
    for (const pattern of [builder, raw, copied])
      for (const [, table] of code.matchAll(pattern))
        writers.set(table!, (writers.get(table!) ?? new Set()).add(placeOf(file)))
  }
  assert.ok(writers.size > 25, 'the patterns find the writers')
  const shared = [...writers]
    .filter(([, places]) => places.size > 1)
    .map(([table, places]) => `${table}: ${[...places].join(', ')}`)
  assert.deepEqual(shared, [])
})

test('the outside is reached through the guarded fetcher only', () => {
  const wrong = production()
    .filter(({ file }) => file !== 'src/platform/fetch.ts')
    .filter(({ code }) =>
      /(?<![.\w])fetch\(|from 'undici'|from 'node:https?'(?<!import type [^\n]*)/.test(
        code.replace(/^import type .*$/gm, ''),
      ),
    )
    .map(({ file }) => file)
  assert.deepEqual(wrong, [])
})

test('the environment is read in config.ts only', () => {
  const wrong = production()
    .filter(({ file, code }) => file !== 'src/config.ts' && /process\.env\b/.test(code))
    .map(({ file }) => file)
  assert.deepEqual(wrong, [])
})

test('the time comes from the clock', () => {
  const allowed = /^src\/(platform\/(clock|embedded.*|database|fetch)|messages\/grammar|cli\/start)\.ts$/
  const wrong = production()
    .filter(({ file, code }) => !allowed.test(file) && /Date\.now\(\)|new Date\(\)/.test(code))
    .map(({ file }) => file)
  assert.deepEqual(wrong, [])
})

test('no file is longer than 500 lines', () => {
  const long = production()
    .filter(({ file, text }) => text.split('\n').length > 500 && file !== 'src/platform/schema.ts')
    .map(({ file }) => file)
  assert.deepEqual(long, [])
})

/** What stands between tags, or in attributes that are read out, of the `html` templates; what is put in is left out. */
function wordsInTemplates(code: string): string[] {
  const templates: string[] = []
  /** From behind an opening backtick to behind the closing one. */
  function template(start: number, isHtml: boolean): number {
    let text = ''
    let at = start
    while (at < code.length && code[at] !== '`') {
      if (code.startsWith('${', at)) {
        at = expression(at + 2)
        text += '\0'
      } else {
        text += code[at]
        at += code[at] === '\\' ? 2 : 1
      }
    }
    if (isHtml) templates.push(text)
    return at + 1
  }
  function expression(start: number): number {
    let depth = 0
    for (let at = start; at < code.length; ) {
      if (code[at] === '`') at = template(at + 1, code.slice(at - 4, at) === 'html')
      else if (code[at] === "'") at = code.indexOf("'", at + 1) + 1
      else if (code[at] === '}' && depth === 0) return at + 1
      else {
        depth += code[at] === '{' ? 1 : code[at] === '}' ? -1 : 0
        at += 1
      }
    }
    return code.length
  }
  for (let at = code.indexOf('html`'); at >= 0; at = code.indexOf('html`', at)) at = template(at + 5, true)
  const isAttribute = (text: string) => text.startsWith(' ') && !text.includes('<')
  return templates.flatMap((text) => {
    const spoken = [...text.matchAll(/ (?:aria-label|alt|title|placeholder)="([^"]*)"/g)].map(([, words]) => words!)
    const shown =
      `>${isAttribute(text) ? '' : text}<`.replace(/<(code|pre)\b[\s\S]*?<\/\1>/g, '').match(/>[^<>]*</g) ?? []
    return [...spoken, ...shown].filter((words) => /\p{L}{3}/u.test(words.replace(/&\w+;/g, '')))
  })
}

test('pages say nothing that does not stand in a catalogue', () => {
  // Neither the documents of the API nor feeds, which are XML, speak to people on a page of ours.
  const others = ['src/instance/openapi.ts', 'src/posts/feed.ts']
  const pages = production().filter(({ file, code }) => code.includes('html`') && !others.includes(file))
  assert.ok(pages.length > 20)
  const literal = pages.flatMap(({ file, code }) => wordsInTemplates(code).map((words) => `${file}: ${words.trim()}`))
  assert.deepEqual(literal, [])
})
