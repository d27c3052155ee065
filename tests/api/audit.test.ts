import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { stepOf } from '../../src/audit/milestones.ts'
import { type Answer, createWorld, type Person, type World } from '../world.ts'

let world: World
let mara: Person
let theo: Person
let ilja: Person
before(async () => {
  world = await createWorld()
  mara = await world.person('mara')
  theo = await world.person('theo')
  ilja = await world.person('ilja')
})
after(() => world.stop())

async function get(person: Person, path: string): Promise<Answer['body']> {
  await world.settle()
  const answer = await person.api('GET', `/api/twoway/v1/${path}`)
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}

describe('an audit of very few', () => {
  test('with nobody followed there is one thing to do', async () => {
    const overview = await get(mara, 'audit')
    assert.equal(overview.following, 0)
    assert.match(overview.sentence, /say hello/)
    assert.deepEqual(await get(mara, 'audit/people'), [])
    assert.match((await get(mara, 'mirror')).advice.sentence, /Follow somebody/)
    assert.deepEqual((await get(mara, 'followers')).book, [])
  })

  test('with two: new, nothing has passed yet, and a post to say hello to', async () => {
    const post = await theo.api('POST', '/api/v1/statuses', { status: 'The bread is out of the oven.' })
    for (const other of [theo, ilja]) await mara.api('POST', `/api/v1/accounts/${other.id}/follow`)
    const people = await get(mara, 'audit/people?sort=oldest')
    assert.deepEqual(
      people.map((one: Answer['body']) => [one.account.username, one.marks, one.with_me.sentence]),
      [
        ['theo', ['new'], 'New: nothing has passed yet.'],
        ['ilja', ['new'], 'New: nothing has passed yet.'],
      ],
    )
    assert.deepEqual([people[0].suggestion.kind, people[0].suggestion.post_id], ['say_hello', post.body.id])
    assert.equal(people[0].engaging.verdict, 'unknown')
    const full = await get(mara, `audit/people/${theo.id}`)
    assert.equal(full.answers.length, 4)
    assert.deepEqual(
      (await get(mara, 'audit')).marks.map(({ mark, people }: Answer['body']) => [mark, people]),
      [['new', 2]],
    )
  })

  test('who is kept or has a role is described, and nothing is asked', async () => {
    await mara.api('PUT', `/api/twoway/v1/follows/${ilja.id}`, { keep: true, roles: ['family'] })
    const [kept] = await get(mara, 'audit/people?kept=true')
    assert.deepEqual([kept.account.username, kept.roles, kept.suggestion.kind], ['ilja', ['family'], 'nothing'])
    assert.equal((await get(mara, 'audit/people?role=family')).length, 1)
    assert.equal((await get(mara, 'audit/people?kept=false')).length, 1)
  })

  test('it needs a scope, a person, and choices that exist', async () => {
    const narrow = { authorization: `Bearer ${await world.tokenFor(mara, 'read:accounts')}` }
    assert.equal((await world.api('GET', '/api/twoway/v1/audit', undefined, narrow)).status, 403)
    assert.equal((await world.api('GET', '/api/twoway/v1/audit')).status, 401)
    for (const wrong of ['mark=bad', 'sort=best', 'max_id=1', 'interest=no'])
      assert.equal((await mara.api('GET', `/api/twoway/v1/audit/people?${wrong}`)).status, 422, wrong)
  })
})

describe('milestones', () => {
  test('are 5, 50, 500, 1,000 and so on', () => {
    assert.deepEqual([4, 5, 49, 50, 999, 1000, 4999, 10_000].map(stepOf), [
      undefined,
      5,
      5,
      50,
      500,
      1000,
      1000,
      10_000,
    ])
  })

  test('are told once, in private, and not again when followers come and go', async () => {
    const fans: Person[] = []
    for (let fan = 0; fan < 5; fan++) fans.push(await world.person(`fan${fan}`))
    for (const fan of fans) await fan.api('POST', `/api/v1/accounts/${ilja.id}/follow`)
    const [milestone, ...more] = await get(ilja, 'milestones')
    assert.deepEqual([milestone.followers, milestone.engaged_month, more.length], [5, null, 0])
    assert.match(milestone.sentence, /^5 follow you/)
    assert.equal((await ilja.api('POST', '/api/twoway/v1/milestones/5/dismiss')).status, 200)
    assert.equal((await ilja.api('POST', '/api/twoway/v1/milestones/5/dismiss')).status, 404)
    for (const act of ['unfollow', 'follow']) await fans[0]!.api('POST', `/api/v1/accounts/${ilja.id}/${act}`)
    assert.deepEqual(await get(ilja, 'milestones'), [])
    assert.deepEqual(await get(mara, 'milestones'), [])
  })
})

test('the report is a page for whoever is logged in', async () => {
  const stranger = await world.api('GET', '/audit/report')
  assert.equal(stranger.status, 303)
  const page = await world.api('GET', '/audit/report', undefined, { cookie: await world.logIn('mara') })
  assert.equal(page.status, 200)
  assert.match(page.text, /Whom you follow/)
  assert.match(page.text, /Everybody, one by one/)
  assert.match(page.text, /<strong>mara<\/strong> @mara@/)
  const sheet = /href="(\/assets\/report\.css)"/.exec(page.text)?.[1]
  assert.match((await world.api('GET', sheet!)).text, /@page \{\s+size: A4/)
})
