import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { check } from '../../src/cli/check.ts'
import { deleteAccount } from '../../src/moderation/actions.ts'
import { type Answer, createWorld, type Person, type World } from '../world.ts'

let world: World
before(async () => {
  world = await createWorld()
})
after(() => world.stop())

let made = 0
const someone = (name: string) => world.person(`${name}${++made}`)

const hour = { options: ['tea', 'coffee', 'water'], expires_in: 3_600 }
const ask = (author: Person, poll: Record<string, unknown> = {}, more: Record<string, unknown> = {}) =>
  author.api('POST', '/api/v1/statuses', { status: 'what to drink?', poll: { ...hour, ...poll }, ...more })
async function asked(author: Person, poll: Record<string, unknown> = {}, more: Record<string, unknown> = {}) {
  const answer = await ask(author, poll, more)
  assert.equal(answer.status, 200, answer.text)
  return answer.body.poll.id as string
}
const vote = (person: Person, id: string, ...choices: number[]) =>
  person.api('POST', `/api/v1/polls/${id}/votes`, { choices })
const talliesOf = (answer: Answer) => answer.body.options.map((option: { votes_count: number }) => option.votes_count)

describe('asking', () => {
  test('a post carries its poll, through a real client', async () => {
    const mara = await someone('mara')
    const post = await mara.client.v1.statuses.create({
      status: 'what to drink?',
      poll: { options: ['tea', 'coffee'], expiresIn: 600, multiple: true },
    })
    const { poll } = post
    assert.ok(poll)
    assert.deepEqual(
      { ...poll, id: '', expiresAt: '' },
      {
        id: '',
        expiresAt: '',
        expired: false,
        multiple: true,
        votesCount: 0,
        votersCount: 0,
        options: [
          { title: 'tea', votesCount: 0 },
          { title: 'coffee', votesCount: 0 },
        ],
        emojis: [],
        voted: true,
        ownVotes: [],
      },
    )
    const openMs = Date.parse(poll.expiresAt!) - Date.parse(post.createdAt)
    assert.equal(openMs, 600_000)
    const seen = await world.api('GET', `/api/v1/polls/${poll.id}`)
    assert.equal(seen.status, 200)
    assert.ok(!('voted' in seen.body) && !('own_votes' in seen.body), 'a visitor has no votes')
  })

  test('as a form', async () => {
    const mara = await someone('mara')
    const form = 'status=hm&poll[options][]=a&poll[options][]=b&poll[expires_in]=300&poll[hide_totals]=true'
    const answer = await mara.api('POST', '/api/v1/statuses', form, {
      'content-type': 'application/x-www-form-urlencoded',
    })
    assert.equal(answer.status, 200, answer.text)
    assert.deepEqual(talliesOf({ ...answer, body: answer.body.poll }), [null, null])
  })

  test('what cannot be a poll is refused with a reason', async () => {
    const mara = await someone('mara')
    const cases: [Record<string, unknown>, RegExp][] = [
      [{ options: ['one'] }, /more than one item/],
      [{ options: ['1', '2', '3', '4', '5'] }, /more than 4 items/],
      [{ options: ['same', ' same '] }, /duplicate/],
      [{ options: ['a', ' '] }, /can't be blank/],
      [{ options: ['a', 'b'.repeat(51)] }, /longer than 50/],
      [{ expires_in: 299 }, /too soon/],
      [{ expires_in: 2_629_747 }, /too far into the future/],
    ]
    for (const [poll, reason] of cases) {
      const answer = await ask(mara, poll)
      assert.equal(answer.status, 422, JSON.stringify(poll))
      assert.match(answer.body.error, reason)
    }
    assert.equal((await ask(mara, { options: ['a', 'b'.repeat(50)] })).status, 200)
    assert.equal((await ask(mara, {}, { status: '' })).status, 422)
    assert.match((await ask(mara, {}, { media_ids: ['1'] })).body.error, /either pictures or a poll/)
    const own = await mara.api('GET', '/api/v1/accounts/verify_credentials')
    assert.equal(own.body.statuses_count, 1, 'nothing was posted of those refused')
  })
})

describe('voting', () => {
  test('once for each person, however many requests race', async () => {
    const [mara, theo] = [await someone('mara'), await someone('theo')]
    const id = await asked(mara)
    const answers = await Promise.all([0, 1, 2, 0, 1, 2].map((choice) => vote(theo, id, choice)))
    const accepted = answers.filter(({ status }) => status === 200)
    assert.equal(accepted.length, 1)
    for (const { status, body } of answers.filter((answer) => answer !== accepted[0])) {
      assert.equal(status, 422)
      assert.equal(body.error, 'Validation failed: You have already voted on this poll')
    }
    const [chosen] = accepted[0]!.body.own_votes
    const seen = await mara.api('GET', `/api/v1/polls/${id}`)
    assert.deepEqual(
      talliesOf(seen),
      [0, 1, 2].map((place) => (place === chosen ? 1 : 0)),
    )
    assert.equal(seen.body.voters_count, 1)
  })

  test('many voters at once are all counted', async () => {
    const mara = await someone('mara')
    const id = await asked(mara, { multiple: true })
    const voters = await Promise.all(Array.from({ length: 8 }, () => someone('voter')))
    for (const answer of await Promise.all(voters.map((voter, index) => vote(voter, id, 0, (index % 2) + 1))))
      assert.equal(answer.status, 200, answer.text)
    const seen = await mara.api('GET', `/api/v1/polls/${id}`)
    assert.deepEqual(talliesOf(seen), [8, 4, 4])
    assert.deepEqual([seen.body.votes_count, seen.body.voters_count], [16, 8])
  })

  test('where several may be chosen further choices may follow, none of them twice', async () => {
    const [mara, theo] = [await someone('mara'), await someone('theo')]
    const id = await asked(mara, { multiple: true })
    assert.equal((await vote(theo, id, 1)).status, 200)
    const further = await vote(theo, id, 0)
    assert.deepEqual([talliesOf(further), further.body.voters_count, further.body.own_votes], [[1, 1, 0], 1, [1, 0]])
    const twice = await vote(theo, id, 2, 0)
    assert.deepEqual([twice.status, twice.body.error], [422, 'Validation failed: You have already voted on this poll'])
    const races = await Promise.all([1, 2, 3].map(() => vote(theo, id, 2)))
    assert.deepEqual(races.map(({ status }) => status).toSorted(), [200, 422, 422])
    const seen = await theo.api('GET', `/api/v1/polls/${id}`)
    assert.deepEqual([talliesOf(seen), seen.body.voters_count], [[1, 1, 1], 1])
  })

  test('own, over, unknown or too many choices: 422', async () => {
    const [mara, theo] = [await someone('mara'), await someone('theo')]
    const id = await asked(mara)
    for (const choices of [[], [3], [0, 1]]) assert.equal((await vote(theo, id, ...choices)).status, 422)
    assert.match((await vote(mara, id, 0)).body.error, /your own polls/)
    world.clock.advance(3_601_000)
    const late = await vote(theo, id, 0)
    assert.deepEqual([late.status, late.body.error], [422, 'Validation failed: The poll has already ended'])
    const seen = await theo.api('GET', `/api/v1/polls/${id}`)
    assert.deepEqual([seen.body.expired, seen.body.voters_count, seen.body.voted], [true, 0, false])
  })

  test('only in what one may read, and not with people one blocks', async () => {
    const [mara, theo] = [await someone('mara'), await someone('theo')]
    const hidden = await asked(mara, {}, { visibility: 'private' })
    assert.equal((await vote(theo, hidden, 0)).status, 404)
    assert.equal((await theo.api('GET', `/api/v1/polls/${hidden}`)).status, 404)
    const open = await asked(mara)
    await theo.api('POST', `/api/v1/accounts/${mara.id}/block`)
    assert.equal((await vote(theo, open, 0)).status, 403)
    await theo.api('POST', `/api/v1/accounts/${mara.id}/unblock`)
    await mara.api('POST', `/api/v1/accounts/${theo.id}/block`)
    assert.equal((await vote(theo, open, 0)).status, 404)
    const plain = await mara.api('POST', '/api/v1/statuses', { status: 'no poll' })
    assert.equal((await vote(theo, plain.body.id, 0)).status, 404)
  })

  test('hidden totals show when it is over', async () => {
    const [mara, theo] = [await someone('mara'), await someone('theo')]
    const id = await asked(mara, { hide_totals: true })
    const voted = await vote(theo, id, 1)
    assert.deepEqual(talliesOf(voted), [null, null, null])
    assert.deepEqual([voted.body.voted, voted.body.own_votes], [true, [1]])
    world.clock.advance(3_601_000)
    assert.deepEqual(talliesOf(await theo.api('GET', `/api/v1/polls/${id}`)), [0, 1, 0])
  })

  test('inside a boost too, with the viewer’s own vote', async () => {
    const [mara, theo] = [await someone('mara'), await someone('theo')]
    const id = await asked(mara)
    await vote(theo, id, 2)
    const boost = await theo.api('POST', `/api/v1/statuses/${id}/reblog`)
    assert.equal(boost.body.poll, null)
    assert.deepEqual(boost.body.reblog.poll.own_votes, [2])
  })
})

describe('the end', () => {
  const pollNews = async (person: Person): Promise<string[]> =>
    (await person.api('GET', '/api/v1/notifications?types[]=poll')).body.map(
      (news: { status: { id: string } }) => news.status.id,
    )

  test('author and voters are told once, when it is over', async () => {
    const [mara, theo, nina] = [await someone('mara'), await someone('theo'), await someone('nina')]
    const id = await asked(mara)
    await vote(theo, id, 0)
    await world.settle()
    assert.deepEqual(await pollNews(mara), [])
    world.clock.advance(3_601_000)
    await world.settle()
    await world.settle()
    assert.deepEqual([await pollNews(mara), await pollNews(theo), await pollNews(nina)], [[id], [id], []])
  })

  test('nobody is told of a poll that has been deleted', async () => {
    const [mara, theo] = [await someone('mara'), await someone('theo')]
    const id = await asked(mara)
    await vote(theo, id, 0)
    await mara.api('DELETE', `/api/v1/statuses/${id}`)
    assert.equal((await theo.api('GET', `/api/v1/polls/${id}`)).status, 404)
    world.clock.advance(3_601_000)
    await world.settle()
    assert.deepEqual(await pollNews(theo), [])
    const left = await world.ctx.db
      .selectFrom('poll_votes')
      .selectAll()
      .where('post_id', '=', Number(id) as never)
      .execute()
    assert.deepEqual(left, [])
  })

  test('votes vanish with the account, and the counts stay right', async () => {
    const [mara, theo, nina] = [await someone('mara'), await someone('theo'), await someone('nina')]
    const id = await asked(mara, { multiple: true })
    await vote(theo, id, 0, 1)
    await vote(nina, id, 1)
    await deleteAccount(world.ctx, { target: theo.id })
    await world.settle()
    const seen = await mara.api('GET', `/api/v1/polls/${id}`)
    assert.deepEqual([talliesOf(seen), seen.body.voters_count], [[0, 1, 0], 1])
    const found: string[] = []
    assert.ok(await check(world.ctx, { repair: false }, (line) => found.push(line)), found.join('\n'))
  })

  test('what check finds wrong with the counts, repair mends', async () => {
    const [mara, theo] = [await someone('mara'), await someone('theo')]
    const id = await asked(mara)
    await vote(theo, id, 0)
    await world.ctx.db
      .updateTable('polls')
      .set({ tallies: [5, 0, 1], voters_count: 9 })
      .where('post_id', '=', Number(id) as never)
      .execute()
    assert.equal(await check(world.ctx, { repair: false }, () => {}), false)
    assert.equal(await check(world.ctx, { repair: true }, () => {}), true)
    assert.deepEqual(talliesOf(await mara.api('GET', `/api/v1/polls/${id}`)), [1, 0, 0])
  })
})
