/** Random worlds, acted out over HTTP: every read path shows every viewer exactly what the rules allow. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { type Answer, createWorld, type Person, type World } from '../world.ts'
import {
  createOracle,
  type FilterContext,
  filterContexts,
  type Model,
  type ModelPost,
  type Oracle,
  readRelations,
  type Visibility,
  visitor,
} from './visibility-oracle.ts'

const names = ['ada', 'bob', 'cyd', 'dan', 'eve', 'fay']
let world: World
let cast: Person[]

before(async () => {
  world = await createWorld()
  cast = []
  for (const name of names) cast.push(await world.person(name))
})
after(() => world.stop())

// ---- What can happen

const who = fc.nat(names.length - 1)
const which = fc.nat(1_000)
const visibility = fc.constantFrom<Visibility>('public', 'public', 'unlisted', 'private', 'direct')
const words = {
  visibility,
  mentioned: fc.uniqueArray(who, { maxLength: 3 }),
  tagged: fc.boolean(),
  spicy: fc.boolean(),
}
const pair = { from: who, to: who }
const kinds = {
  post: fc.record({ kind: fc.constant('post' as const), from: who, ...words }),
  reply: fc.record({ kind: fc.constant('reply' as const), from: who, to: which, ...words }),
  // Boosts gather on the first few posts, so that they repeat each other.
  boost: fc.record({
    kind: fc.constant('boost' as const),
    from: who,
    to: fc.nat(7),
    visibility: fc.constantFrom('public' as const, 'unlisted' as const, 'private' as const),
  }),
  react: fc.record({
    kind: fc.constantFrom('favourite' as const, 'bookmark' as const, 'unfavourite' as const, 'unbookmark' as const),
    from: who,
    to: which,
  }),
  unboost: fc.record({ kind: fc.constant('unreblog' as const), from: who, to: which }),
  remove: fc.record({ kind: fc.constant('delete' as const), to: which }),
  follow: fc.record({ kind: fc.constant('follow' as const), ...pair, reblogs: fc.boolean() }),
  relate: fc.record({
    kind: fc.constantFrom(
      'unfollow' as const,
      'block' as const,
      'unblock' as const,
      'mute' as const,
      'remove_from_followers' as const,
    ),
    ...pair,
  }),
  authorize: fc.record({ kind: fc.constant('authorize' as const), ...pair }),
  suspend: fc.record({ kind: fc.constantFrom('suspend' as const, 'restore' as const), to: who }),
}
const act = fc.oneof(
  { weight: 12, arbitrary: kinds.post },
  { weight: 12, arbitrary: kinds.reply },
  { weight: 10, arbitrary: kinds.boost },
  { weight: 16, arbitrary: kinds.react },
  { weight: 2, arbitrary: kinds.unboost },
  { weight: 3, arbitrary: kinds.remove },
  { weight: 5, arbitrary: kinds.follow },
  { weight: 5, arbitrary: kinds.relate },
  { weight: 2, arbitrary: kinds.authorize },
  { weight: 1, arbitrary: kinds.suspend },
)
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

/** Many follow and some block each other from the start, so that there is something to see, and to hide. */
const beginning = fc.record({
  follows: fc.array(fc.record({ ...pair, reblogs: fc.constantFrom(true, true, false) }), {
    minLength: 12,
    maxLength: 24,
  }),
  blocks: fc.array(fc.record(pair), { minLength: 1, maxLength: 3 }),
  locked: fc.array(fc.boolean(), { minLength: names.length, maxLength: names.length }),
  /** Who wants answers to strangers in home. */
  hearing: fc.subarray(names, { minLength: 2, maxLength: 4 }),
  filters: fc.uniqueArray(
    fc.record({
      of: who,
      contexts: fc.subarray<FilterContext>([...filterContexts], { minLength: 1 }),
      action: fc.constantFrom('hide' as const, 'hide' as const, 'warn' as const),
    }),
    { selector: ({ of }) => of, maxLength: 4 },
  ),
})
const story = fc.record({ beginning, acts: fc.array(act, { minLength: 50, maxLength: 90 }), seed: fc.nat() })

// ---- Acting it out

const id = (person: Person) => Number(person.id)
const nameOf = (author: number) => cast.find((person) => id(person) === author)!.name

async function startAfresh(locked: boolean[]) {
  await world.settle()
  await sql`
    truncate posts, mentions, post_tags, post_stats, author_stats, boosts, favourites, bookmarks, thread_mutes,
      idempotency_keys, follows, follow_stats, blocks, mutes, notifications, filters cascade`.execute(world.ctx.db)
  for (const [index, person] of cast.entries())
    await world.ctx.db
      .updateTable('accounts')
      .set({ suspended_at: null, locked: locked[index]! })
      .where('id', '=', person.id)
      .execute()
}

function createStage() {
  const model: Model = {
    posts: [],
    favourites: [],
    bookmarks: [],
    relations: { follows: new Map(), blocks: new Set(), mutes: new Set(), suspended: new Set() },
    hiddenFrom: new Map(),
    hearStrangersAnswered: new Set(),
  }
  const oracle = () => createOracle(model, cast.map(id))
  const choose = (index: number) => model.posts[index % model.posts.length]
  const wordsOf = (post: ModelPost) => post.boostOf ?? post
  const learnRelations = async () => {
    model.relations = await readRelations(world.ctx.db)
  }

  async function write(from: Person, text: Extract<Act, { kind: 'post' | 'reply' }>, parent: ModelPost | undefined) {
    const mentions = text.mentioned.map((index) => cast[index]!)
    const status = `${mentions.map(({ name }) => `@${name}`).join(' ')} word ${text.spicy ? 'Pepper' : ''} ${text.tagged ? '#Tag' : ''}`
    const answer = await from.api('POST', '/api/v1/statuses', {
      status,
      visibility: text.visibility,
      ...(parent ? { in_reply_to_id: String(parent.id) } : {}),
    })
    if (parent && !oracle().reads(id(from), parent)) return assert.equal(answer.status, 404)
    assert.equal(answer.status, 200, answer.text)
    model.posts.push({
      id: Number(answer.body.id),
      author: id(from),
      visibility: text.visibility,
      // Suspended people are not found by their handle.
      mentioned: new Set(mentions.map(id).filter((each) => !model.relations.suspended.has(each))),
      tagged: text.tagged,
      spicy: text.spicy,
      replyTo: parent && wordsOf(parent),
      boostOf: undefined,
      deleted: false,
    })
  }

  async function boost(from: Person, post: ModelPost, wanted: Visibility) {
    const original = wordsOf(post)
    const answer = await from.api('POST', `/api/v1/statuses/${post.id}/reblog`, { visibility: wanted })
    if (!oracle().reads(id(from), post)) return assert.equal(answer.status, 404)
    if (!oracle().mayBoost(id(from), original)) return assert.equal(answer.status, 403)
    assert.equal(answer.status, 200, answer.text)
    assert.equal(answer.body.reblog.id, String(original.id))
    const earlier = model.posts.find((each) => each.boostOf === original && each.author === id(from) && !each.deleted)
    if (earlier) return assert.equal(answer.body.id, String(earlier.id))
    model.posts.push({
      id: Number(answer.body.id),
      author: id(from),
      visibility: original.visibility === 'private' ? 'private' : wanted,
      mentioned: new Set(),
      tagged: false,
      spicy: false,
      replyTo: undefined,
      boostOf: original,
      deleted: false,
    })
  }

  async function react(from: Person, kind: 'favourite' | 'bookmark' | 'unfavourite' | 'unbookmark', post: ModelPost) {
    const list = kind.endsWith('favourite') ? model.favourites : model.bookmarks
    const original = wordsOf(post)
    const index = list.findIndex((each) => each.by === id(from) && each.post === original)
    const answer = await from.api('POST', `/api/v1/statuses/${post.id}/${kind}`)
    if (kind.startsWith('un')) {
      if (index >= 0) list.splice(index, 1)
      return assert.equal(answer.status, oracle().reads(id(from), post) ? 200 : 404)
    }
    if (!oracle().reads(id(from), post)) return assert.equal(answer.status, 404)
    if (kind === 'favourite' && !oracle().mayFavourite(id(from), original)) return assert.equal(answer.status, 403)
    assert.equal(answer.status, 200, answer.text)
    assert.equal(answer.body[kind === 'favourite' ? 'favourited' : 'bookmarked'], true)
    if (index < 0) list.push({ by: id(from), post: original, cursor: list.length === 0 ? 1 : list.at(-1)!.cursor + 1 })
  }

  async function remove(post: ModelPost) {
    const author = cast.find((person) => id(person) === post.author)!
    if (model.relations.suspended.has(post.author)) return
    const answer = await author.api('DELETE', `/api/v1/statuses/${post.id}`)
    if (post.deleted) return assert.equal(answer.status, 404)
    // The boosts of a deleted post go in the background.
    if (!post.boostOf?.deleted) assert.equal(answer.status, 200, answer.text)
    post.deleted = true
  }

  async function perform(each: Act) {
    const from = 'from' in each ? cast[each.from]! : undefined
    if (from && model.relations.suspended.has(id(from))) return
    const post = 'to' in each ? choose(each.to) : undefined
    switch (each.kind) {
      case 'post':
        return write(from!, each, undefined)
      case 'reply':
        return post && write(from!, each, post)
      case 'boost':
        return post && boost(from!, post, each.visibility)
      case 'favourite':
      case 'bookmark':
        return post && react(from!, each.kind, post)
      case 'unfavourite':
      case 'unbookmark': {
        const list = each.kind === 'unfavourite' ? model.favourites : model.bookmarks
        const mine = list.filter((kept) => kept.by === id(from!))
        return post && react(from!, each.kind, mine[each.to % (mine.length + 1)]?.post ?? post)
      }
      case 'unreblog': {
        if (!post) return
        await from!.api('POST', `/api/v1/statuses/${post.id}/unreblog`)
        for (const mine of model.posts)
          if (mine.boostOf === wordsOf(post) && mine.author === id(from!)) mine.deleted = true
        return
      }
      case 'delete':
        return post && remove(post)
      case 'suspend':
      case 'restore':
        await world.ctx.db
          .updateTable('accounts')
          .set({ suspended_at: each.kind === 'suspend' ? world.clock.now() : null })
          .where('id', '=', cast[each.to]!.id)
          .execute()
        return learnRelations()
      case 'authorize':
        await from!.api('POST', `/api/v1/follow_requests/${cast[each.to]!.id}/authorize`)
        return learnRelations()
      default:
        if (each.from === each.to) return
        await from!.api(
          'POST',
          `/api/v1/accounts/${cast[each.to]!.id}/${each.kind}`,
          each.kind === 'follow' ? { reblogs: each.reblogs } : undefined,
        )
        return learnRelations()
    }
  }
  /** A filter that only warns hides nothing. */
  async function filter({ of, contexts, action }: { of: number; contexts: FilterContext[]; action: 'hide' | 'warn' }) {
    const answer = await cast[of]!.api('POST', '/api/v2/filters', {
      title: 'nothing spicy',
      context: contexts,
      filter_action: action,
      keywords_attributes: [{ keyword: 'pepper', whole_word: true }],
    })
    assert.equal(answer.status, 200, answer.text)
    if (action === 'hide') model.hiddenFrom.set(id(cast[of]!), new Set(contexts))
  }
  async function hear(wanting: readonly string[]) {
    for (const person of cast) {
      const isOn = wanting.includes(person.name)
      const twoway = { answers_to_strangers: isOn }
      const answer = await person.api('PATCH', '/api/v1/accounts/update_credentials', { twoway })
      assert.equal(answer.body.twoway.answers_to_strangers, isOn)
      if (isOn) model.hearStrangersAnswered.add(id(person))
    }
  }
  return { model, oracle, perform, filter, hear, learnRelations }
}

// ---- Reading it back

type Api = Person['api']

function linked(answer: Answer, rel: 'next' | 'prev'): string | undefined {
  const target = new RegExp(`<([^>]+)>; rel="${rel}"`).exec(answer.headers.get('link') ?? '')?.[1]
  return target?.slice(world.url.length)
}

/** Every page from the newest down, and then every page from the oldest up, as clients follow the links. */
async function readAllPages(api: Api, path: string, limit: number): Promise<{ down: string[]; up: string[] }> {
  const down: string[] = []
  const separator = path.includes('?') ? '&' : '?'
  for (let next: string | undefined = `${path}${separator}limit=${limit}`; next; ) {
    const answer: Answer = await api('GET', next)
    assert.equal(answer.status, 200, answer.text)
    const ids = answer.body.map((each: { id: string }) => each.id)
    assert.ok(ids.length <= limit)
    down.push(...ids)
    next = ids.length < limit ? undefined : linked(answer, 'next')
  }
  const up: string[] = []
  for (let next: string | undefined = `${path}${separator}limit=${limit}&min_id=1`; next; ) {
    const answer: Answer = await api('GET', next)
    assert.equal(answer.status, 200, answer.text)
    const ids = answer.body.map((each: { id: string }) => each.id)
    up.unshift(...ids)
    next = ids.length < limit ? undefined : linked(answer, 'prev')
  }
  return { down, up }
}

const idsOf = (posts: ModelPost[]) => posts.map((post) => String(post.id))

async function expectPages(api: Api, path: string, expected: string[], limit: number, about: string) {
  const { down, up } = await readAllPages(api, path, limit)
  assert.deepEqual(down, expected, `${about}, downwards by ${limit}`)
  assert.deepEqual(up, expected, `${about}, upwards by ${limit}`)
}

/** Lists from end to end, every post on its own in a list of several, and some posts and profiles closely. */
async function expectReads(viewer: number, api: Api, model: Model, oracle: Oracle, limit: () => number) {
  const name = viewer === visitor ? 'a visitor' : nameOf(viewer)
  await expectPages(api, '/api/v1/timelines/public', idsOf(oracle.public(viewer)), limit(), `public for ${name}`)
  await expectPages(api, '/api/v1/timelines/tag/tag', idsOf(oracle.hashtag(viewer)), limit(), `hashtag for ${name}`)
  if (viewer !== visitor) {
    await expectPages(api, '/api/v1/timelines/home', idsOf(oracle.home(viewer)), limit(), `home for ${name}`)
    for (const kind of ['favourites', 'bookmarks'] as const)
      await expectPages(api, `/api/v1/${kind}`, idsOf(oracle.kept(viewer, kind)), limit(), `${kind} of ${name}`)
    await expectList(viewer, api, model, oracle, limit, name)
  }
  for (const author of cast.map(id).filter(() => limit() <= 3)) {
    const shown = { replies: limit() % 2 === 0, boosts: limit() % 3 !== 0 }
    const path = `/api/v1/accounts/${author}/statuses?exclude_replies=${!shown.replies}&exclude_reblogs=${!shown.boosts}`
    const about = `posts of ${nameOf(author)} (${JSON.stringify(shown)}) for ${name}`
    await expectPages(api, path, idsOf(oracle.profile(viewer, author, shown)), limit(), about)
  }
  for (const some of chunks(model.posts, 20)) {
    const answer = await api('GET', `/api/v1/statuses?${some.map((post) => `id[]=${post.id}`).join('&')}`)
    const expected = idsOf(some.filter((post) => oracle.reads(viewer, post)))
    assert.deepEqual(
      answer.body.map((post: { id: string }) => post.id),
      expected,
      `several at once for ${name}`,
    )
  }
  const closely = model.posts.filter(() => limit() <= 2)
  await Promise.all(closely.map((post) => expectReadsOfOne(viewer, api, post, oracle, limit(), name)))
}

/** A list of some of those whom the viewer follows shows of each what home would. */
async function expectList(
  viewer: number,
  api: Api,
  { relations }: Model,
  oracle: Oracle,
  limit: () => number,
  name: string,
) {
  const members = cast.map(id).filter((other) => relations.follows.has(`${viewer}>${other}`) && limit() <= 4)
  const { body: list } = await api('POST', '/api/v1/lists', { title: 'some', replies_policy: 'followed' })
  if (members.length > 0)
    assert.equal(
      (await api('POST', `/api/v1/lists/${list.id}/accounts`, { account_ids: members.map(String) })).status,
      200,
    )
  const path = `/api/v1/timelines/list/${list.id}`
  await expectPages(api, path, idsOf(oracle.list(viewer, new Set(members))), limit(), `a list of ${name}`)
  assert.equal((await world.api('GET', path)).status, 401)
  assert.equal((await api('DELETE', `/api/v1/lists/${list.id}`)).status, 200)
}

async function expectReadsOfOne(
  viewer: number,
  api: Api,
  post: ModelPost,
  oracle: Oracle,
  limit: number,
  name: string,
) {
  const about = `post ${post.id} by ${nameOf(post.author)} (${post.visibility}${post.boostOf ? ', a boost' : ''}) for ${name}`
  const path = `/api/v1/statuses/${post.id}`
  const answer = await api('GET', path)
  const context = await api('GET', `${path}/context`)
  const favouriters = await api('GET', `${path}/favourited_by`)
  const history = await api('GET', `${path}/history`)
  const quotes = await api('GET', `${path}/quotes`)
  const source = await api('GET', `${path}/source`)
  const address = `${world.url}/users/${post.author}/statuses/${post.id}`
  const found = await api('GET', `/api/v2/search?q=${encodeURIComponent(address)}`)
  if (!oracle.reads(viewer, post)) {
    if (viewer !== visitor) assert.equal(source.status, 404, about)
    for (const refused of [answer, context, favouriters, history, quotes]) {
      assert.equal(refused.status, 404, about)
      assert.deepEqual(refused.body, { error: 'Record not found' }, about)
    }
    assert.deepEqual(found.body.statuses, [], about)
    return
  }
  assert.equal(answer.status, 200, about)
  assert.equal(source.status, viewer === visitor ? 401 : 200, about)
  assert.deepEqual([history.status, history.body.length], [200, 1], about)
  assert.deepEqual([quotes.status, quotes.body], [200, []], about)
  assert.deepEqual(idsOfWire(found.body.statuses), [String(post.id)], about)
  assert.equal(answer.body.visibility, post.visibility, about)
  assert.equal(answer.body.reblog?.id, post.boostOf && String(post.boostOf.id), about)
  const original = post.boostOf ?? post
  const { replies_count, reblogs_count, favourites_count } = answer.body.reblog ?? answer.body
  assert.deepEqual({ replies_count, reblogs_count, favourites_count }, oracle.counts(original), about)
  assert.deepEqual(idsOfWire(context.body.ancestors), idsOf(oracle.ancestors(viewer, post)), `above ${about}`)
  assert.deepEqual(
    idsOfWire(context.body.descendants).toSorted(),
    idsOf(oracle.descendants(viewer, post)).toSorted(),
    `below ${about}`,
  )
  const people = oracle.favouriters(viewer, original).map(String)
  assert.deepEqual(idsOfWire(favouriters.body), people, `favourites of ${about}`)
  const boosters = await api('GET', `${path}/reblogged_by?limit=${limit}`)
  assert.deepEqual(
    idsOfWire(boosters.body),
    oracle.boosters(viewer, original).slice(0, limit).map(String),
    `boosts of ${about}`,
  )
}

const idsOfWire = (entities: { id: string }[]) => entities.map((entity) => entity.id)

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size))
}

/** Small numbers that differ from call to call and are the same when a story is told again. */
function createDice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return 1 + (Math.floor(state / 65_536) % 7)
  }
}

test('every read path shows each viewer exactly what the rules allow', async () => {
  await fc.assert(
    fc.asyncProperty(story, async ({ beginning: { follows, blocks, locked, hearing, filters }, acts, seed }) => {
      await startAfresh(locked)
      const { model, oracle, perform, filter, hear, learnRelations } = createStage()
      await hear(hearing)
      for (const each of filters) await filter(each)
      for (const each of follows) await perform({ kind: 'follow', ...each })
      for (const { from, to } of blocks) await perform({ kind: 'block', from, to })
      await learnRelations()
      for (const each of acts) await perform(each)
      const dice = createDice(seed)
      const expected = oracle()
      await expectReads(visitor, world.api, model, expected, dice)
      for (const person of cast) {
        if (model.relations.suspended.has(id(person))) continue
        await expectReads(id(person), person.api, model, expected, dice)
      }
      await expectCountsOfAuthors(model)
    }),
    { numRuns: 5, endOnFailure: true },
  )
})

/** Boosts of a deleted post are erased by a job, and leave their authors' counts then. */
async function expectCountsOfAuthors({ posts }: Model) {
  await world.settle()
  const rows = await world.ctx.db.selectFrom('author_stats').select(['account_id', 'posts_count']).execute()
  const counts = new Map(rows.map((row) => [Number(row.account_id), row.posts_count]))
  for (const person of cast) {
    const standing = posts.filter((post) => post.author === id(person) && !post.deleted && !post.boostOf?.deleted)
    const expected = standing.filter((post) => post.visibility !== 'direct').length
    assert.equal(counts.get(id(person)) ?? 0, expected, `posts of ${person.name}`)
  }
}

// ---- While others read

type Sight = { beganAfterAnswer: boolean; sees: boolean }

/** Reads again and again while `change` happens; what each read saw, and whether it began after the answer to it. */
async function readDuring(change: () => Promise<unknown>, sees: (() => Promise<boolean>)[]): Promise<Sight[]> {
  const sights: Sight[] = []
  let isAnswered = false
  let isDone = false
  const readers = sees.map(async (look) => {
    while (!isDone) {
      const beganAfterAnswer = isAnswered
      sights.push({ beganAfterAnswer, sees: await look() })
    }
  })
  await Promise.all(sees.map((look) => look()))
  await change()
  isAnswered = true
  await Promise.all(sees.map(async (look) => sights.push({ beganAfterAnswer: true, sees: await look() })))
  isDone = true
  await Promise.all(readers)
  return sights
}

const changes: { name: string; change: (author: Person, reader: Person, post: string) => Promise<Answer | unknown> }[] =
  [
    { name: 'a block', change: (author, reader) => author.api('POST', `/api/v1/accounts/${reader.id}/block`) },
    {
      name: 'a follower taken off',
      change: (author, reader) => author.api('POST', `/api/v1/accounts/${reader.id}/remove_from_followers`),
    },
    { name: 'a deletion', change: (author, _reader, post) => author.api('DELETE', `/api/v1/statuses/${post}`) },
  ]

for (const { name, change } of changes)
  test(`${name} that was answered is never followed by a read that ignores it`, async () => {
    await startAfresh(cast.map(() => false))
    const [author, reader, booster] = cast as [Person, Person, Person]
    for (let round = 0; round < 6; round++) {
      await sql`truncate follows, follow_stats, blocks`.execute(world.ctx.db)
      await reader.api('POST', `/api/v1/accounts/${author.id}/follow`)
      const posted = await author.api('POST', '/api/v1/statuses', {
        status: `private words ${round}`,
        visibility: 'private',
      })
      const post = posted.body.id as string
      await author.api('POST', `/api/v1/statuses/${post}/reblog`)
      await reader.api('POST', `/api/v1/statuses/${post}/bookmark`)
      const holds = async (path: string) => {
        const { body } = await reader.api('GET', path)
        return (body as { id: string; reblog: { id: string } | null }[]).some(
          (each) => each.id === post || each.reblog?.id === post,
        )
      }
      const sights = await readDuring(
        () => change(author, reader, post),
        [
          async () => (await reader.api('GET', `/api/v1/statuses/${post}`)).status === 200,
          () => holds('/api/v1/timelines/home'),
          () => holds('/api/v1/bookmarks'),
          () => holds(`/api/v1/accounts/${author.id}/statuses`),
          async () => (await reader.api('POST', `/api/v1/statuses/${post}/favourite`)).status === 200,
        ],
      )
      assert.ok(
        sights.some((sight) => sight.sees),
        'it was there before',
      )
      assert.equal(sights.filter((sight) => sight.beganAfterAnswer && sight.sees).length, 0)
      assert.equal((await booster.api('GET', `/api/v1/statuses/${post}`)).status, 404)
    }
  })

test('what is kept of an unreadable post is nothing', async () => {
  await startAfresh(cast.map(() => false))
  const [author, reader] = cast as [Person, Person]
  const { body } = await author.api('POST', '/api/v1/statuses', { status: '@bob between us', visibility: 'direct' })
  await reader.api('POST', `/api/v1/statuses/${body.id}/favourite`)
  await author.api('POST', `/api/v1/accounts/${reader.id}/block`)
  assert.deepEqual((await reader.api('GET', '/api/v1/favourites')).body, [])
  const removed = await reader.api('POST', `/api/v1/statuses/${body.id}/unfavourite`)
  assert.equal(removed.status, 404)
  const favourites = await world.ctx.db.selectFrom('favourites').select('id').execute()
  assert.deepEqual(favourites, [])
  const stats = await world.ctx.db.selectFrom('post_stats').select('favourites_count').execute()
  assert.deepEqual(stats, [{ favourites_count: 0 }])
})
