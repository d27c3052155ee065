/** That every act is counted exactly once, and exactly as long as it stands. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { check } from '../../src/cli/check.ts'
import { deleteAccount } from '../../src/moderation/actions.ts'
import { hourMs, minuteMs } from '../../src/platform/clock.ts'
import { rebuildTies } from '../../src/ties/rebuild.ts'
import { type Answer, createWorld, type Person, type World } from '../world.ts'

let world: World
let mara: Person
let theo: Person
let noor: Person
let cast: Person[]
before(async () => {
  world = await createWorld()
  mara = await world.person('mara')
  theo = await world.person('theo')
  noor = await world.person('noor')
  cast = [mara, theo, noor]
})

/** What a test does within seconds falls into one hour. */
function goToTheMiddleOfAnHour() {
  world.clock.advance(1.5 * hourMs - (world.clock.now().getTime() % hourMs))
}
after(() => world.stop())

async function publish(author: Person, status: string, more: object = {}): Promise<{ id: string }> {
  const answer = await author.api('POST', '/api/v1/statuses', { status, ...more })
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}
const on = (person: Person, post: { id: string }, act: string): Promise<Answer> =>
  person.api('POST', `/api/v1/statuses/${post.id}/${act}`)
const remove = (author: Person, post: { id: string }) => author.api('DELETE', `/api/v1/statuses/${post.id}`)
const toward = (person: Person, other: Person, act: string) => person.api('POST', `/api/v1/accounts/${other.id}/${act}`)

/** What is counted from one person to the other, in words: `reply public 1 1000`. */
async function counted(from: Person, to: Person): Promise<string[]> {
  await world.settle()
  const rows = await world.ctx.db
    .selectFrom('ties')
    .select(({ fn }) => ['type', 'audience', fn.sum<number>('count').as('count'), fn.sum<number>('share').as('share')])
    .where('from_id', '=', from.id)
    .where('to_id', '=', to.id)
    .groupBy(['type', 'audience'])
    .orderBy('type')
    .orderBy('audience')
    .execute()
  return rows.map(({ type, audience, count, share }) => `${type} ${audience} ${count} ${share}`)
}

const tables = ['tie_acts', 'ties', 'tie_totals', 'tie_people', 'tie_days']
async function allRows(): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {}
  for (const table of tables) {
    const { rows } = await sql<{ row: string }>`
      select each_row::text as row from ${sql.table(table)} each_row order by 1`.execute(world.ctx.db)
    found[table] = rows.map(({ row }) => row)
  }
  return found
}
const rebuild = () => world.ctx.db.transaction().execute((tx) => rebuildTies(tx, world.clock.now()))

async function expectSound() {
  const found: string[] = []
  assert.ok(await check(world.ctx, { repair: false }, (line) => found.push(line)), found.join('\n'))
}

describe('an act', () => {
  let ana: Person
  let ben: Person
  before(async () => {
    ana = await world.person('ana')
    ben = await world.person('ben')
  })
  const nothingStands = async () => {
    assert.deepEqual(await counted(ana, ben), [])
    assert.deepEqual(await counted(ben, ana), [])
  }

  test('that replies is not also a mention or a quote', async () => {
    const first = await publish(ben, 'hello')
    const reply = await publish(ana, '@ben hello', { in_reply_to_id: first.id, quoted_status_id: first.id })
    assert.deepEqual(await counted(ana, ben), ['reply public 1 1000'])
    assert.deepEqual(await counted(ben, ana), [])
    await remove(ana, reply)
    await nothingStands()
  })

  test('that names twenty people is a twentieth for each of them', async () => {
    const twenty = await Promise.all(Array.from({ length: 19 }, (_, index) => world.person(`crowd${index}`)))
    const names = ['ben', ...twenty.map(({ name }) => name)].map((name) => `@${name}`).join(' ')
    const post = await publish(ana, names)
    assert.deepEqual(await counted(ana, ben), ['mention public 1 50'])
    const edited = await ana.api('PUT', `/api/v1/statuses/${post.id}`, { status: '@ben @crowd0' })
    assert.equal(edited.status, 200, edited.text)
    assert.deepEqual(await counted(ana, ben), ['mention public 1 500'])
    assert.deepEqual(await counted(ana, twenty[5]!), [])
    await ana.api('PUT', `/api/v1/statuses/${post.id}`, { status: 'nobody' })
    await nothingStands()
  })

  test('towards oneself is none', async () => {
    const first = await publish(ana, 'to be continued')
    await publish(ana, '@ana continued', { in_reply_to_id: first.id, quoted_status_id: first.id })
    await on(ana, first, 'favourite')
    await on(ana, first, 'reblog')
    await nothingStands()
    assert.deepEqual(await counted(ana, ana), [])
  })

  test('that is taken back is subtracted: favourite, boost, quote', async () => {
    const first = await publish(ben, 'hello')
    await on(ana, first, 'favourite')
    await on(ana, first, 'reblog')
    const quote = await publish(ana, 'look', { quoted_status_id: first.id })
    assert.deepEqual(await counted(ana, ben), ['boost public 1 1000', 'favourite public 1 1000', 'quote public 1 1000'])
    await on(ana, first, 'unfavourite')
    await on(ana, first, 'unreblog')
    await ben.api('POST', `/api/v1/statuses/${first.id}/quotes/${quote.id}/revoke`)
    await nothingStands()
  })

  test('goes with the post it was given to, except for words', async () => {
    const first = await publish(ben, 'hello')
    await on(ana, first, 'favourite')
    await on(ana, first, 'reblog')
    const reply = await publish(ana, 'hello', { in_reply_to_id: first.id })
    await remove(ben, first)
    assert.deepEqual(await counted(ana, ben), ['reply public 1 1000'])
    await remove(ana, reply)
    await nothingStands()
  })

  test('is dated by when it was done, whenever it is taken back', async () => {
    goToTheMiddleOfAnHour()
    const first = await publish(ben, 'hello')
    world.clock.advance(3 * hourMs)
    await on(ana, first, 'favourite')
    world.clock.advance(2 * hourMs)
    await on(ana, first, 'unfavourite')
    await on(ana, first, 'favourite')
    await world.settle()
    const { hour } = await world.ctx.db
      .selectFrom('ties')
      .select('hour')
      .where('from_id', '=', ana.id)
      .executeTakeFirstOrThrow()
    assert.equal(hour, Math.floor(world.clock.now().getTime() / hourMs))
    world.clock.advance(5 * hourMs)
    await on(ana, first, 'unfavourite')
    await nothingStands()
  })

  test('done and undone before its effects run leaves nothing', async () => {
    const first = await publish(ben, 'hello')
    await Promise.all([on(ana, first, 'favourite'), on(ana, first, 'reblog')])
    const mention = await publish(ana, '@ben hello')
    await ana.api('PUT', `/api/v1/statuses/${mention.id}`, { status: '@mara hello' })
    await remove(ana, mention)
    await remove(ben, first)
    await nothingStands()
    assert.deepEqual(await counted(ana, mara), [])
  })

  test('that the other may not see is hidden from them, as it was when it was done', async () => {
    const first = await publish(ben, 'hello')
    const unseen = await publish(ana, 'a secret answer', { in_reply_to_id: first.id, visibility: 'private' })
    const seen = await publish(ana, '@ben a quiet answer', { in_reply_to_id: first.id, visibility: 'private' })
    const message = await publish(ana, '@ben psst', { visibility: 'direct' })
    assert.deepEqual(await counted(ana, ben), ['mention shared 1 1000', 'reply hidden 1 1000', 'reply shared 1 1000'])
    await toward(ben, ana, 'follow')
    const asFollower = await publish(ana, 'for followers', { in_reply_to_id: first.id, visibility: 'private' })
    await world.settle()
    await toward(ben, ana, 'unfollow')
    await rebuild()
    assert.deepEqual(await counted(ana, ben), ['mention shared 1 1000', 'reply hidden 1 1000', 'reply shared 2 2000'])
    for (const post of [unseen, seen, message, asFollower]) await remove(ana, post)
    await nothingStands()
  })

  test('towards somebody one blocks is hidden from them', async () => {
    await toward(ana, ben, 'block')
    const post = await publish(ana, 'why I avoid @ben')
    assert.deepEqual(await counted(ana, ben), ['mention hidden 1 1000'])
    await toward(ana, ben, 'unblock')
    await publish(ana, '@ben sorry')
    assert.deepEqual(await counted(ana, ben), ['mention hidden 1 1000', 'mention public 1 1000'])
    await remove(ana, post)
  })

  test('of an account that is erased goes', async () => {
    const gone = await world.person('gone')
    const first = await publish(ben, 'hello')
    await on(gone, first, 'favourite')
    await on(gone, first, 'reblog')
    await publish(gone, '@ben hello', { in_reply_to_id: first.id })
    const own = await publish(gone, 'mine')
    await on(ben, own, 'favourite')
    assert.equal((await counted(gone, ben)).length, 3)
    await deleteAccount(world.ctx, { target: gone.id })
    assert.deepEqual(await counted(gone, ben), [])
    assert.deepEqual(await counted(ben, gone), [])
    await expectSound()
  })
})

/** What the people of a history have done, as a person who watches them would note it. */
type Noted = {
  id: string
  author: Person
  visibility: 'public' | 'private' | 'direct'
  answers: Person | undefined
  quotes: Person | undefined
  names: Person[]
  favouritedBy: Set<Person>
  boostedBy: Set<Person>
}

/** The acts that stand, as `from to type count share`. */
function actsOf(posts: readonly Noted[]): string[] {
  const sums = new Map<string, { count: number; share: number }>()
  const add = (from: Person, to: Person, type: string, share: number) => {
    if (from === to) return
    const key = `${from.name} ${to.name} ${type}`
    const sum = sums.get(key) ?? { count: 0, share: 0 }
    sums.set(key, { count: sum.count + 1, share: sum.share + share })
  }
  for (const { author, answers, quotes, names, favouritedBy, boostedBy } of posts) {
    const addressed = new Set([answers, quotes, ...names].filter((one) => one !== undefined && one !== author))
    for (const person of addressed) {
      const type = person === answers ? 'reply' : person === quotes ? 'quote' : 'mention'
      add(author, person!, type, Math.floor(1000 / addressed.size))
    }
    for (const person of favouritedBy) add(person, author, 'favourite', 1000)
    for (const person of boostedBy) add(person, author, 'boost', 1000)
  }
  return [...sums].map(([key, { count, share }]) => `${key} ${count} ${share}`).toSorted()
}

async function countedActs(): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    select sender.username || ' ' || receiver.username || ' ' || type || ' ' || sum(count) || ' ' || sum(share) as line
    from ties join accounts sender on sender.id = from_id join accounts receiver on receiver.id = to_id
    where sender.username = any(${cast.map(({ name }) => name)}) group by sender.username, receiver.username, type`.execute(
    world.ctx.db,
  )
  return rows.map(({ line }) => line).toSorted()
}

const anyone = fc.nat({ max: 2 })
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      by: anyone,
      names: fc.uniqueArray(anyone, { maxLength: 3 }),
      answers: fc.option(fc.nat({ max: 20 })),
      quotes: fc.option(fc.nat({ max: 20 })),
      visibility: fc.constantFrom('public' as const, 'public' as const, 'private' as const, 'direct' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('favourite' as const, 'unfavourite' as const, 'reblog' as const, 'unreblog' as const),
      by: anyone,
      post: fc.nat({ max: 20 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      post: fc.nat({ max: 20 }),
      names: fc.uniqueArray(anyone, { maxLength: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), post: fc.nat({ max: 20 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('follow' as const, 'unfollow' as const, 'block' as const, 'unblock' as const),
      by: anyone,
      to: anyone,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('wait' as const, 'settle' as const), minutes: fc.nat({ max: 90 }) }),
  },
)

/** Does one thing over HTTP and notes it if it was allowed. */
async function live(posts: Noted[], what: typeof step extends fc.Arbitrary<infer Step> ? Step : never) {
  const pick = (index: number) => posts[index % posts.length]
  switch (what.do) {
    case 'wait':
      world.clock.advance(what.minutes * minuteMs)
      return
    case 'settle':
      return world.settle()
    case 'follow':
    case 'unfollow':
    case 'block':
    case 'unblock':
      await toward(cast[what.by]!, cast[what.to]!, what.do)
      return
    case 'write': {
      const author = cast[what.by]!
      const answered = what.answers === null ? undefined : pick(what.answers)
      const quoted = what.quotes === null ? undefined : pick(what.quotes)
      const names = what.names.map((index) => cast[index]!)
      const written = await author.api('POST', '/api/v1/statuses', {
        status: `hello ${names.map(({ name }) => `@${name}`).join(' ')}`,
        visibility: what.visibility,
        ...(answered ? { in_reply_to_id: answered.id } : {}),
        ...(quoted ? { quoted_status_id: quoted.id } : {}),
      })
      if (written.status !== 200) return
      posts.push({
        id: written.body.id,
        author,
        visibility: written.body.visibility,
        answers: answered?.author,
        quotes: quoted?.author,
        names,
        favouritedBy: new Set(),
        boostedBy: new Set(),
      })
      return
    }
    case 'edit': {
      const post = pick(what.post)
      if (!post) return
      const names = what.names.map((index) => cast[index]!)
      const status = `again ${names.map(({ name }) => `@${name}`).join(' ')}`
      if ((await post.author.api('PUT', `/api/v1/statuses/${post.id}`, { status })).status === 200) post.names = names
      return
    }
    case 'delete': {
      const post = pick(what.post)
      if (post && (await remove(post.author, post)).status === 200) posts.splice(posts.indexOf(post), 1)
      return
    }
    default: {
      const post = pick(what.post)
      const by = cast[what.by]!
      if (!post || (await on(by, post, what.do)).status !== 200) return
      const isTakenBack = what.do.startsWith('un')
      const set = what.do.endsWith('reblog') ? post.boostedBy : post.favouritedBy
      if (isTakenBack) set.delete(by)
      else set.add(by)
    }
  }
}

describe('a history', () => {
  async function unblockAll() {
    for (const person of cast) for (const other of cast) await toward(person, other, 'unblock')
  }
  test('leaves the acts that stand, and making them again from posts gives the same rows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const posts: Noted[] = []
        await unblockAll()
        for (const one of steps) await live(posts, one)
        await world.settle()
        assert.deepEqual(await countedActs(), actsOf(posts))
        const kept = await allRows()
        await rebuild()
        assert.deepEqual(await allRows(), kept)
        await expectSound()
        for (const post of posts) await remove(post.author, post)
        await world.settle()
        assert.deepEqual(await countedActs(), [])
      }),
      { numRuns: 15 },
    )
  })

  test('that was not counted, or counted wrongly, is found and mended', async () => {
    await unblockAll()
    const post = await publish(mara, '@theo @noor hello')
    await on(theo, post, 'favourite')
    await publish(theo, '@mara hello', { in_reply_to_id: post.id })
    await world.settle()
    const kept = await allRows()
    const spoil = [
      sql`delete from tie_acts where from_id = ${mara.id}`,
      sql`update tie_acts set share = 7`,
      sql`update ties set count = count + 1 where from_id = ${theo.id}`,
      sql`delete from ties where type = 'favourite'`,
      sql`delete from tie_totals where from_id = ${theo.id}`,
      sql`update tie_people set answered = answered + 1`,
      sql`delete from tie_days where account_id = ${noor.id}`,
    ]
    for (const each of spoil) {
      await each.execute(world.ctx.db)
      const found: string[] = []
      assert.equal(await check(world.ctx, { repair: false }, () => {}), false)
      assert.ok(await check(world.ctx, { repair: true }, (line) => found.push(line)), found.join('\n'))
      assert.deepEqual(await allRows(), kept)
    }
  })

  test('from before it was counted is counted in the background', async () => {
    await unblockAll()
    const post = await publish(mara, '@theo hello')
    await on(theo, post, 'favourite')
    await on(noor, post, 'reblog')
    await world.settle()
    const kept = await allRows()
    for (const table of tables) await sql`delete from ${sql.table(table)}`.execute(world.ctx.db)
    const now = world.clock.now()
    await sql`
      insert into jobs (id, kind, payload, run_at, created_at) values
        (1, 'ties.count_posts', '{"after": 0}', ${now}, ${now}),
        (2, 'ties.count_favourites', '{"post": 0, "after": 0}', ${now}, ${now})`.execute(world.ctx.db)
    await world.settle()
    assert.deepEqual(await allRows(), kept)
  })
})
