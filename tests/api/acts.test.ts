import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { forgetOldActs } from '../../src/follows/journal.ts'
import { dayMs, hourMs } from '../../src/platform/clock.ts'
import { type Answer, createWorld, type Person, type World } from '../world.ts'
import { act, createCast, relationship } from './follow-cast.ts'
import { listen } from './stream-clients.ts'

let world: World
before(async () => {
  world = await createWorld()
})
after(() => world.stop())

const cast = createCast(() => world)
const turn = (person: Person, other: Person, dials: Record<string, unknown>) =>
  person.api('PUT', `/api/twoway/v1/follows/${other.id}`, dials)
const acts = async (person: Person, query = '') => (await person.api('GET', `/api/twoway/v1/acts${query}`)).body
const newest = async (person: Person) => (await acts(person, '?limit=1'))[0]
const undo = (person: Person, id: string, body: Record<string, unknown> = {}) =>
  person.api('POST', `/api/twoway/v1/acts/${id}/undo`, body)
const newList = async (person: Person, title: string, more: Record<string, unknown> = {}): Promise<string> =>
  (await person.api('POST', '/api/v1/lists', { title, ...more })).body.id
const move = (person: Person, list: string, others: Person[], leave: string[] = []) =>
  person.api('POST', `/api/twoway/v1/lists/${list}/move`, { account_ids: others.map(({ id }) => id), leave })
const askUnfollows = (person: Person, others: Person[]) =>
  person.api('POST', '/api/twoway/v1/unfollows', { account_ids: others.map(({ id }) => id) })
const countOf = async (table: 'events' | 'notifications' | 'acts') =>
  Number(
    (
      await world.ctx.db
        .selectFrom(table)
        .select(({ fn }) => fn.countAll().as('rows'))
        .executeTakeFirstOrThrow()
    ).rows,
  )

/** All that a person holds about others: as they are told it, and row by row. */
async function holdings(person: Person, others: readonly Person[]) {
  const relations = await person.api(
    'GET',
    `/api/v1/accounts/relationships?${others.map(({ id }) => `id[]=${id}`).join('&')}`,
  )
  const following = (await person.api('GET', `/api/v1/accounts/${person.id}/following`)).body
  const lists = []
  for (const { id } of (await person.api('GET', '/api/v1/lists')).body)
    lists.push([id, idsOf(await person.api('GET', `/api/v1/lists/${id}/accounts`))])
  const rowsOf = async (
    table: 'follows' | 'mutes' | 'blocks' | 'account_notes' | 'list_members',
    of: string,
    to: string,
    condition = sql`true`,
  ) =>
    (
      await sql<{ id: number }>`
        select * from ${sql.table(table)} where ${sql.ref(of)} = ${person.id}
          and ${sql.ref(to)} = any(${others.map(({ id }) => id)}::bigint[]) and ${condition} order by id`.execute(
        world.ctx.db,
      )
    ).rows
  // Who is no longer followed is no member, whether or not the row has gone yet.
  const isMember = sql`exists (select from follows where follower_id = owner_id and followee_id = account_id)`
  const rows = [
    await rowsOf('follows', 'follower_id', 'followee_id'),
    await rowsOf('mutes', 'muter_id', 'muted_id'),
    await rowsOf('blocks', 'blocker_id', 'blocked_id'),
    await rowsOf('account_notes', 'owner_id', 'about_id'),
    await rowsOf('list_members', 'owner_id', 'account_id', isMember),
  ]
  return {
    relations: relations.body,
    following: following.map(({ id }: { id: string }) => id),
    lists,
    rows,
    counts: await cast.counts(person),
  }
}
const idsOf = (answer: Answer): string[] => answer.body.map(({ id }: { id: string }) => id)

type Deed = { what: string; to: number; pick: number }
const anyDeeds = fc.array(
  fc.record({
    what: fc.constantFrom(
      'unfollow',
      'volume',
      'keep',
      'reason',
      'bell',
      'note',
      'mute',
      'unmute',
      'block',
      'unblock',
      'list',
    ),
    to: fc.integer({ min: 0, max: 1 }),
    pick: fc.integer({ min: 0, max: 3 }),
  }),
  { minLength: 12, maxLength: 12 },
)

test('undoing what was done last puts everything back, whatever was done', async () => {
  await fc.assert(
    fc.asyncProperty(anyDeeds, fc.boolean(), async (deeds, isSettled) => {
      const [me, ...others] = (await cast.people(3)) as [Person, ...Person[]]
      const lists = [await newList(me, 'near'), await newList(me, 'far', { exclusive: true })]
      for (const other of others)
        await act(me, other, 'follow', { notify: true, languages: ['en'], reason: 'met', reason_text: 'in a café' })
      await move(me, lists[0]!, others)
      const perform = ({ what, to, pick }: Deed): Promise<Answer> => {
        const other = others[to]!
        switch (what) {
          case 'volume':
            return turn(me, other, {
              volume: ['everything', 'no_boosts', 'best', 'quiet'][pick],
              best_per_day: pick + 1,
            })
          case 'keep':
            return turn(me, other, { keep: pick > 1, roles: ['news', 'chess'].slice(0, pick) })
          case 'reason':
            return turn(me, other, { reason: pick > 1 ? 'other' : null, reason_text: `words ${pick}` })
          case 'bell':
            return act(me, other, 'follow', { notify: pick > 1, languages: pick > 1 ? ['de'] : [] })
          case 'note':
            return act(me, other, 'note', { comment: pick > 0 ? `note ${pick}` : '' })
          case 'mute':
            return act(me, other, 'mute', { notifications: pick > 1, duration: pick > 0 ? 86_400 : 0 })
          case 'list':
            return move(me, lists[pick % 2]!, [other], [lists[(pick + 1) % 2]!])
          default:
            return act(me, other, what)
        }
      }
      const journal: { id: string; earlier: unknown }[] = []
      for (const deed of deeds) {
        // Following anew is not undone by a journal: a bell stays where it is once the follow has ended.
        const isFollowed = (await relationship(me, others[deed.to]!)).following
        if (deed.what === 'bell' && !isFollowed) continue
        const earlier = await holdings(me, others)
        const known = (await newest(me))?.id
        await perform(deed)
        if (isSettled) await world.settle()
        const made = (await newest(me))?.id
        if (made === known)
          assert.deepEqual(await holdings(me, others), earlier, 'what changes nothing is not written down')
        else journal.push({ id: made, earlier })
      }
      for (const { id, earlier } of journal.toReversed()) {
        const answer = await undo(me, id)
        assert.equal(answer.status, 200, answer.text)
        if (isSettled) await world.settle()
        assert.deepEqual(await holdings(me, others), earlier)
        assert.equal((await undo(me, id)).status, 409, 'once')
      }
      await world.settle()
      assert.deepEqual((await holdings(me, others)).lists, [
        [lists[0], others.toReversed().map(({ id }) => String(id))],
        [lists[1], []],
      ])
    }),
    { numRuns: 3 },
  )
})

describe('undoing', () => {
  test('says what was, what is, and gives way to what is newer', async () => {
    const [me, friend] = await cast.two()
    await act(me, friend, 'follow', { reason: 'met' })
    await turn(me, friend, { volume: 'quiet' })
    const turned = await newest(me)
    assert.deepEqual([turned.kind, turned.people_count, turned.people[0].state], ['dials', 1, 'done'])
    assert.deepEqual([turned.people[0].before, turned.people[0].after], [{ volume: 'everything' }, { volume: 'quiet' }])
    assert.equal(turned.people[0].account.id, String(friend.id))
    await turn(me, friend, { volume: 'best', best_per_day: 2, keep: true })
    const stale = (await me.api('GET', `/api/twoway/v1/acts/${turned.id}`)).body
    assert.equal(stale.people[0].undo.possible, false)
    const refused = await undo(me, turned.id)
    assert.equal(refused.status, 409)
    assert.match(refused.body.error, /changed this since/)
    await act(me, friend, 'unfollow')
    const [gone, better] = await acts(me)
    assert.deepEqual(gone.people[0].before.volume, 'best')
    assert.equal((await undo(me, better.id)).status, 409, 'there is no follow to turn')
    for (const id of [gone.id, better.id, turned.id]) assert.equal((await undo(me, id)).status, 200)
    assert.equal((await relationship(me, friend)).twoway.volume, 'everything')
    for (const { people } of await acts(me)) assert.equal(people[0].state, 'undone')
  })

  test('of an unfollow tells nobody anything, and every app sees the follow again', async () => {
    const [me, friend] = await cast.two()
    await act(me, friend, 'follow')
    await world.settle()
    const seen = await relationship(me, friend)
    const stream = await listen(world, friend.token, [{ stream: 'user' }, { stream: 'user:notification' }])
    await act(me, friend, 'unfollow')
    await undo(me, (await newest(me)).id)
    await stream.settled()
    assert.deepEqual(stream.received, [])
    assert.deepEqual(await relationship(me, friend), seen)
    assert.deepEqual(await cast.counts(friend), [1, 0])
    stream.close()
  })

  test('asks again where they decide who follows them, and says so first', async () => {
    const [me, friend] = await cast.two()
    await act(me, friend, 'follow', { reason: 'met', reason_text: 'at sea' })
    const list = await newList(me, 'sailors')
    await move(me, list, [friend])
    await cast.change(friend, { locked: true })
    const review = (await me.api('POST', '/api/twoway/v1/unfollows/review', { account_ids: [friend.id] })).body
    assert.equal(review[0].asks_again, true)
    const what = review[0].losses.map((loss: { what: string }) => loss.what)
    assert.deepEqual(what, ['consent', 'reason', 'lists'])
    await act(me, friend, 'unfollow')
    const { id, people } = await newest(me)
    assert.deepEqual([people[0].undo.possible, people[0].undo.asks_again], [true, true])
    const refused = await undo(me, id)
    assert.equal(refused.status, 409)
    assert.match(refused.body.error, /asks them again/)
    assert.equal((await undo(me, id, { ask: true })).status, 200)
    const asked = await relationship(me, friend)
    assert.deepEqual([asked.following, asked.requested, asked.twoway.reason_text], [false, true, 'at sea'])
    assert.deepEqual(idsOf(await me.api('GET', `/api/v1/lists/${list}/accounts`)), [String(friend.id)])
    await world.settle()
    const requests = await friend.api('GET', '/api/v1/notifications?types[]=follow_request')
    assert.equal(requests.body.length, 1)
  })

  test('of a block brings my follow back, and theirs is theirs', async () => {
    const [me, friend] = await cast.two()
    await act(me, friend, 'follow', { reason: 'met' })
    await act(friend, me, 'follow')
    await act(me, friend, 'block')
    assert.equal((await undo(me, (await newest(me)).id)).status, 200)
    const now = await relationship(me, friend)
    assert.deepEqual([now.following, now.blocking, now.followed_by, now.twoway.reason], [true, false, false, 'met'])
  })

  test('ends after thirty days, and nobody else can do it', async () => {
    const [me, friend] = await cast.two()
    await act(me, friend, 'follow')
    await act(me, friend, 'unfollow')
    const { id, undo_until } = await newest(me)
    assert.equal((await undo(friend, id)).status, 404)
    assert.equal((await friend.api('GET', `/api/twoway/v1/acts/${id}`)).status, 404)
    assert.deepEqual(await acts(friend), [])
    world.clock.advance(30 * dayMs + 60_000)
    assert.ok(new Date(undo_until) < world.clock.now())
    assert.equal((await undo(me, id)).status, 404)
    await forgetOldActs(world.ctx)
    assert.deepEqual(await acts(me), [])
  })

  test('is refused where somebody is gone or blocks me', async () => {
    const [me, friend, other] = await cast.three()
    for (const each of [friend, other]) {
      await act(me, each, 'follow')
      await act(me, each, 'unfollow')
    }
    const [toOther, toFriend] = await acts(me)
    await act(friend, me, 'block')
    assert.equal((await undo(me, toFriend.id)).status, 403)
    await cast.change(other, { suspended_at: new Date() })
    assert.equal((await undo(me, toOther.id)).status, 404)
    assert.equal((await acts(me))[0].people[0].undo.possible, false)
  })
})

describe('a place on a list', () => {
  test('is given to a selection in one act, and an exclusive list keeps them out of home', async () => {
    const [me, one, two, stranger] = await cast.four()
    for (const other of [one, two]) await act(me, other, 'follow')
    const [near, far] = [await newList(me, 'near'), await newList(me, 'far', { exclusive: true })]
    await move(me, near, [one])
    const post = (await one.api('POST', '/api/v1/statuses', { status: 'a word' })).body.id
    const home = async () => idsOf(await me.api('GET', '/api/v1/timelines/home'))
    assert.deepEqual(await home(), [post])
    assert.equal((await move(me, far, [one, stranger])).status, 422)
    assert.equal((await move(me, far, [one], ['1'])).status, 404)
    assert.deepEqual(idsOf(await me.api('GET', `/api/v1/lists/${far}/accounts`)), [])
    const moved = (await move(me, far, [one, two], [near])).body.act
    assert.deepEqual([moved.kind, moved.people_count], ['lists', 2])
    assert.deepEqual(await home(), [])
    assert.equal((await move(me, far, [one, two], [near])).body.act, null, 'there is nothing to do')
    const undone = (await undo(me, moved.id, { account_ids: [one.id] })).body
    assert.deepEqual(
      undone.undone.map(({ account_id }: { account_id: string }) => account_id),
      [String(one.id)],
    )
    assert.deepEqual(await home(), [post])
    assert.deepEqual(idsOf(await me.api('GET', `/api/v1/lists/${far}/accounts`)), [String(two.id)])
    await act(me, one, 'unfollow')
    await me.api('DELETE', `/api/v1/lists/${near}`)
    assert.equal((await undo(me, (await newest(me)).id)).body.undone[0].missing_lists, 1)
  })
})

describe('unfollowing many', () => {
  test('waits an hour, and taking it back leaves no trace', async () => {
    const [me, one, two] = await cast.three()
    for (const other of [one, two]) await act(me, other, 'follow')
    await world.settle()
    const streams = [
      await listen(world, one.token, [{ stream: 'user' }]),
      await listen(world, me.token, [{ stream: 'user' }]),
    ]
    const counted = async () => [await countOf('events'), await countOf('notifications'), await countOf('acts')]
    const earlier = [await counted(), await holdings(me, [one, two])]
    const waiting = (await askUnfollows(me, [one, two])).body
    assert.equal(new Date(waiting.due_at).getTime() - new Date(waiting.created_at).getTime(), hourMs)
    assert.deepEqual(
      waiting.people.map(({ state }: { state: string }) => state),
      ['waiting', 'waiting'],
    )
    assert.deepEqual((await me.api('GET', '/api/twoway/v1/unfollows')).body, [waiting])
    assert.deepEqual(await acts(me), [])
    assert.equal((await one.api('DELETE', `/api/twoway/v1/unfollows/${waiting.id}`)).status, 404)
    await world.settle()
    assert.equal((await me.api('DELETE', `/api/twoway/v1/unfollows/${waiting.id}`)).status, 200)
    world.clock.advance(2 * hourMs)
    for (const stream of streams) {
      await stream.settled()
      assert.deepEqual(stream.received, [])
      stream.close()
    }
    assert.deepEqual([await counted(), await holdings(me, [one, two])], earlier)
    assert.deepEqual((await me.api('GET', '/api/twoway/v1/unfollows')).body, [])
    assert.equal((await me.api('DELETE', `/api/twoway/v1/unfollows/${waiting.id}`)).status, 404)
  })

  test('is carried out after the hour, but for whom I keep, and undone for one or for all', async () => {
    const [me, one, two, kept] = await cast.four()
    for (const other of [one, two, kept]) await act(me, other, 'follow', { reason: 'other', reason_text: other.name })
    const fourth = await world.person('fourth')
    await act(me, fourth, 'follow')
    const list = await newList(me, 'near')
    await move(me, list, [two, one])
    await act(me, two, 'note', { comment: 'at the market' })
    await turn(me, one, { volume: 'best', best_per_day: 3, roles: ['news'] })
    const earlier = await holdings(me, [one, two])
    const { id } = (await askUnfollows(me, [one, two, kept, fourth])).body
    world.clock.advance(hourMs - 60_000)
    await world.settle()
    assert.equal((await relationship(me, one)).following, true)
    await turn(me, kept, { keep: true })
    assert.equal((await me.api('DELETE', `/api/twoway/v1/unfollows/${id}`, { account_ids: [fourth.id] })).status, 200)
    world.clock.advance(61_000)
    await world.settle()
    const followed = []
    for (const other of [one, two, kept, fourth]) followed.push((await relationship(me, other)).following)
    assert.deepEqual(followed, [false, false, true, true])
    const done = (await me.api('GET', `/api/twoway/v1/acts/${id}`)).body
    assert.deepEqual(
      new Map(done.people.map(({ account, state }: never) => [(account as { id: string }).id, state])),
      new Map([
        [String(one.id), 'done'],
        [String(two.id), 'done'],
        [String(kept.id), 'passed_over'],
      ]),
    )
    assert.equal((await me.api('DELETE', `/api/twoway/v1/unfollows/${id}`)).status, 404)
    await undo(me, id, { account_ids: [one.id] })
    assert.equal((await relationship(me, one)).following, true)
    assert.equal((await relationship(me, two)).following, false)
    assert.equal((await undo(me, id)).status, 200)
    assert.deepEqual(await holdings(me, [one, two]), earlier)
  })

  test('takes only people I follow, and not too many', async () => {
    const [me, one, stranger] = await cast.three()
    await act(me, one, 'follow')
    assert.equal((await askUnfollows(me, [one, stranger])).status, 422)
    assert.equal((await askUnfollows(me, [])).status, 422)
    const many = Array.from({ length: 501 }, (_, index) => ({ id: index + 1 }) as Person)
    assert.equal((await askUnfollows(me, many)).status, 422)
    assert.deepEqual((await me.api('GET', '/api/twoway/v1/unfollows')).body, [])
  })
})

test('what is held back can be read, and is counted', async () => {
  const [me, friend] = await cast.two()
  await act(me, friend, 'follow')
  const ids: string[] = []
  for (let index = 0; index < 5; index++)
    ids.unshift((await friend.api('POST', '/api/v1/statuses', { status: `word ${index}` })).body.id)
  const heldBack = async (query = '') =>
    idsOf(await me.api('GET', `/api/twoway/v1/follows/${friend.id}/held_back${query}`))
  const counted = async () =>
    (await me.api('GET', '/api/twoway/v1/follows')).body.map(
      (each: { held_back: { posts: number } }) => each.held_back.posts,
    )
  assert.deepEqual([await heldBack(), await counted()], [[], []])
  await turn(me, friend, { volume: 'best', best_per_day: 2 })
  assert.deepEqual([await heldBack(), await counted()], [ids.slice(0, 3), [3]])
  assert.deepEqual(await heldBack(`?max_id=${ids[0]}&limit=1`), [ids[1]])
  await turn(me, friend, { volume: 'quiet', keep: true, roles: ['news'] })
  assert.deepEqual([await heldBack(), await counted()], [ids, [5]])
  for (const only of ['kept', 'with_role'])
    assert.equal((await me.api('GET', `/api/twoway/v1/follows?only=${only}`)).body[0].account.id, String(friend.id))
  assert.equal((await me.api('GET', '/api/twoway/v1/follows/1/held_back')).status, 404)
})

test('a deleted account leaves no journal', async () => {
  const [me, friend] = await cast.two()
  await act(me, friend, 'follow')
  await act(me, friend, 'unfollow')
  const rows = () => world.ctx.db.selectFrom('acts').selectAll().where('account_id', '=', me.id).execute()
  assert.equal((await rows()).length, 1)
  await cast.change(me, { deleted_at: world.clock.now() })
  await world.ctx.db
    .insertInto('jobs')
    .values({
      id: world.ctx.newId(),
      kind: 'account.erase',
      payload: JSON.stringify({ account: me.id }),
      run_at: world.clock.now(),
      created_at: world.clock.now(),
    })
    .execute()
  await world.settle()
  assert.deepEqual(await rows(), [])
})
