import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { dayMs, utcDay } from '../../src/platform/clock.ts'
import { idTime } from '../../src/platform/ids.ts'
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
async function publish(author: Person, status: string, more: Record<string, unknown> = {}): Promise<string> {
  const answer = await author.api('POST', '/api/v1/statuses', { status, ...more })
  assert.equal(answer.status, 200, answer.text)
  return answer.body.id
}
async function reblog(person: Person, id: string): Promise<string> {
  const answer = await person.api('POST', `/api/v1/statuses/${id}/reblog`)
  assert.equal(answer.status, 200, answer.text)
  return answer.body.id
}
const idsOf = (answer: Answer): string[] => answer.body.map(({ id }: { id: string }) => id)
const home = async (person: Person, query = '') => idsOf(await person.api('GET', `/api/v1/timelines/home${query}`))

describe('the dials of a follow', () => {
  test('are turned one by one, told to the follower alone, and agree with what apps know of boosts', async () => {
    const [me, friend] = await cast.two()
    assert.equal((await turn(me, friend, { keep: true })).status, 404, 'nobody is followed by turning a dial')
    await act(me, friend, 'follow', { notify: true })
    const dials = async () => (await relationship(me, friend)).twoway
    const { volume, best_per_day, keep, roles } = await dials()
    assert.deepEqual([volume, best_per_day, keep, roles], ['everything', 3, false, []])

    const answer = await turn(me, friend, { volume: 'best', best_per_day: 5, keep: true, roles: ['friend', ' chess '] })
    assert.deepEqual(answer.body, await relationship(me, friend))
    assert.deepEqual((await dials()).roles, ['friend', 'chess'])
    await turn(me, friend, { reason: 'other', reason_text: 'chess', reason_status_id: '7' })
    const now = await dials()
    assert.deepEqual(
      [now.volume, now.best_per_day, now.keep, now.reason, now.reason_text, now.reason_status_id],
      ['best', 5, true, 'other', 'chess', '7'],
    )
    assert.equal((await relationship(me, friend)).notifying, true)
    assert.equal((await relationship(friend, me)).twoway, null)

    const boosts = async () => [(await relationship(me, friend)).showing_reblogs, (await dials()).volume]
    await act(me, friend, 'follow', { reblogs: false })
    assert.deepEqual(await boosts(), [false, 'best'])
    await turn(me, friend, { volume: 'everything' })
    assert.deepEqual(await boosts(), [true, 'everything'])
    await act(me, friend, 'follow', { reblogs: false })
    assert.deepEqual(await boosts(), [false, 'no_boosts'])
    await turn(me, friend, { volume: 'no_replies', boosts: true })
    assert.deepEqual(await boosts(), [true, 'no_replies'])
    await turn(me, friend, { volume: 'quiet' })
    assert.deepEqual(await boosts(), [false, 'quiet'])
    await act(me, friend, 'follow', { reblogs: false, notify: false })
    await turn(me, friend, { volume: 'no_replies' })
    assert.deepEqual(await boosts(), [true, 'no_replies'], 'an app that says what it was told changes nothing')
    await turn(me, friend, { volume: 'no_boosts' })
    assert.deepEqual(await boosts(), [false, 'no_boosts'])

    const csv = (await me.api('GET', '/api/twoway/v1/follows.csv')).text
    assert.match(csv, /"no_boosts","5","true","friend, chess"/)
  })

  test('wrong ones are refused with a sentence', async () => {
    const [me, friend] = await cast.two()
    await act(me, friend, 'follow')
    for (const wrong of [
      { volume: 'loud' },
      { best_per_day: 0 },
      { best_per_day: 21 },
      { volume: 'no_boosts', boosts: true },
      { roles: [''] },
      { roles: ['x'.repeat(31)] },
      { roles: Array.from({ length: 11 }, (_, index) => `role ${index}`) },
    ]) {
      const answer = await turn(me, friend, wrong)
      assert.equal(answer.status, 422, JSON.stringify(wrong))
    }
    assert.equal((await turn(me, { id: 1 } as Person, { keep: true })).status, 404)
    const reader = await world.tokenFor(me, 'read')
    const denied = await world.api(
      'PUT',
      `/api/twoway/v1/follows/${friend.id}`,
      { keep: true },
      { authorization: `Bearer ${reader}` },
    )
    assert.equal(denied.status, 403)
  })
})

describe('somebody quiet', () => {
  test('is in no home by any way, and still in lists, on their profile and in notifications', async () => {
    const [me, friend, other] = await cast.three()
    for (const followed of [friend, other]) await act(me, followed, 'follow')
    await me.api('POST', '/api/v1/tags/cats/follow')
    const tagged = await publish(friend, '#cats and more')
    const said = await publish(friend, `@${me.name} hello`)
    const boosted = await reblog(other, tagged)
    assert.deepEqual(await home(me), [boosted, said, tagged])
    await turn(me, friend, { volume: 'quiet' })
    assert.deepEqual(await home(me), [boosted], 'what somebody else passes on is theirs to say')
    await turn(me, other, { volume: 'quiet' })
    assert.deepEqual(await home(me), [])

    assert.deepEqual(idsOf(await me.api('GET', `/api/v1/accounts/${friend.id}/statuses`)), [said, tagged])
    const list = (await me.api('POST', '/api/v1/lists', { title: 'quiet ones' })).body.id
    await me.api('POST', `/api/v1/lists/${list}/accounts`, { account_ids: [friend.id] })
    assert.deepEqual(idsOf(await me.api('GET', `/api/v1/timelines/list/${list}`)), [said, tagged])
    await world.settle()
    const told = (await me.api('GET', '/api/v1/notifications?types[]=mention')).body
    assert.deepEqual(
      told.map(({ status }: { status: { id: string } }) => status.id),
      [said],
    )
    await turn(me, friend, { volume: 'everything' })
    assert.deepEqual(await home(me), [said, tagged], 'nothing is lost')
  })
})

// ---- Against a reference, by random days

type Kind = 'own' | 'own reply' | 'to other' | 'to stranger' | 'to me' | 'mentions me' | 'boost' | 'message'
const kinds: Kind[] = ['own', 'own reply', 'to other', 'to stranger', 'to me', 'mentions me', 'boost', 'message']
/** `strangers`: whether home also holds answers to people one does not follow. */
type Volume = { volume: string; best_per_day: number; boosts: boolean; strangers: boolean }
type Step = { kind: Kind; by: 'friend' | 'other'; pauseHours: number; deleteLater: boolean }
type Entry = { id: string; kind: Kind; by: Step['by']; day: string; of?: string }

const anyVolume: fc.Arbitrary<Volume> = fc.record({
  volume: fc.constantFrom('everything', 'no_replies', 'best', 'quiet'),
  best_per_day: fc.integer({ min: 1, max: 4 }),
  boosts: fc.boolean(),
  strangers: fc.boolean(),
})
const anySteps = fc.array(
  fc.record({
    kind: fc.constantFrom(...kinds),
    by: fc.constantFrom('friend' as const, 'friend' as const, 'other' as const),
    pauseHours: fc.constantFrom(0, 0, 0, 1, 9),
    deleteLater: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
  }),
  { minLength: 18, maxLength: 18 },
)

const places: Record<Kind, number> = {
  'to me': 0,
  'mentions me': 0,
  message: 0,
  own: 1,
  'own reply': 1,
  'to other': 2,
  'to stranger': 2,
  boost: 3,
}

const dialsOf = ({ strangers: _, ...dials }: Volume) => dials

async function choose(person: Person, { strangers }: Volume) {
  const answer = await person.api('PATCH', '/api/v1/accounts/update_credentials', {
    twoway: { answers_to_strangers: strangers },
  })
  assert.equal(answer.body.twoway.answers_to_strangers, strangers)
}

/** Of what `friend` and `other` did, oldest first, what home holds: written down once more, as people are told it. */
function heard(entries: readonly Entry[], { volume, best_per_day, boosts, strangers }: Volume): Entry[] {
  const reaching = entries.filter(({ kind }) => strangers || kind !== 'to stranger')
  const wanted = reaching.filter(({ by, kind }) => {
    if (by === 'other') return true
    if (volume === 'quiet' || (kind === 'boost' && !boosts)) return false
    return volume !== 'no_replies' || (kind !== 'to other' && kind !== 'to stranger')
  })
  if (volume !== 'best') return wanted
  const best = new Set(
    [
      ...Map.groupBy(
        wanted.filter(({ by }) => by === 'friend'),
        ({ day }) => day,
      ).values(),
    ].flatMap((ofDay) =>
      ofDay.toSorted((a, b) => places[a.kind] - places[b.kind] || Number(a.id) - Number(b.id)).slice(0, best_per_day),
    ),
  )
  return wanted.filter((entry) => entry.by === 'other' || best.has(entry))
}

/** Newest first, without boosts of what stands among the 40 above. */
const unrepeated = (entries: readonly Entry[]) =>
  entries.toReversed().filter((entry, place, all) => {
    const above = all.slice(Math.max(0, place - 40), place)
    return !entry.of || !above.some((other) => (other.of ?? other.id) === entry.of)
  })

async function readDown(person: Person, limit: number): Promise<string[]> {
  const found: string[] = []
  for (;;) {
    const below = found.length > 0 ? `&max_id=${found.at(-1)}` : ''
    const page = await home(person, `?limit=${limit}${below}`)
    if (page.length === 0) return found
    found.push(...page)
  }
}

async function readUp(person: Person, limit: number): Promise<string[]> {
  let found: string[] = []
  for (;;) {
    const page = await home(person, `?limit=${limit}&min_id=${found[0] ?? '1'}`)
    if (page.length === 0) return found
    found = [...page, ...found]
  }
}

test('whatever the volume and however it is read, home is what the reference says, and the stream agrees', async () => {
  await fc.assert(
    fc.asyncProperty(
      anySteps,
      anyVolume,
      fc.array(anyVolume, { minLength: 4, maxLength: 4 }),
      async (steps, first, later) => {
        const [me, friend, other, stranger] = await cast.four()
        for (const followed of [friend, other]) await act(me, followed, 'follow')
        const theirs = await publish(stranger, 'root')
        const mine = await publish(me, 'mine', { visibility: 'unlisted' })
        const seeds: string[] = []
        for (let index = 0; index < 4; index++) seeds.push(await publish(stranger, `seed ${index}`))
        const toOther = await publish(other, 'a root everybody sees')
        let live = first
        await choose(me, live)
        await turn(me, friend, dialsOf(live))
        const stream = await listen(world, me.token, [{ stream: 'user' }])
        world.clock.set(new Date(Math.ceil(world.clock.now().getTime() / dayMs) * dayMs + 20 * 3_600_000))

        const entries: Entry[] = []
        const entryOf = (id: string, kind: Kind, by: Step['by'], of?: string): Entry => ({
          id,
          kind,
          by,
          day: utcDay(idTime(Number(id))),
          ...(of ? { of } : {}),
        })
        let boosts = { friend: 0, other: 0 }
        for (const [place, { kind, by, pauseHours }] of steps.entries()) {
          if (place === steps.length / 2) {
            live = { ...live, strangers: !live.strangers }
            await choose(me, live)
          }
          world.clock.advance(pauseHours * 3_600_000 + 1)
          const author = by === 'friend' ? friend : other
          const own = entries.findLast((entry) => entry.by === by && entry.kind === 'own')?.id
          const seed = seeds[boosts[by]]
          const actual: Kind =
            (kind === 'own reply' && !own) || (kind === 'boost' && !seed) || (kind === 'to other' && by === 'other')
              ? 'own'
              : kind
          const id = await {
            own: () => publish(author, 'own words'),
            'own reply': () => publish(author, 'more', { in_reply_to_id: own }),
            'to other': () => publish(author, 'answer', { in_reply_to_id: toOther }),
            'to stranger': () => publish(author, 'answer', { in_reply_to_id: theirs }),
            'to me': () => publish(author, 'answer', { in_reply_to_id: mine }),
            'mentions me': () => publish(author, `@${me.name}`, { in_reply_to_id: own }),
            boost: () => reblog(author, seed!),
            message: () => publish(author, `@${me.name}`, { visibility: 'direct' }),
          }[actual]()
          if (actual === 'boost') boosts = { ...boosts, [by]: boosts[by] + 1 }
          const entry = entryOf(id, actual, by, actual === 'boost' ? seed : undefined)
          entries.push(entry)
          await stream.settled()
          const sent = stream.of('update').some(({ payload }) => payload.id === id)
          assert.equal(sent, heard(entries, live).includes(entry), `stream: ${JSON.stringify({ entry, live })}`)
        }
        const shown = async (limit: number) => {
          const down = (await readDown(me, limit)).filter((id) => entries.some((entry) => entry.id === id))
          const up = (await readUp(me, limit)).filter((id) => entries.some((entry) => entry.id === id))
          assert.deepEqual(up, down, 'upwards as downwards')
          return down
        }
        const expected = (volume: Volume) => unrepeated(heard(entries, volume)).map(({ id }) => id)
        assert.deepEqual(await shown(3), expected(live))
        assert.deepEqual(await shown(7), expected(live))
        for (const step of steps.filter(({ deleteLater }) => deleteLater)) {
          const gone = entries[steps.indexOf(step)]!
          if (gone.kind === 'boost' || !entries.includes(gone)) continue
          await (gone.by === 'friend' ? friend : other).api('DELETE', `/api/v1/statuses/${gone.id}`)
          entries.splice(entries.indexOf(gone), 1)
          break
        }
        for (const [index, volume] of later.entries()) {
          await choose(me, volume)
          const dials = dialsOf(volume)
          await turn(
            me,
            friend,
            dials.volume === 'everything' && !dials.boosts ? { ...dials, volume: 'no_boosts' } : dials,
          )
          assert.deepEqual(await shown(index + 2), expected(volume), JSON.stringify(volume))
        }
        stream.close()
      },
    ),
    { numRuns: 3 },
  )
})
