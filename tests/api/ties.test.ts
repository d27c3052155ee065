import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { deleteAccount, suspendAccount } from '../../src/moderation/actions.ts'
import { dayMs, hourMs } from '../../src/platform/clock.ts'
import { type Answer, createWorld, type Person, type World } from '../world.ts'

let world: World
before(async () => {
  world = await createWorld()
  // The middle of an hour and of a week: what a test does within seconds falls into one of each.
  const wednesday = Date.UTC(2026, 0, 7, 10, 30)
  const now = world.clock.now().getTime()
  world.clock.advance((((wednesday - now) % weekMs) + weekMs) % weekMs)
})
after(() => world.stop())

const weekMs = 7 * dayMs
let made = 0
/** Somebody new, so that what happens in one test changes nothing in another. */
const someone = (name: string) => world.person(`${name}${++made}`)
async function publish(author: Person, status: string, more: object = {}): Promise<{ id: string }> {
  const answer = await author.api('POST', '/api/v1/statuses', { status, ...more })
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}
const reply = (author: Person, to: { id: string }, status = 'yes') => publish(author, status, { in_reply_to_id: to.id })
const on = (person: Person, post: { id: string }, act: string): Promise<Answer> =>
  person.api('POST', `/api/v1/statuses/${post.id}/${act}`)
const toward = (person: Person, other: Person, act: string) => person.api('POST', `/api/v1/accounts/${other.id}/${act}`)
const path = (other: Person | { id: string }) => `/api/twoway/v1/ties/${other.id}`
async function tie(me: Person, other: Person): Promise<Answer['body']> {
  await world.settle()
  const answer = await me.api('GET', path(other))
  assert.equal(answer.status, 200, answer.text)
  assert.equal(answer.headers.get('cache-control'), 'private, no-store')
  return answer.body
}
/** The line of this name, in whichever list. */
const line = (lane: Answer['body'], what: string) =>
  [...lane.evidence, ...lane.counter_evidence].find((each: { what: string }) => each.what === what)

describe('a tie', () => {
  test('begins with nothing, and says so', async () => {
    const [mara, theo] = [await someone('mara'), await someone('theo')]
    const found = await tie(mara, theo)
    assert.equal(found.band, 'unknown')
    assert.equal(found.sentence, `New: nothing has passed between you and ${theo.name} yet. Say hello.`)
    assert.deepEqual([found.last_out, found.last_in, found.started_by, found.balance], [null, null, null, null])
    assert.deepEqual(found.stage, { stage: 'none', steps: [], unobserved: [] })
    assert.equal(found.lane.weeks.length, 26)
    assert.deepEqual([...found.lane.out, ...found.lane.in], new Array(52).fill(0))
  })

  test('grows from a follow to a conversation, each step with its post, and goes back when a post goes', async () => {
    const [mara, theo] = [await someone('mara'), await someone('theo')]
    await toward(mara, theo, 'follow')
    const first = await publish(theo, 'hello everybody')
    const word = await reply(mara, first, `@${theo.name} hello`)
    const answer = await reply(theo, word)
    const third = await reply(mara, answer)
    const found = await tie(mara, theo)
    assert.equal(found.stage.stage, 'conversation')
    assert.deepEqual(
      found.stage.steps.map(({ stage, post_id }: { stage: string; post_id: string }) => [stage, post_id]),
      [
        ['rose', null],
        ['first_word', word.id],
        ['answered', answer.id],
        ['conversation', third.id],
      ],
    )
    assert.equal(found.last_out.post_id, third.id)
    assert.equal(found.last_in.post_id, answer.id)
    assert.equal(found.started_by, 'me')
    assert.equal((await tie(theo, mara)).started_by, 'them')
    assert.equal(found.mix.counts.discourse, 3)
    assert.match(found.sentence, /you wrote twice, .* wrote once/)
    assert.deepEqual(line(found.out, 'talk_long').posts, [third.id, word.id])
    assert.deepEqual(line(found.out, 'back_long').posts, [answer.id])
    assert.deepEqual(line(found.in, 'talk_long').posts, [answer.id])
    assert.deepEqual([found.lane.out.at(-1), found.lane.in.at(-1)], [2000, 1000])

    await theo.api('DELETE', `/api/v1/statuses/${answer.id}`)
    const less = await tie(mara, theo)
    assert.equal(less.stage.stage, 'first_word')
    assert.equal(less.last_in, null)
    assert.equal(line(less.out, 'back_long')?.count ?? 0, 0)
  })

  test('is the same whoever looks, but for the side they look from', async () => {
    const [mara, theo] = [await someone('mara'), await someone('theo')]
    const first = await publish(mara, 'hello')
    await reply(theo, first)
    await on(theo, first, 'favourite')
    const [hers, his] = [await tie(mara, theo), await tie(theo, mara)]
    assert.equal(hers.out.value, his.in.value)
    assert.equal(hers.in.value, his.out.value)
    assert.equal(hers.band, his.band)
    assert.equal(hers.balance, his.balance)
    assert.equal(hers.trend, 'new')
  })

  test('of twenty named at once is a twentieth, and of two hundred favourites in a minute one gesture', async () => {
    const [mara, theo, fan] = [await someone('mara'), await someone('theo'), await someone('fan')]
    const crowd = await Promise.all(Array.from({ length: 19 }, () => someone('crowd')))
    await publish(mara, [theo, ...crowd].map(({ name }) => `@${name}`).join(' '))
    assert.equal((await tie(mara, theo)).lane.out.at(-1), 50)
    const posts = await Promise.all(Array.from({ length: 200 }, (_, index) => publish(theo, `post ${index}`)))
    await Promise.all(posts.map((post) => on(fan, post, 'favourite')))
    const found = await tie(fan, theo)
    assert.equal(found.mix.counts.encouragement, 200)
    assert.equal(line(found.out, 'acts_long').count, 200)
    assert.equal(line(found.out, 'acts_long').posts.length, 5)
    assert.ok(!['strong', 'warm'].includes(found.band))
    assert.ok(found.out.probability < 0.5, `${found.out.probability}`)
    assert.ok(found.lane.out.reduce((sum: number, share: number) => sum + share, 0) <= 2000)
  })

  test('counts what everybody saw and what two saw within one hour together', async () => {
    const [mara, theo] = [await someone('mara'), await someone('theo')]
    await publish(mara, `@${theo.name} hello`)
    await publish(mara, `@${theo.name} psst`, { visibility: 'direct' })
    await on(mara, await publish(theo, 'mine'), 'favourite')
    const together = await tie(mara, theo)
    assert.equal(line(together.out, 'talk_long').count, 2)
    const [nils, olga] = [await someone('nils'), await someone('olga')]
    for (const word of ['hello', 'again']) await publish(nils, `@${olga.name} ${word}`)
    await on(nils, await publish(olga, 'mine'), 'favourite')
    const open = await tie(nils, olga)
    assert.equal(line(open.out, 'talk_long').points, line(together.out, 'talk_long').points)
    assert.deepEqual(open.lane.out, together.lane.out)
  })

  test('shows evidence that may be read only', async () => {
    const [mara, theo] = [await someone('mara'), await someone('theo')]
    const first = await publish(mara, 'hello')
    await toward(mara, theo, 'follow')
    const secret = await publish(theo, 'for followers', { in_reply_to_id: first.id, visibility: 'private' })
    const found = await tie(mara, theo)
    assert.deepEqual(line(found.out, 'back_long').posts, [secret.id])
    assert.equal(found.last_in.post_id, secret.id)
    await toward(mara, theo, 'unfollow')
    const later = await tie(mara, theo)
    assert.deepEqual(line(later.out, 'back_long').posts, [])
    assert.equal(line(later.out, 'back_long').count, 1)
    assert.equal(later.last_in, null)
    assert.ok(!JSON.stringify(later).includes(secret.id))
  })

  test('ended by a block or a mute is told to who ended it alone', async () => {
    const [mara, theo] = [await someone('mara'), await someone('theo')]
    await reply(theo, await publish(mara, 'hello'))
    await reply(mara, await publish(theo, 'hello'))
    const before = await tie(theo, mara)
    await toward(mara, theo, 'mute')
    const muted = await tie(mara, theo)
    assert.deepEqual([muted.ended, muted.band], ['mute', 'unknown'])
    assert.match(muted.sentence, /^You have muted .*: on your side this tie has ended\.$/)
    const fromTheMuted = await tie(theo, mara)
    assert.deepEqual([fromTheMuted.ended, fromTheMuted.band], [null, before.band])
    assert.equal(fromTheMuted.out.value, before.out.value)
    await toward(mara, theo, 'unmute')
    await toward(mara, theo, 'block')
    assert.equal((await tie(mara, theo)).ended, 'block')
    const fromTheBlocked = await tie(theo, mara)
    assert.equal(fromTheBlocked.ended, null)
    assert.equal(fromTheBlocked.out.value, before.out.value)
    // As everywhere, the blocked cannot read what the other wrote.
    assert.equal(fromTheBlocked.last_in, null)
  })
})

describe('having met', () => {
  const met = (me: Person, other: Person, method = 'PUT') => me.api(method, `${path(other)}/met`)

  test('is told when both have said so, and not a word before', async () => {
    const [mara, theo] = [await someone('mara'), await someone('theo')]
    const before = await tie(theo, mara)
    assert.deepEqual((await met(mara, theo)).body.met, { confirmed: true, since: null })
    await met(mara, theo)
    assert.deepEqual(await tie(theo, mara), before)
    const both = (await met(theo, mara)).body
    assert.equal(both.met.confirmed, true)
    assert.notEqual(both.met.since, null)
    assert.equal(both.mix.met, true)
    for (const found of [both, await tie(mara, theo)]) assert.equal(found.stage.stage, 'met')
    const taken = (await met(mara, theo, 'DELETE')).body
    assert.deepEqual(taken.met, { confirmed: false, since: null })
    assert.deepEqual((await tie(theo, mara)).met, { confirmed: true, since: null })
    assert.equal((await tie(theo, mara)).stage.stage, 'none')
  })

  test('needs the scope to write, and goes with an account that is erased', async () => {
    const [mara, theo] = [await someone('mara'), await someone('theo')]
    const reading = { authorization: `Bearer ${await world.tokenFor(mara, 'read:connections')}` }
    assert.equal((await world.api('GET', path(theo), undefined, reading)).status, 200)
    assert.equal((await world.api('PUT', `${path(theo)}/met`, undefined, reading)).status, 403)
    await met(mara, theo)
    await met(theo, mara)
    await deleteAccount(world.ctx, { target: theo.id })
    await world.settle()
    const left = await world.ctx.db
      .selectFrom('meetings')
      .selectAll()
      .where((eb) => eb.or([eb('account_id', '=', theo.id), eb('other_id', '=', theo.id)]))
      .execute()
    assert.deepEqual(left, [])
  })
})

describe('what cannot be told', () => {
  test('is answered with a sentence', async () => {
    const [mara, theo] = [await someone('mara'), await someone('theo')]
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const tail = method === 'GET' ? '' : '/met'
      const self = await mara.api(method, path(mara) + tail)
      assert.equal(self.status, 422)
      assert.match(self.body.error, /A tie is between two people/)
      for (const nobody of ['1', 'nonsense', '99999999999999999999'])
        assert.equal((await mara.api(method, path({ id: nobody }) + tail)).status, 404)
    }
    await suspendAccount(world.ctx, { target: theo.id })
    assert.equal((await mara.api('GET', path(theo))).status, 404)
    assert.equal((await world.api('GET', path(theo))).status, 401)
    for (const query of ['sort=love', 'limit=0', 'limit=many', 'max_id=abc'])
      assert.equal((await mara.api('GET', `/api/twoway/v1/ties?${query}`)).status, 422, query)
  })
})

describe('the ties of those I follow', () => {
  let me: Person
  let close: Person
  let old: Person
  let silent: Person
  before(async () => {
    me = await someone('me')
    close = await someone('close')
    old = await someone('old')
    silent = await someone('silent')
    for (const other of [silent, close, old]) await toward(me, other, 'follow')
    await reply(me, await publish(old, 'hello'))
    world.clock.advance(40 * dayMs)
    for (let turn = 0; turn < 3; turn++) {
      await reply(me, await publish(close, 'hello'))
      await reply(close, await publish(me, 'hello'))
      world.clock.advance(5 * hourMs)
    }
    await world.settle()
  })

  const list = async (query: string): Promise<Answer> => {
    const answer = await me.api('GET', `/api/twoway/v1/ties?${query}`)
    assert.equal(answer.status, 200, answer.text)
    return answer
  }
  const names = (answer: Answer): string[] =>
    answer.body.map((each: { account: { username: string } }) => each.account.username)
  const orders: Record<string, () => Person[]> = {
    strength: () => [close, old, silent],
    recent: () => [close, old, silent],
    quiet: () => [old, close, silent],
    newest: () => [old, close, silent],
  }

  for (const [sort, expected] of Object.entries(orders))
    test(`in the order of ${sort}, also page by page`, async () => {
      const all = await list(`sort=${sort}`)
      assert.deepEqual(
        names(all),
        expected().map(({ name }) => name),
      )
      assert.equal(all.headers.get('link'), null)
      let found: string[] = []
      let next: string | undefined = `sort=${sort}&limit=1`
      while (next !== undefined) {
        const page: Answer = await list(next)
        found = [...found, ...names(page)]
        next = /<[^>]*\?([^>]*)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1]
        assert.ok(found.length <= 3)
      }
      assert.deepEqual(found, names(all))
    })

  test('a page goes on after somebody who is followed no longer', async () => {
    const first = await list('sort=recent&limit=1')
    const next = /\?([^>]*)>/.exec(first.headers.get('link')!)![1]!
    await toward(me, close, 'unfollow')
    assert.deepEqual(names(await list(next)), [old.name])
    await toward(me, close, 'follow')
  })

  test('of those I name, in that order, whether or not I follow them, without who cannot be told of', async () => {
    const stranger = await someone('stranger')
    const gone = await someone('gone')
    await suspendAccount(world.ctx, { target: gone.id })
    const named = [stranger.id, me.id, old.id, gone.id, 1, close.id, old.id]
    const found = await list(named.map((id) => `account_id[]=${id}`).join('&'))
    assert.deepEqual(names(found), [stranger.name, old.name, close.name])
    const { mix: _mix, ...alone } = await tie(me, close)
    assert.equal(found.body[2].out.value, alone.out.value)
    const [full] = found.body
    const [brief] = (await list(`account_id[]=${full.account_id}&brief=true`)).body
    const { evidence: _, counter_evidence: __, confidence: ___, unknown: ____, ...lane } = full.out
    assert.deepEqual([brief.out, brief.sentence, brief.lane], [lane, full.sentence, full.lane])
    assert.equal((await me.api('GET', '/api/twoway/v1/ties?account_id[]=x')).status, 422)
    const many = Array.from({ length: 81 }, (_, id) => `account_id[]=${id + 1}`).join('&')
    assert.equal((await me.api('GET', `/api/twoway/v1/ties?${many}`)).status, 422)
  })

  test('are those that are told one by one, without posts', async () => {
    const { mix: _mix, ...alone } = await tie(me, close)
    const { account, ...listed } = (await list('sort=strength&limit=1')).body[0]
    assert.equal(account.id, String(close.id))
    const withoutPosts = (lane: Answer['body']) => ({
      ...lane,
      evidence: lane.evidence.map((each: object) => ({ ...each, posts: [] })),
      counter_evidence: lane.counter_evidence.map((each: object) => ({ ...each, posts: [] })),
    })
    assert.deepEqual(listed, { ...alone, out: withoutPosts(alone.out), in: withoutPosts(alone.in) })
  })
})

describe('privacy', () => {
  type Hidden = { what: string; by: 0 | 1; minutes: number }
  const hiddenActs = [
    'message to the other',
    'followers-only to the other',
    'followers-only answer to me',
    'favourite of a message',
    'followers-only boost',
    'bookmark of mine',
    'mute of me',
    'note about me',
    'met me',
    'mute of the other',
    'audit',
  ]

  test('what I may not see changes nothing I am shown', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            what: fc.constantFrom(...hiddenActs),
            by: fc.constantFrom(0 as const, 1 as const),
            minutes: fc.nat({ max: 100 }),
          }),
          { minLength: 1, maxLength: 6 },
        ),
        fc.array(fc.constantFrom('reply', 'mention', 'favourite', 'boost', 'answer', 'message to me'), {
          maxLength: 5,
        }),
        async (hidden: Hidden[], open) => {
          const [me, ben, cleo] = [await someone('me'), await someone('ben'), await someone('cleo')]
          const others = [ben, cleo]
          // Followers of each other, not followed by me but for one way of looking: I follow nobody who posts for followers.
          await toward(ben, cleo, 'follow')
          await toward(cleo, ben, 'follow')
          await toward(ben, me, 'follow')
          const mine = await publish(me, 'mine')
          const theirs = await publish(ben, 'theirs')
          for (const act of open) {
            if (act === 'reply') await reply(me, theirs)
            if (act === 'answer') await reply(ben, mine, `@${me.name} yes`)
            if (act === 'mention') await publish(cleo, `@${me.name} @${ben.name} hello`)
            if (act === 'favourite') await on(cleo, mine, 'favourite')
            if (act === 'boost') await on(ben, mine, 'reblog')
            if (act === 'message to me') await publish(ben, `@${me.name} psst`, { visibility: 'direct' })
          }
          await world.settle()
          const time = world.clock.now()
          const shown = async () => {
            const running = world.clock.now
            world.clock.now = () => time
            try {
              const found = []
              for (const other of others) found.push((await me.api('GET', path(other))).text)
              return found
            } finally {
              world.clock.now = running
            }
          }
          const before = await shown()
          for (const { what, by } of hidden) {
            const [actor, other] = [others[by]!, others[1 - by]!]
            if (what === 'message to the other') await publish(actor, `@${other.name} psst`, { visibility: 'direct' })
            if (what === 'followers-only to the other')
              await publish(actor, `@${other.name} psst`, { visibility: 'private' })
            if (what === 'followers-only answer to me')
              await publish(actor, 'they should not hear this', { in_reply_to_id: mine.id, visibility: 'private' })
            if (what === 'favourite of a message') {
              const message = await publish(other, `@${actor.name} psst`, { visibility: 'direct' })
              assert.equal((await on(actor, message, 'favourite')).status, 200)
            }
            if (what === 'followers-only boost') {
              const post = await publish(other, 'a post')
              await actor.api('POST', `/api/v1/statuses/${post.id}/reblog`, { visibility: 'private' })
            }
            if (what === 'bookmark of mine') await on(actor, mine, 'bookmark')
            if (what === 'mute of me') await toward(actor, me, 'mute')
            if (what === 'note about me')
              await actor.api('POST', `/api/v1/accounts/${me.id}/note`, { comment: 'never' })
            if (what === 'met me') await actor.api('PUT', `${path(me)}/met`)
            if (what === 'mute of the other') await toward(actor, other, 'mute')
            if (what === 'audit') {
              await actor.api('GET', path(me))
              await actor.api('GET', '/api/twoway/v1/ties')
              await actor.api('GET', '/api/v1/timelines/home')
            }
          }
          await world.settle()
          assert.deepEqual(await shown(), before)
        },
      ),
      { numRuns: 12 },
    )
  })

  test('an act that I may see changes what I am shown', async () => {
    const [me, ben] = [await someone('me'), await someone('ben')]
    const before = await tie(me, ben)
    await publish(ben, `@${me.name} psst`, { visibility: 'direct' })
    assert.notDeepEqual(await tie(me, ben), before)
  })
})

describe('the model', () => {
  test('is published as it is used', async () => {
    const me = await someone('me')
    const { body } = await me.api('GET', '/api/twoway/v1/ties/model')
    assert.equal(body.horizon_days, 7)
    const found = await tie(me, await someone('other'))
    assert.equal(found.out.counter_evidence[0].what, 'start')
    assert.equal(found.out.counter_evidence[0].points, body.start)
    const rising = body.probabilities.map(({ probability }: { probability: number }) => probability)
    assert.deepEqual(
      rising,
      rising.toSorted((a: number, b: number) => a - b),
    )
  })
})
