import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { csvLine, followCells, followColumns, plainText } from './export.ts'

/** Reads lines whose every cell is quoted. */
function readCsv(text: string): string[][] {
  const lines: string[][] = [[]]
  for (const [, cell, end] of text.matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)) {
    lines.at(-1)!.push(cell!.replaceAll('""', '"'))
    if (end === '\r\n') lines.push([])
  }
  return lines.slice(0, -1)
}

test('whatever the cells hold is read back', () => {
  const cells = fc.array(fc.string({ unit: fc.constantFrom('a', '"', ',', '\r', '\n', 'é') }), { minLength: 1 })
  fc.assert(
    fc.property(fc.array(cells), (lines) =>
      assert.deepEqual(readCsv(lines.map((line) => csvLine(line)).join('')), lines),
    ),
  )
})

test('no text begins like a formula, and other text stays as it is', () => {
  fc.assert(
    fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', 'a', ' '), fc.string(), (first, rest) => {
      const text = plainText(first + rest)
      assert.doesNotMatch(text, /^[=+\-@\t\r\n]/)
      if (first === 'a' || first === ' ') assert.equal(text, first + rest)
    }),
  )
})

test('a follow becomes the columns Mastodon imports, then our own', () => {
  const follows = [
    {
      id: 2,
      username: 'mara',
      domain: '',
      show_boosts: true,
      notify: false,
      languages: ['en', 'de'],
      reason: 'liked_post',
      reason_text: '=1+1, "so"',
      reason_post_id: 12,
      accepted_at: new Date('2026-01-02T03:04:05.000Z'),
      followed_by_since: null,
      volume: 'everything',
      best_per_day: 3,
      keep: false,
      roles: [],
    },
    {
      id: 1,
      username: 'ben',
      domain: 'other.example',
      show_boosts: false,
      notify: true,
      languages: null,
      reason: null,
      reason_text: '',
      reason_post_id: null,
      accepted_at: null,
      followed_by_since: new Date('2025-01-02T03:04:05.000Z'),
      volume: 'everything',
      best_per_day: 5,
      keep: true,
      roles: ['=family', 'friend'],
    },
  ]
  const lines = [followColumns, ...follows.map((follow) => followCells(follow, 'social.example'))]
  const [header, mara, ben] = readCsv(lines.map(csvLine).join(''))
  assert.deepEqual(header!.slice(0, 4), ['Account address', 'Show boosts', 'Notify on new posts', 'Languages'])
  assert.deepEqual(mara!.slice(0, 5), ['mara@social.example', 'true', 'false', 'en, de', 'liked_post'])
  assert.deepEqual(mara!.slice(5), [
    `'=1+1, "so"`,
    '12',
    '2026-01-02T03:04:05.000Z',
    '',
    'everything',
    '3',
    'false',
    '',
  ])
  assert.deepEqual(ben!.slice(0, 9), [
    'ben@other.example',
    'false',
    'true',
    '',
    '',
    '',
    '',
    '',
    '2025-01-02T03:04:05.000Z',
  ])
  assert.deepEqual(ben!.slice(9), ['no_boosts', '5', 'true', "'=family, friend"])
})
