import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dayMs } from '../../src/platform/clock.ts'
import { createWorld, type Person, type World } from '../world.ts'
import { act, createCast } from './follow-cast.ts'

let world: World
before(async () => {
  world = await createWorld()
})
after(() => world.stop())

const cast = createCast(() => world)
const strategy = '/api/twoway/v1/strategy'
async function publish(author: Person, status: string, more: Record<string, unknown> = {}): Promise<string> {
  const answer = await author.api('POST', '/api/v1/statuses', { status, ...more })
  assert.equal(answer.status, 200, answer.text)
  return answer.body.id
}

test('a person chooses rules, changes them, and gives them up', async () => {
  const [me, other] = await cast.two()
  const { rules, available } = (await me.api('GET', strategy)).body
  assert.deepEqual(rules, [])
  assert.equal(available.length, 7)
  await me.api('PUT', `${strategy}/reason`)
  await me.api('PUT', `${strategy}/at_most`, { value: 5 })
  const changed = (await me.api('PUT', `${strategy}/at_most`, { value: 20 })).body
  assert.deepEqual(
    changed.rules.map(({ rule, value }: { rule: string; value: number }) => [rule, value]),
    [
      ['reason', null],
      ['at_most', 20],
    ],
  )
  assert.equal((await me.api('PUT', `${strategy}/at_most`, { value: 0 })).status, 422)
  assert.equal((await me.api('PUT', `${strategy}/unheard_of`)).status, 404)
  assert.deepEqual((await other.api('GET', strategy)).body.rules, [])
  assert.deepEqual((await me.api('DELETE', `${strategy}/at_most`)).body.rules.length, 1)
  assert.equal((await me.api('DELETE', `${strategy}/at_most`)).status, 404)
  const writer = await world.tokenFor(me, 'write')
  assert.equal((await world.api('GET', strategy, undefined, { authorization: `Bearer ${writer}` })).status, 403)
})

test('rule by rule it says what holds of somebody, with posts that may be read', async () => {
  const [me, friend, stranger] = await cast.three()
  for (const rule of ['mentions', 'reason', 'at_most', 'converses', 'talked_lately', 'not_only_back', 'interests'])
    await me.api('PUT', `${strategy}/${rule}`, rule === 'at_most' ? { value: 1 } : undefined)
  const verdicts = async (of: Person) => {
    const { body } = await me.api('GET', `${strategy}/people/${of.id}`)
    return Object.fromEntries(body.rules.map(({ rule, verdict }: Record<string, string>) => [rule, verdict]))
  }
  const unknowns = await verdicts(stranger)
  assert.deepEqual([unknowns.reason, unknowns.mentions, unknowns.at_most], ['unknown', 'unknown', 'unknown'])
  assert.equal(unknowns.talked_lately, 'fails')

  const led = await publish(friend, 'a post that leads to a follow')
  await act(me, friend, 'follow', { reason: 'liked_post', reason_status_id: led })
  for (let week = 0; week < 3; week++) {
    world.clock.advance(7 * dayMs)
    await publish(friend, `@${stranger.name} week ${week}`)
  }
  const toMe = await publish(friend, `@${me.name} a word`)
  await world.settle()
  const known = await verdicts(friend)
  assert.deepEqual(
    [known.mentions, known.reason, known.at_most, known.talked_lately, known.not_only_back],
    ['holds', 'holds', 'holds', 'holds', 'holds'],
  )
  const { body } = await me.api('GET', `${strategy}/people/${friend.id}`)
  const postsOf = (rule: string) => body.rules.find((each: { rule: string }) => each.rule === rule).posts
  assert.deepEqual(postsOf('reason'), [led])
  assert.deepEqual(postsOf('talked_lately'), [toMe])
  for (let index = 0; index < 30; index++) await publish(friend, `much ${index}`)
  assert.equal((await verdicts(friend)).at_most, 'fails')

  await friend.api('DELETE', `/api/v1/statuses/${led}`)
  const again = (await me.api('GET', `${strategy}/people/${friend.id}`)).body
  assert.deepEqual(again.rules.find((each: { rule: string }) => each.rule === 'reason').posts, [])
  assert.equal((await me.api('GET', `${strategy}/people/${me.id}`)).status, 422)
  assert.equal((await me.api('GET', `${strategy}/people/1`)).status, 404)
})

test('whoever only followed back is told so once they have had time', async () => {
  const [me, friend] = await cast.two()
  await me.api('PUT', `${strategy}/not_only_back`)
  await act(friend, me, 'follow')
  await act(me, friend, 'follow')
  const verdict = async () => (await me.api('GET', `${strategy}/people/${friend.id}`)).body.rules[0].verdict
  assert.equal(await verdict(), 'unknown')
  world.clock.advance(15 * dayMs)
  assert.equal(await verdict(), 'fails')
})
