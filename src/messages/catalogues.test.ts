/** Every language says everything, in its own words. */
import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { locales } from './locale.ts'

/** Words that another language really shares with English: names, and what the whole field calls so. */
const shared: Record<string, readonly string[]> = {
  de: [
    'ALT',
    'Apps',
    'Bot',
    'CSV',
    'Domain',
    'Emojis',
    'Esc',
    'Filter',
    'Hashtags',
    'JSON',
    'Moderation',
    'Name',
    'Person',
    'Rose',
    'Spam',
    'Text',
  ],
}

/** What one types into the search, and what an entry says only of something it knows. */
const notWords = /^[a-z]+:\S+$|^undefined$/

/** A number, a name, several of them, or how a word is set apart: whatever an entry asks for. */
const anything = Object.assign((text: string) => `(${text})`, {
  toString: () => '7',
  valueOf: () => 7,
  join: () => '7',
  *[Symbol.iterator]() {
    yield '7'
  },
})

type Entry = { path: string; value: unknown }

function entriesOf(value: unknown, path: string): Entry[] {
  if (typeof value === 'function')
    return [{ path, value: String(value(...Array.from({ length: value.length }, () => anything))) }]
  if (typeof value !== 'object' || value === null) return [{ path, value }]
  return Object.entries(value).flatMap(([name, part]) => entriesOf(part, `${path}.${name}`))
}

async function catalogue(locale: string): Promise<Map<string, unknown>> {
  const folder = join(import.meta.dirname, locale)
  const names = (await readdir(folder)).filter(
    (name) => !/grammar|^server|sentences|^unfollowing|^suggestions/.test(name),
  )
  const files = await Promise.all(names.map(async (name) => entriesOf({ ...(await import(join(folder, name))) }, name)))
  return new Map(files.flat().map(({ path, value }) => [path, value]))
}

for (const locale of locales.slice(1))
  test(`the catalogue of ${locale} is whole, and is not English`, async () => {
    const [english, own] = await Promise.all([catalogue(locales[0]), catalogue(locale)])
    assert.ok(english.size > 900, `${english.size} entries`)
    const lacking = (one: Map<string, unknown>, other: Map<string, unknown>) =>
      [...other.keys()].filter((path) => !one.has(path))
    assert.deepEqual([lacking(own, english), lacking(english, own)], [[], []], 'the same entries')
    const isWord = (text: unknown): text is string => typeof text === 'string' && /\p{L}{2}/u.test(text)
    const empty = [...english].filter(([path, text]) => isWord(text) && !isWord(own.get(path)))
    assert.deepEqual(empty, [], 'said in English only')
    const same = [...english].filter(([path, text]) => isWord(text) && own.get(path) === text && !notWords.test(text))
    assert.deepEqual(
      same.filter(([, text]) => !shared[locale]?.includes(String(text))),
      [],
      'still in English',
    )
  })
