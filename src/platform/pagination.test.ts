import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { fillPage, linkHeader, type Page, pageFields, pageOf } from './pagination.ts'

/** A source of ids as a table would give them. */
const sourceOf = (ids: number[]) => async (page: Page) => {
  const within = ids.filter(
    (id) =>
      (page.maxId === undefined || id < page.maxId) &&
      (page.sinceId === undefined || id > page.sinceId) &&
      (page.minId === undefined || id > page.minId),
  )
  return within.toSorted((a, b) => (page.minId === undefined ? b - a : a - b)).slice(0, page.limit)
}

const world = fc.record({
  ids: fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 80 }),
  hidden: fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 300 }),
  limit: fc.integer({ min: 1, max: 12 }),
})

function read({ ids, hidden, limit }: { ids: number[]; hidden: number[]; limit: number }, bounds: Partial<Page>) {
  const dropped = new Set(hidden)
  return fillPage(
    { limit, ...bounds },
    sourceOf(ids),
    (id) => id,
    async (rows) => rows.filter((id) => !dropped.has(id)),
  )
}

test('following max_id shows everything that may be shown, once, newest first, in full pages', async () => {
  await fc.assert(
    fc.asyncProperty(world, async (given) => {
      const expected = given.ids.filter((id) => !given.hidden.includes(id)).toSorted((a, b) => b - a)
      const seen: number[] = []
      let maxId: number | undefined
      for (;;) {
        const { kept } = await read(given, maxId === undefined ? {} : { maxId })
        if (kept.length === 0) break
        seen.push(...kept)
        assert.ok(kept.length === given.limit || seen.length === expected.length, 'only the last page is short')
        maxId = kept.at(-1)
      }
      assert.deepEqual(seen, expected)
    }),
  )
})

test('following min_id climbs from the bottom, each page newest first', async () => {
  await fc.assert(
    fc.asyncProperty(world, async (given) => {
      const expected = given.ids.filter((id) => !given.hidden.includes(id)).toSorted((a, b) => a - b)
      const seen: number[] = []
      for (let minId = 0; ; ) {
        const { kept } = await read(given, { minId })
        if (kept.length === 0) break
        seen.push(...kept.toReversed())
        minId = kept[0]!
      }
      assert.deepEqual(seen, expected)
    }),
  )
})

test('since_id bounds the newest page from below', async () => {
  await fc.assert(
    fc.asyncProperty(world, fc.integer({ min: 0, max: 500 }), async (given, sinceId) => {
      const { kept } = await read(given, { sinceId })
      const expected = given.ids.filter((id) => id > sinceId && !given.hidden.includes(id)).toSorted((a, b) => b - a)
      assert.deepEqual(kept, expected.slice(0, given.limit))
    }),
  )
})

test('a page says where the next and the previous one are, and keeps the other parameters', () => {
  const { link } = linkHeader('https://social.example/api/v1/x?limit=2&types[]=mention&max_id=99', [30, 20, 10])
  assert.equal(
    link,
    '<https://social.example/api/v1/x?limit=2&types%5B%5D=mention&max_id=10>; rel="next", <https://social.example/api/v1/x?limit=2&types%5B%5D=mention&min_id=30>; rel="prev"',
  )
  assert.deepEqual(linkHeader('https://social.example/x', []), {})
})

test('cursors and limits of every kind are read or refused', () => {
  const schema = z.object(pageFields(20, 40))
  assert.deepEqual(pageOf(schema.parse({})), { maxId: undefined, sinceId: undefined, minId: undefined, limit: 20 })
  assert.equal(schema.parse({ limit: '400' }).limit, 40)
  assert.equal(schema.parse({ max_id: '9'.repeat(30) }).max_id, Number.MAX_SAFE_INTEGER)
  for (const wrong of [
    { limit: '0' },
    { limit: 'x' },
    { limit: '1.5' },
    { max_id: '-1' },
    { min_id: "1' or 1=1" },
    { since_id: ['1'] },
  ])
    assert.equal(schema.safeParse(wrong).success, false, JSON.stringify(wrong))
})
