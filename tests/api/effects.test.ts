import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { insertAccount } from '../../src/accounts/queries.ts'
import { insertUser } from '../../src/auth/queries.ts'
import { applyEffects } from '../../src/effects.ts'
import type { Event } from '../../src/events.ts'
import { followAccount, unfollowAccount } from '../../src/follows/actions.ts'
import { minuteMs } from '../../src/platform/clock.ts'
import { createEffectsRunner } from '../../src/platform/event-log.ts'
import { isFailure } from '../../src/platform/failure.ts'
import type { AccountId, PostId } from '../../src/platform/ids.ts'
import { write } from '../../src/platform/transaction.ts'
import { createPost } from '../../src/posts/publish.ts'
import { boostPost, favouritePost, unboostPost, unfavouritePost } from '../../src/posts/reactions.ts'
import { createTestContext, type TestContext } from '../context.ts'

let world: TestContext
let mara: AccountId
let ben: AccountId
let drain: () => Promise<void>
before(async () => {
  world = await createTestContext()
  drain = createEffectsRunner(world.ctx, applyEffects(world.ctx)).drain
  mara = await person('mara')
  ben = await person('ben')
})
after(() => world.stop())

async function person(username: string): Promise<AccountId> {
  const { ctx, clock } = world
  const id = ctx.newId<AccountId>()
  await ctx.db.transaction().execute(async (tx) => {
    await insertAccount(tx, { id, username, createdAt: clock.now() })
    await insertUser(tx, {
      account_id: id,
      email: `${username}@people.example`,
      password_hash: '',
      role: 'person',
      locale: 'en',
      sign_up_reason: '',
      approved_at: clock.now(),
      created_at: clock.now(),
    })
  })
  return id
}

async function publish(author: AccountId, text: string): Promise<PostId> {
  const draft = {
    text,
    spoilerText: '',
    sensitive: false,
    visibility: 'public',
    language: 'en',
    inReplyToId: undefined,
  }
  const post = await createPost(world.ctx, { accountId: author, clientId: undefined }, draft as never)
  assert.ok(!isFailure(post))
  return post.id
}

/** What somebody is told now, oldest first; all of it is gone afterwards. */
async function takeTold(account: AccountId) {
  await drain()
  return world.ctx.db
    .deleteFrom('notifications')
    .where('account_id', '=', account)
    .returning(['type', 'from_account_id', 'post_id', 'created_at'])
    .execute()
}

const emit = (event: Event) => write(world.ctx, async (_tx, add) => add(event))

test('a notification is dated by the act, however late its effect runs', async () => {
  const { clock } = world
  const actedAt = clock.now()
  const id = await publish(ben, '@mara hello')
  clock.advance(10 * minuteMs)
  const told = await takeTold(mara)
  assert.deepEqual(told, [{ type: 'mention', from_account_id: ben, post_id: id, created_at: actedAt }])
})

test('nobody is told of what an import holds; an act from another server is told', async () => {
  const post = await publish(mara, 'hello')
  await favouritePost(world.ctx, ben, post)
  await followAccount(world.ctx, { me: ben, them: mara }, {} as never)
  await takeTold(mara)
  const facts = [
    { type: 'favourite.created', post, by: ben, author: mara },
    { type: 'follow.accepted', follower: ben, followee: mara, requested: false },
    { type: 'post.created', post: await publish(ben, '@mara again'), author: ben },
  ] as const
  await takeTold(mara)
  for (const fact of facts) await emit({ ...fact, origin: 'import' })
  assert.deepEqual(await takeTold(mara), [])
  for (const fact of facts) await emit({ ...fact, origin: 'remote' })
  assert.deepEqual(
    (await takeTold(mara)).map(({ type }) => type),
    ['favourite', 'follow', 'mention'],
  )
  await unfollowAccount(world.ctx, { me: ben, them: mara })
})

test('an effect that runs late tells nobody of what has been taken back meanwhile', async () => {
  const post = await publish(mara, 'hello')
  await favouritePost(world.ctx, ben, post)
  await unfavouritePost(world.ctx, ben, post)
  await takeTold(mara)
  await emit({ type: 'favourite.created', post, by: ben, author: mara, origin: 'live' })
  await emit({ type: 'follow.accepted', follower: ben, followee: mara, requested: false, origin: 'live' })
  assert.deepEqual(await takeTold(mara), [])
})

test('whatever is done and undone, and whenever effects run, what stands in the end is told exactly once', async () => {
  const { ctx } = world
  const writer = { accountId: ben, clientId: undefined }
  const steps = {
    favourite: (post: PostId) => favouritePost(ctx, ben, post),
    unfavourite: (post: PostId) => unfavouritePost(ctx, ben, post),
    boost: (post: PostId) => boostPost(ctx, writer, post),
    unboost: (post: PostId) => unboostPost(ctx, ben, post),
    follow: () => followAccount(ctx, { me: ben, them: mara }, {} as never),
    unfollow: () => unfollowAccount(ctx, { me: ben, them: mara }),
    effects: () => drain(),
  }
  const names = Object.keys(steps) as (keyof typeof steps)[]
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...names), { maxLength: 14 }), async (sequence) => {
      await steps.unfollow()
      await takeTold(mara)
      const post = await publish(mara, 'hello')
      const standing = new Set<string>()
      for (const name of sequence) {
        assert.ok(!isFailure(await steps[name](post)))
        if (name.startsWith('un')) standing.delete(name.slice(2))
        else if (name !== 'effects') standing.add(name)
      }
      const told = (await takeTold(mara)).map(({ type }) => type)
      assert.deepEqual(told.toSorted(), [...standing].toSorted())
    }),
    { numRuns: 40 },
  )
})

test('deletions queue the work of erasing', async () => {
  const { ctx } = world
  await emit({ type: 'post.deleted', post: 77 as PostId, author: mara, origin: 'live' })
  await emit({ type: 'account.deleted', account: 78 as AccountId, origin: 'live' })
  await drain()
  const jobs = await ctx.db.selectFrom('jobs').select(['kind', 'payload']).orderBy('id').execute()
  assert.deepEqual(jobs, [
    { kind: 'post.erase', payload: { post: 77 } },
    { kind: 'account.erase', payload: { account: 78 } },
  ])
})
