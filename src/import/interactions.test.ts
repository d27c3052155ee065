import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createSourceReader, type Interaction, type PlannedBatch, planReplay } from './interactions.ts'

function read(...lines: string[]) {
  const reader = createSourceReader()
  for (const line of lines) assert.ok(reader.add(line), line)
  return reader.done()
}

function plan(interactions: readonly Interaction[], batchSize = 1_000): PlannedBatch {
  const batches = [...planReplay(interactions, batchSize)]
  return {
    linesDone: batches.at(-1)?.linesDone ?? 0,
    posts: batches.flatMap(({ posts }) => posts),
    boosts: batches.flatMap(({ boosts }) => boosts),
    doubled: batches.reduce((sum, { doubled }) => sum + doubled, 0),
    repeated: batches.reduce((sum, { repeated }) => sum + repeated, 0),
  }
}

test('a line that is not of the format is refused', () => {
  const reader = createSourceReader()
  for (const line of [
    '',
    '1 2 3',
    '1 2 x MT',
    '1 2 3 LIKE',
    ' 1 2 3 MT',
    '1 2 3 MT ',
    "1 o'x 3 RT",
    '1 2 99999999999 RT',
  ])
    assert.equal(reader.add(line), false, line)
  assert.ok(reader.add('mara Theo 1341100972 RE'))
  assert.deepEqual(reader.done().people, ['mara', 'theo'])
})

test('a mention is a post that names the target', () => {
  const { posts, boosts } = plan(read('1 2 100 MT').interactions)
  assert.deepEqual(posts, [
    {
      post: 0,
      author: 0,
      second: 100,
      kind: 'post',
      mentions: 1,
      parent: undefined,
      parentAuthor: undefined,
      thread: 0,
    },
  ])
  assert.deepEqual(boosts, [])
})

test('a reply answers the latest post of an earlier second, not one of the same second', () => {
  const { posts } = plan(read('1 2 100 MT', '1 3 200 MT', '2 1 200 RE').interactions)
  const reply = posts.find(({ kind }) => kind === 'reply')!
  assert.equal(reply.parent, 0)
  assert.equal(reply.thread, 0)
})

test('where the target has no earlier post, one placeholder a second earlier stands in its place', () => {
  const { posts, boosts } = plan(read('1 2 100 RE', '3 2 100 RT', '4 2 150 RT').interactions)
  const placeholders = posts.filter(({ kind }) => kind === 'placeholder')
  assert.deepEqual(
    placeholders.map(({ author, second }) => ({ author, second })),
    [{ author: 1, second: 99 }],
  )
  assert.deepEqual(
    boosts.map(({ original }) => original),
    [placeholders[0]!.post, placeholders[0]!.post],
  )
  assert.equal(posts.find(({ kind }) => kind === 'reply')!.parent, placeholders[0]!.post)
})

test('a reply that is listed a second time as a mention is one act', () => {
  const { posts, doubled } = plan(read('1 2 100 MT', '1 2 100 RE', '1 2 101 MT').interactions)
  assert.equal(doubled, 1)
  assert.deepEqual(
    posts.map(({ kind }) => kind),
    ['placeholder', 'reply', 'post'],
  )
})

test('nobody boosts the same post twice', () => {
  const { boosts, repeated } = plan(read('1 2 100 RT', '1 2 101 RT', '2 3 102 MT', '1 2 103 RT').interactions)
  assert.equal(boosts.length, 2)
  assert.equal(repeated, 1)
})

test('an act towards oneself names nobody', () => {
  const { posts } = plan(read('1 1 100 MT', '1 1 101 RE').interactions)
  assert.deepEqual(
    posts.map(({ kind, mentions, parent }) => ({ kind, mentions, parent })),
    [
      { kind: 'post', mentions: undefined, parent: undefined },
      { kind: 'reply', mentions: undefined, parent: 0 },
    ],
  )
})

const anyInteractions = fc
  .array(
    fc.record({
      actor: fc.nat(5),
      target: fc.nat(5),
      second: fc.integer({ min: 10, max: 30 }),
      kind: fc.constantFrom('mention' as const, 'reply' as const, 'boost' as const),
    }),
    { maxLength: 60 },
  )
  .map((interactions) => interactions.toSorted((a, b) => a.second - b.second))

test('every line is accounted for, parents and originals are older, and threads hold together', () => {
  fc.assert(
    fc.property(anyInteractions, (interactions) => {
      const { posts, boosts, doubled, repeated, linesDone } = plan(interactions)
      const written = posts.filter(({ kind }) => kind !== 'placeholder')
      assert.equal(written.length + boosts.length + doubled + repeated, interactions.length)
      assert.equal(linesDone, interactions.length)
      const byNumber = new Map(posts.map((post) => [post.post, post]))
      for (const post of posts) {
        if (post.parent === undefined) {
          assert.equal(post.thread, post.post)
          continue
        }
        const parent = byNumber.get(post.parent)!
        assert.ok(parent.second < post.second)
        assert.equal(post.parentAuthor, parent.author)
        assert.equal(post.thread, parent.thread)
        const between = posts.filter(
          ({ author, second }) => author === parent.author && second > parent.second && second < post.second,
        )
        assert.deepEqual(between, [], 'the parent is the latest')
      }
      for (const boost of boosts) {
        assert.ok(byNumber.get(boost.original)!.second < boost.second)
        assert.equal(byNumber.get(boost.original)!.author, boost.author)
      }
      assert.equal(new Set(boosts.map(({ booster, original }) => `${booster} ${original}`)).size, boosts.length)
    }),
  )
})

test('the size of the batches changes nothing but where they are cut', () => {
  fc.assert(
    fc.property(anyInteractions, fc.integer({ min: 1, max: 20 }), (interactions, batchSize) => {
      assert.deepEqual(plan(interactions, batchSize), plan(interactions))
    }),
  )
})
