/** Random acts of four people against a tiny model: one after another exactly, all at once by what must always hold. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { createWorld, type Person, type World } from '../world.ts'

const verbs = [
  'follow',
  'unfollow',
  'remove_from_followers',
  'authorize',
  'reject',
  'block',
  'unblock',
  'mute',
  'unmute',
] as const
type Verb = (typeof verbs)[number]
type Act = { verb: Verb; from: number; to: number }

let world: World
let cast: Person[]
before(async () => {
  world = await createWorld()
  cast = await Promise.all(['ada', 'bob', 'cyd', 'dan'].map((name) => world.person(name)))
})
after(() => world.stop())

/** Follows take most of the acts, so that the others find something to undo. */
const verb = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Verb>('follow') },
  { weight: 9, arbitrary: fc.constantFrom(...verbs) },
)
const someone = fc.integer({ min: 0, max: 3 })
const act = fc.record({ verb, from: someone, to: someone }).filter(({ from, to }) => from !== to)
const locks = fc.array(fc.boolean(), { minLength: 4, maxLength: 4 })

async function startAfresh(locked: boolean[]) {
  await sql`truncate follows, blocks, mutes, follow_stats`.execute(world.ctx.db)
  for (const [index, person] of cast.entries())
    await world.ctx.db.updateTable('accounts').set({ locked: locked[index]! }).where('id', '=', person.id).execute()
}

function perform({ verb: name, from, to }: Act) {
  const target = cast[to]!.id
  const isAnswer = name === 'authorize' || name === 'reject'
  return cast[from]!.api(
    'POST',
    isAnswer ? `/api/v1/follow_requests/${target}/${name}` : `/api/v1/accounts/${target}/${name}`,
  )
}

/** What stands from one to another, by `from,to`. */
type Model = { follows: Map<string, 'requested' | 'accepted'>; blocks: Set<string>; mutes: Set<string> }

/** Changes the model; returns the status the server must answer with. */
function imagine({ follows, blocks, mutes }: Model, { verb: name, from, to }: Act, locked: boolean[]): number {
  const [there, back] = [`${from},${to}`, `${to},${from}`]
  switch (name) {
    case 'follow':
      if (blocks.has(there) || blocks.has(back)) return 403
      if (!follows.has(there)) follows.set(there, locked[to] ? 'requested' : 'accepted')
      return 200
    case 'unfollow':
      follows.delete(there)
      return 200
    case 'remove_from_followers':
      if (follows.get(back) === 'accepted') follows.delete(back)
      return 200
    case 'authorize':
    case 'reject':
      if (follows.get(back) !== 'requested') return 404
      if (name === 'authorize') follows.set(back, 'accepted')
      else follows.delete(back)
      return 200
    case 'block':
      blocks.add(there)
      follows.delete(there)
      follows.delete(back)
      return 200
    case 'unblock':
      blocks.delete(there)
      return 200
    case 'mute':
      mutes.add(there)
      return 200
    case 'unmute':
      mutes.delete(there)
      return 200
  }
}

async function checkAgainst({ follows, blocks, mutes }: Model) {
  for (const [index, person] of cast.entries()) {
    const others = cast
      .keys()
      .filter((other) => other !== index)
      .toArray()
    const query = others.map((other) => `id[]=${cast[other]!.id}`).join('&')
    const { body } = await person.api('GET', `/api/v1/accounts/relationships?${query}`)
    const expected = others.map((other) => {
      const [there, back] = [`${index},${other}`, `${other},${index}`]
      return {
        id: String(cast[other]!.id),
        following: follows.get(there) === 'accepted',
        requested: follows.get(there) === 'requested',
        followed_by: follows.get(back) === 'accepted',
        requested_by: follows.get(back) === 'requested',
        blocking: blocks.has(there),
        blocked_by: blocks.has(back),
        muting: mutes.has(there),
      }
    })
    const actual = body.map((one: Record<string, unknown>) =>
      Object.fromEntries(Object.keys(expected[0]!).map((key) => [key, one[key]])),
    )
    assert.deepEqual(actual, expected)
    const account = (await world.api('GET', `/api/v1/accounts/${person.id}`)).body
    const accepted = [...follows].filter(([, state]) => state === 'accepted').map(([pair]) => pair.split(','))
    assert.equal(account.followers_count, accepted.filter(([, to]) => to === String(index)).length)
    assert.equal(account.following_count, accepted.filter(([from]) => from === String(index)).length)
  }
}

test('random acts one after another leave what the model says', async () => {
  await fc.assert(
    fc.asyncProperty(locks, fc.array(act, { minLength: 5, maxLength: 40 }), async (locked, acts) => {
      await startAfresh(locked)
      const model: Model = { follows: new Map(), blocks: new Set(), mutes: new Set() }
      for (const one of acts)
        assert.equal((await perform(one)).status, imagine(model, one, locked), JSON.stringify(one))
      await checkAgainst(model)
    }),
    { numRuns: 20 },
  )
})

/** Rows that must not exist, whatever was done at the same time. */
async function contradictions() {
  const { rows } = await sql`
    select 'a block and a follow' as what, f.follower_id, f.followee_id from follows f
    join blocks b on (b.blocker_id, b.blocked_id) in ((f.follower_id, f.followee_id), (f.followee_id, f.follower_id))
    union all
    select 'wrong counts', a.id, null from accounts a left join follow_stats s on s.account_id = a.id
    where coalesce(s.followers_count, 0) <> (select count(*) from follows where followee_id = a.id and state = 'accepted')
      or coalesce(s.following_count, 0) <> (select count(*) from follows where follower_id = a.id and state = 'accepted')`.execute(
    world.ctx.db,
  )
  return rows
}

test('random acts all at once never contradict each other, and each is answered', async () => {
  await fc.assert(
    fc.asyncProperty(locks, fc.array(act, { minLength: 20, maxLength: 80 }), async (locked, acts) => {
      await startAfresh(locked)
      const answers = await Promise.all(acts.map(perform))
      for (const answer of answers) assert.ok([200, 403, 404].includes(answer.status), answer.text)
      assert.deepEqual(await contradictions(), [])
    }),
    { numRuns: 15 },
  )
})

test('the same follow many times at once counts once', async () => {
  await startAfresh([false, false, false, false])
  const follow: Act = { verb: 'follow', from: 0, to: 1 }
  const answers = await Promise.all(Array.from({ length: 12 }, () => perform(follow)))
  assert.deepEqual(new Set(answers.map((answer) => answer.status)), new Set([200]))
  await checkAgainst({ follows: new Map([['0,1', 'accepted']]), blocks: new Set(), mutes: new Set() })
})

test('a follow racing a block leaves the block alone', async () => {
  for (let round = 0; round < 10; round++) {
    await startAfresh([false, false, false, false])
    const racing = [0, 1].flatMap((from): Act[] => [
      { verb: 'follow', from, to: 1 - from },
      { verb: 'follow', from, to: 1 - from },
    ])
    await Promise.all([...racing, { verb: 'block', from: 0, to: 1 } as Act, ...racing].map(perform))
    await checkAgainst({ follows: new Map(), blocks: new Set(['0,1']), mutes: new Set() })
  }
})
