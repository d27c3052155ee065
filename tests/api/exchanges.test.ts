/** The Conversations channel: GET /api/twoway/v1/timelines/conversations. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type RawBuilder, sql } from 'kysely'
import { type AccountId, firstIdAt, maxId } from '../../src/platform/ids.ts'
import { turnsBelow } from '../../src/timelines/exchange-queries.ts'
import { createWorld, type Person, type World } from '../world.ts'

const path = '/api/twoway/v1/timelines/conversations'
let world: World
before(async () => {
  world = await createWorld()
})
after(() => world.stop())

let made = 0
async function cast<const Names extends readonly string[]>(...names: Names): Promise<{ [Key in keyof Names]: Person }> {
  const people: Person[] = []
  for (const name of names) people.push(await world.person(`${name}${++made}`))
  return people as { [Key in keyof Names]: Person }
}
/** I follow all of them. */
async function following<const Names extends readonly string[]>(...names: Names) {
  const [me, ...others] = await cast('me', ...names)
  for (const other of others) await me.api('POST', `/api/v1/accounts/${other.id}/follow`)
  return [me, ...others] as unknown as [Person, ...{ [Key in keyof Names]: Person }]
}

async function say(author: Person, status: string, more: object = {}): Promise<string> {
  const answer = await author.api('POST', '/api/v1/statuses', { status, ...more })
  assert.equal(answer.status, 200, answer.text)
  return answer.body.id
}
const answer = (author: Person, to: string, status = 'an answer', more: object = {}) =>
  say(author, status, { in_reply_to_id: to, ...more })

type Shown = {
  id: string
  newest_id: string
  accounts: { username: string }[]
  statuses: { id: string }[]
  omitted_count: number
}
async function read(person: Person, query = ''): Promise<{ shown: Shown[]; next: string | undefined }> {
  const { status, body, headers, text } = await person.api('GET', path + query)
  assert.equal(status, 200, text)
  return { shown: body, next: /max_id=(\d+)/.exec(headers.get('link') ?? '')?.[1] }
}
const newest = async (person: Person, query = '') => (await read(person, query)).shown.map(({ newest_id }) => newest_id)
const postsOf = ({ statuses }: Shown) => statuses.map(({ id }) => id)

describe('the Conversations channel', () => {
  test('holds what two people I follow say to each other, as they said it', async () => {
    const [me, friend, other] = await following('friend', 'other')
    const opening = await say(friend, 'an opening')
    const first = await answer(other, opening)
    assert.deepEqual(await newest(me), [], 'nobody has been answered back')
    const second = await answer(friend, first)
    const { shown, next } = await read(me)
    assert.equal(next, undefined)
    assert.deepEqual(
      shown.map(({ id }) => id),
      [opening],
    )
    assert.deepEqual(postsOf(shown[0]!), [opening, first, second])
    assert.deepEqual(
      shown[0]!.accounts.map(({ username }) => username),
      [friend.name, other.name],
    )
  })

  test('and what somebody I follow and I say; not what they say to strangers', async () => {
    const [me, friend] = await following('friend')
    const [stranger] = await cast('stranger')
    const named = await say(me, `@${friend.name} do you know?`)
    const answered = await answer(friend, named)
    const elsewhere = await say(friend, 'an opening')
    await answer(friend, await answer(stranger, elsewhere))
    assert.deepEqual(await newest(me), [answered])
  })

  test('an exchange stands once, where its newest turn is, whatever strangers add', async () => {
    const [me, friend, other] = await following('friend', 'other')
    const [stranger] = await cast('stranger')
    const old = await say(friend, `@${other.name} an old one`)
    const oldAnswer = await answer(other, old)
    const later = await answer(other, await say(friend, `@${other.name} a later one`))
    assert.deepEqual(await newest(me), [later, oldAnswer])
    await answer(stranger, later)
    assert.deepEqual(await newest(me), [later, oldAnswer])
    const lifted = await answer(friend, oldAnswer)
    assert.deepEqual(await newest(me), [lifted, later])
    assert.deepEqual(await newest(me, `?since_id=${later}`), [lifted])
    assert.deepEqual(await newest(me, `?max_id=${lifted}`), [later])
  })

  test('of a long one the opening and the newest turns are shown, and how many stand between', async () => {
    const [me, friend, other] = await following('friend', 'other')
    const said = [await say(friend, 'one')]
    for (let turn = 0; turn < 8; turn++) said.push(await answer(turn % 2 ? friend : other, said.at(-1)!))
    const [exchange] = (await read(me)).shown
    assert.deepEqual(postsOf(exchange!), [said[0], ...said.slice(-4)])
    assert.equal(exchange!.omitted_count, 4)
  })

  test('what I may not read is not there, nor counted', async () => {
    const [me, friend, other] = await following('friend', 'other')
    const named = { visibility: 'private' }
    const opening = await say(friend, `@${other.name} between us`, { visibility: 'direct' })
    await answer(other, opening, `@${friend.name} yes`, { visibility: 'direct' })
    assert.deepEqual(await newest(me), [])
    const open = await say(friend, `@${other.name} in the open`)
    const seen = await answer(other, open)
    await friend.api('POST', `/api/v1/accounts/${other.id}/follow`)
    const hidden = await answer(friend, seen, 'for my followers', named)
    assert.deepEqual(await newest(me), [hidden], 'I follow them')
    await me.api('POST', `/api/v1/accounts/${friend.id}/unfollow`)
    assert.deepEqual(await newest(me), [])
    const [onlooker] = await following()
    await onlooker.api('POST', `/api/v1/accounts/${other.id}/follow`)
    assert.deepEqual(await newest(onlooker), [])
  })

  test('blocks, mutes, muted threads, filters, deletions and exclusive lists hold', async () => {
    const [me, friend, other] = await following('friend', 'other')
    const last = await answer(other, await say(friend, `@${other.name} hello`))
    const isThere = async () => (await newest(me)).length === 1
    const undo = async (act: string, back: string) => {
      for (const who of [friend, other]) {
        assert.ok(await isThere(), act)
        await me.api('POST', `/api/v1/accounts/${who.id}/${act}`)
        assert.ok(!(await isThere()), `${act} ${who.name}`)
        await me.api('POST', `/api/v1/accounts/${who.id}/${back}`)
      }
    }
    await undo('mute', 'unmute')
    await me.api('POST', `/api/v1/statuses/${last}/mute`)
    assert.ok(!(await isThere()))
    await me.api('POST', `/api/v1/statuses/${last}/unmute`)
    const filter = await me.api('POST', '/api/v2/filters', {
      title: 'answers',
      context: ['home'],
      filter_action: 'hide',
      keywords_attributes: [{ keyword: 'an answer' }],
    })
    assert.ok(!(await isThere()))
    await me.api('DELETE', `/api/v2/filters/${filter.body.id}`)
    const list = await me.api('POST', '/api/v1/lists', { title: 'apart', exclusive: true })
    await me.api('POST', `/api/v1/lists/${list.body.id}/accounts`, { account_ids: [friend.id] })
    assert.ok(!(await isThere()))
    await me.api('DELETE', `/api/v1/lists/${list.body.id}`)
    assert.ok(await isThere())
    await other.api('POST', `/api/v1/accounts/${me.id}/block`)
    assert.ok(!(await isThere()), 'who blocks me')
    await other.api('POST', `/api/v1/accounts/${me.id}/unblock`)
    await me.api('POST', `/api/v1/accounts/${other.id}/follow`)
    assert.ok(await isThere())
    await other.api('DELETE', `/api/v1/statuses/${last}`)
    assert.ok(!(await isThere()))
  })

  test('page by page it is the same as at once, however much is said to others', async () => {
    const [me, friend, other] = await following('friend', 'other')
    const [stranger] = await cast('stranger')
    const theirs = await say(stranger, 'a stranger speaks')
    for (let turn = 0; turn < 6; turn++) {
      const opening = await say(friend, `@${other.name} number ${turn}`)
      await answer(other, opening)
      // More than one window holds.
      for (let count = 0; count < 12; count++) await answer(other, theirs)
    }
    const all = await newest(me)
    assert.equal(all.length, 6)
    for (const limit of [1, 2, 4]) {
      const paged: string[] = []
      let from = ''
      for (let pages = 0; ; pages++) {
        assert.ok(pages < 20)
        const { shown, next } = await read(me, `?limit=${limit}${from}`)
        assert.ok(shown.length <= limit)
        paged.push(...shown.map(({ newest_id }) => newest_id))
        if (next === undefined) break
        from = `&max_id=${next}`
      }
      assert.deepEqual(paged, all)
    }
  })

  test('a window is read from the index of answers, so much of each person and no more', async () => {
    const [me] = await cast('me')
    const first = firstIdAt(new Date('2020-01-01T00:00:00Z'))
    const people = Array.from({ length: 60 }, (_, place) => (first + 1 + place) as AccountId)
    await sql`
      insert into posts (id, author_id, in_reply_to_account_id, visibility, thread_id, created_at)
      select ${first}::bigint + turn * 60 + author, ${first}::bigint + author,
        case when turn % 4 = 0 then ${first}::bigint + 1 + (author + turn) % 60 end, 'public',
        ${first}::bigint + turn % 50, now()
      from generate_series(1, 60) author, generate_series(1, 400) turn`.execute(world.ctx.db)
    await sql`vacuum analyze posts`.execute(world.ctx.db)
    const query: RawBuilder<unknown> = turnsBelow(people, me.id, maxId)
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain (analyze, timing off) ${query}`.execute(world.ctx.db)
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    assert.match(plan, /Index (Only )?Scan using posts_by_answerer[^\n]*rows=20\.00 loops=60/)
    assert.doesNotMatch(plan, /Seq Scan on posts/)
  })
})
