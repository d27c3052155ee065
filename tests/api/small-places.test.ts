/** With two, five and twenty people every answer about ties and people makes sense, before and after they talk. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { dayMs } from '../../src/platform/clock.ts'
import { accusations, auditOf } from '../auditing.ts'
import { type Answer, createWorld, type Person, type World } from '../world.ts'

let world: World
before(async () => {
  world = await createWorld()
})
after(() => world.stop())

const people: Person[] = []
async function ask(viewer: Person, path: string): Promise<Answer['body']> {
  await world.settle()
  const answer = await viewer.api('GET', `/api/twoway/v1/${path}`)
  assert.equal(answer.status, 200, answer.text)
  assert.doesNotMatch(answer.text, /NaN|Infinity|undefined/)
  return answer.body
}
async function publish(author: Person, status: string, more: object = {}): Promise<{ id: string }> {
  const answer = await author.api('POST', '/api/v1/statuses', { status, ...more })
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}

for (const size of [2, 5, 20])
  describe(`among ${size} people`, () => {
    let host: Person
    let arrived: Person[]
    before(async () => {
      while (people.length < size) people.push(await world.person(`guest${people.length}`))
      host = people[0]!
      arrived = people.filter((person) => person !== host).slice(-3)
      for (const person of arrived) {
        await host.api('POST', `/api/v1/accounts/${person.id}/follow`)
        await person.api('POST', `/api/v1/accounts/${host.id}/follow`)
      }
    })

    test('who has just come is new, and nobody is judged', async () => {
      const newest = arrived.at(-1)!
      const tie = await ask(host, `ties/${newest.id}`)
      assert.equal(tie.band, 'unknown')
      assert.equal(tie.stage.stage, 'rose')
      assert.match(tie.sentence, /^New: nothing has passed .* Say hello\.$/)
      const { band, reading, value } = await ask(host, `people/${newest.id}/two_way`)
      assert.deepEqual([band, reading, value], ['unknown', 'newcomer', 0])
      assert.equal((await ask(host, `people/${newest.id}/interest`)).band, 'unknown')
      assert.deepEqual((await ask(host, `people/${newest.id}/signs`)).signs, [])
    })

    test('who talks has a tie, converses or is not known yet, and broadcasts never', async () => {
      for (let day = 0; day < 6; day++) {
        world.clock.advance(dayMs)
        for (const person of arrived) {
          const word = await publish(host, `@${person.name} day ${day}: how are you?`)
          const answer = await publish(person, `@${host.name} well on day ${day}`, { in_reply_to_id: word.id })
          await publish(host, `@${person.name} good to hear, ${day}`, { in_reply_to_id: answer.id })
        }
      }
      for (const person of arrived) {
        const tie = await ask(host, `ties/${person.id}`)
        assert.ok(['warm', 'strong'].includes(tie.band), tie.band)
        assert.equal(tie.stage.stage, 'conversation')
        assert.equal((await ask(person, `ties/${host.id}`)).band, tie.band)
        assert.notEqual((await ask(host, `people/${person.id}/two_way`)).band, 'broadcast')
      }
      assert.notEqual((await ask(arrived[0]!, `people/${host.id}/two_way`)).band, 'broadcast')
      const listed = await ask(host, 'ties?limit=80')
      assert.equal(new Set(listed.map(({ account_id }: { account_id: string }) => account_id)).size, listed.length)
      const audience = await ask(host, 'audience')
      assert.equal(audience.living, null, 'hidden below twenty followers')
      assert.deepEqual(audience.bursts, [])
    })

    test('an audit of so few follows judges nobody, soon after them and a month later', async () => {
      for (const person of people.slice(1)) await host.api('POST', `/api/v1/accounts/${person.id}/follow`)
      for (const days of [0, 30]) {
        world.clock.advance(days * dayMs)
        const overview = await ask(host, 'audit')
        assert.equal(overview.following, size - 1)
        for (const { question, verdicts } of overview.questions)
          assert.equal(
            verdicts.reduce((sum: number, { people: counted }: { people: number }) => sum + counted, 0),
            size - 1,
            question,
          )
        const audit = await auditOf(host.api)
        assert.equal(audit.size, size - 1)
        for (const [name, { marks, engaging, interest, with_me, suggestion }] of audit) {
          assert.deepEqual(
            marks.filter((mark) => accusations.includes(mark)),
            [],
            name,
          )
          assert.notEqual(engaging.verdict, 'broadcasts')
          assert.notEqual(interest.verdict, 'uninteresting')
          assert.notEqual(suggestion.kind, 'turn_down')
          assert.equal(with_me.band === 'unknown', with_me.wrote + (with_me.heard ?? 0) === 0, name)
        }
        await ask(host, 'audit/map')
      }
    })
  })
