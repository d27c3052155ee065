/** Posts and favourites that arrive together are written together: each has its own outcome all the same. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { insertAccount } from '../../src/accounts/queries.ts'
import { isFailure } from '../../src/platform/failure.ts'
import type { AccountId, PostId } from '../../src/platform/ids.ts'
import { loadPosts } from '../../src/posts/hydrate.ts'
import { createPost, type Draft } from '../../src/posts/publish.ts'
import { boostPost, favouritePost } from '../../src/posts/reactions.ts'
import { createTestContext, type TestContext } from '../context.ts'

const authorsCount = 5
let world: TestContext
let authors: AccountId[]
let suspended: AccountId
before(async () => {
  world = await createTestContext()
  const { ctx, clock } = world
  authors = Array.from({ length: authorsCount + 1 }, () => ctx.newId<AccountId>())
  for (const [place, id] of authors.entries())
    await insertAccount(ctx.db, { id, username: `author${place}`, createdAt: clock.now() })
  suspended = authors.pop()!
  await ctx.db.updateTable('accounts').set({ suspended_at: clock.now() }).where('id', '=', suspended).execute()
})
after(() => world.stop())

function draftOf(text: string): Draft {
  const undecided = { sensitive: undefined, visibility: undefined, language: undefined }
  return { text, spoilerText: '', inReplyToId: undefined, ...undecided }
}

function publish(author: AccountId, text: string, { key, inReplyToId }: { key?: string; inReplyToId?: PostId } = {}) {
  return createPost(world.ctx, { accountId: author, clientId: undefined }, { ...draftOf(text), inReplyToId }, key)
}

const countOf = async (author: AccountId) =>
  (
    await world.ctx.db
      .selectFrom('author_stats')
      .select('posts_count')
      .where('account_id', '=', author)
      .executeTakeFirst()
  )?.posts_count ?? 0

const events = (type = 'post.created') =>
  world.ctx.db
    .selectFrom('events')
    .select([sql<PostId>`(data->>'post')::bigint`.as('post'), sql<string>`xid::text`.as('xid')])
    .where('type', '=', type)
    .orderBy('xid')
    .orderBy('id')
    .execute()

/** What one person sends: words, or the same words again under the same key; or an answer to nothing. */
type Sent = { author: number; kind: 'plain' | 'keyed' | 'named' | 'refused' | 'answer to nothing' }
const sent = fc.record<Sent>({
  author: fc.nat(authorsCount - 1),
  kind: fc.constantFrom('plain', 'keyed', 'named', 'refused', 'answer to nothing'),
})

test('every post has its own outcome, is counted once and told once, whatever it was written with', async () => {
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.array(sent, { minLength: 1, maxLength: 30 }), async (all) => {
      run++
      const counts = await Promise.all(authors.map(countOf))
      const known = new Set((await events()).map(({ post }) => post))
      const outcomes = await Promise.all(
        all.map(({ author, kind }, place) => {
          if (kind === 'refused') return publish(suspended, `nothing ${place}`)
          if (kind === 'answer to nothing') return publish(authors[author]!, 'hello', { inReplyToId: 77 as PostId })
          const text = kind === 'named' ? `post ${place} for @author0 #tag${place}` : `post ${place}`
          return publish(authors[author]!, text, kind === 'keyed' ? { key: `key of run ${run}` } : {})
        }),
      )
      const made = new Map<PostId, { author: AccountId; text: string }>()
      for (const [place, { author, kind }] of all.entries()) {
        const outcome = outcomes[place]!
        if (kind === 'refused') assert.ok(isFailure(outcome) && outcome.failure === 'forbidden')
        else if (kind === 'answer to nothing') assert.ok(isFailure(outcome) && outcome.failure === 'not-found')
        else {
          assert.ok(!isFailure(outcome))
          const isFirst = all.findIndex((other) => other.kind === 'keyed' && other.author === author) === place
          if (kind === 'keyed' && !isFirst) assert.ok(made.has(outcome.id), 'the one that was made with this key')
          else made.set(outcome.id, { author: authors[author]!, text: `post ${place}` })
        }
      }
      const stored = await loadPosts(world.ctx, undefined, [...made.keys()])
      assert.equal(stored.length, made.size)
      for (const { row } of stored) {
        const { author, text } = made.get(row.id)!
        assert.equal(row.author_id, author)
        assert.ok(row.text === text || row.text.startsWith(`${text} for`), row.text)
      }
      const told = (await events()).map(({ post }) => post).filter((post) => !known.has(post))
      assert.deepEqual(
        told.toSorted((a, b) => a - b),
        [...made.keys()].toSorted((a, b) => a - b),
      )
      for (const [place, author] of authors.entries()) {
        const more = [...made.values()].filter((post) => post.author === author).length
        assert.equal(await countOf(author), counts[place]! + more)
        const own = told.filter(
          (post) => made.get(post)?.author === author && stored.some(({ row }) => row.id === post),
        )
        assert.deepEqual(
          own,
          own.toSorted((a, b) => a - b),
          'what one person sends keeps its order',
        )
      }
    }),
    { numRuns: 25 },
  )
})

test('posts of different people that come together share a commit, those of one person do not', async () => {
  const before = (await events()).length
  const [first] = authors
  await Promise.all([...authors, first!, first!].map((author) => publish(author, 'all at once')))
  const written = (await events()).slice(before)
  const sizes = [...Map.groupBy(written, ({ xid }) => xid).values()].map((some) => some.length)
  assert.deepEqual(sizes, [authorsCount, 1, 1])
})

test('a new post is answered as it would be loaded', async () => {
  const { ctx } = world
  for (const text of ['plain', 'for @author1 and @author3, #one #Two #two', 'for @author0 who wrote it']) {
    const post = await publish(authors[0]!, text)
    assert.ok(!isFailure(post) && post.written)
    const [loaded] = await loadPosts(ctx, authors[0], [post.id])
    assert.deepEqual(post.written, loaded)
  }
})

test('favourites that come together share a commit, and each is allowed, counted and told as it would be alone', async () => {
  const { ctx, clock } = world
  const [mara, theo, nina, blocked] = authors as [AccountId, AccountId, AccountId, AccountId]
  await ctx.db
    .insertInto('blocks')
    .values({ blocker_id: mara, blocked_id: blocked, id: ctx.newId(), created_at: clock.now() })
    .execute()
  const idOf = async (work: ReturnType<typeof publish>) => {
    const made = await work
    assert.ok(!isFailure(made))
    return made.id
  }
  const open = await idOf(publish(mara, 'for everybody'))
  const forFollowers = await idOf(
    createPost(ctx, { accountId: mara, clientId: undefined }, { ...draftOf('for followers'), visibility: 'private' }),
  )
  const boost = await boostPost(ctx, { accountId: theo, clientId: undefined }, open)
  assert.ok(!isFailure(boost))
  const gone = 77 as PostId
  const before = (await events('favourite.created')).length

  const wanted: [viewer: AccountId, post: PostId, outcome: string | undefined][] = [
    [mara, open, undefined],
    [theo, open, undefined],
    [theo, open, undefined],
    [nina, boost, undefined],
    [nina, open, undefined],
    [blocked, open, 'not-found'],
    [blocked, boost, 'not-found'],
    [mara, forFollowers, undefined],
    [theo, forFollowers, 'not-found'],
    [theo, gone, 'not-found'],
    [suspended, open, 'not-found'],
  ]
  const outcomes = await Promise.all(wanted.map(([viewer, post]) => favouritePost(ctx, viewer, post)))
  assert.deepEqual(
    outcomes.map((outcome) => outcome?.failure),
    wanted.map(([, , outcome]) => outcome),
  )
  const told = (await events('favourite.created')).slice(before)
  assert.deepEqual(
    told.map(({ post }) => post).toSorted((a, b) => a - b),
    [open, open, open, forFollowers],
  )
  assert.equal(new Set(told.map(({ xid }) => xid)).size, 1)
  const { rows } = await sql<{ post: PostId; rows: number; count: number }>`
    select post_id as post, count(*)::int as rows, favourites_count as count from favourites join post_stats using (post_id)
    where post_id in (${open}, ${forFollowers}) group by post_id, favourites_count order by post_id`.execute(ctx.db)
  assert.deepEqual(rows, [
    { post: open, rows: 3, count: 3 },
    { post: forFollowers, rows: 1, count: 1 },
  ])
})
