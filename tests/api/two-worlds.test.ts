/**
 * Two servers with the same people, past and clock. In one of them Ines audits whom she follows, turns Theo down, notes,
 * keeps, lists, mutes, plans and takes back; in the other she does none of it. Whatever Theo and Rosa read, are sent and
 * are answered, is the same in both, byte by byte.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dayMs, hourMs } from '../../src/platform/clock.ts'
import type { Route } from '../../src/platform/http.ts'
import { type Answer, createWorld, frozenClock, type Person, type World } from '../world.ts'
import { type Listener, listen } from './stream-clients.ts'
import { fillPath, tableOfRoutes } from './table.ts'

const start = new Date('2030-01-01T09:00:00Z')
const presentAt = new Date('2030-02-01T09:00:00Z')
const readAt = new Date('2030-02-03T09:00:00Z')

type Town = {
  world: World
  ines: Person
  theo: Person
  rosa: Person
  cookies: Map<Person, string>
  posts: { theirs: string; hers: string; list: string }
}

async function done(answer: Promise<Answer>): Promise<Answer['body']> {
  const { status, text, body } = await answer
  assert.equal(status, 200, text)
  return body
}
const follow = (who: Person, whom: Person, more: object = {}) =>
  done(who.api('POST', `/api/v1/accounts/${whom.id}/follow`, more))
const say = async (who: Person, status: string, more: object = {}): Promise<string> =>
  (await done(who.api('POST', '/api/v1/statuses', { status, ...more }))).id

/** Later, with nothing left to do: what comes next has the same ids in both worlds. */
async function later({ world }: Pick<Town, 'world'>, ms = 1_000) {
  await world.settle()
  world.clock.advance(ms)
}

async function createTown(): Promise<Town> {
  const world = await createWorld({ clock: frozenClock(start) })
  const people: Person[] = []
  for (const name of ['ines', 'theo', 'rosa']) {
    await later({ world })
    people.push(await world.person(name))
  }
  const [ines, theo, rosa] = people as [Person, Person, Person]
  for (const [who, whom] of [
    [theo, ines],
    [ines, theo],
    [rosa, ines],
    [ines, rosa],
    [rosa, theo],
    [theo, rosa],
  ] as const) {
    await later({ world })
    await follow(who, whom)
  }
  let theirs = ''
  let hers = ''
  for (let day = 0; day < 20; day++) {
    await later({ world }, dayMs)
    theirs = await say(theo, `The bread of day ${day} is out of the oven. #bread`)
    await later({ world })
    await say(rosa, `@theo is there any left of day ${day}?`, { in_reply_to_id: theirs })
    if (day % 5 > 0) continue
    await later({ world })
    hers = await say(ines, `@theo keep one of day ${day} for me`, { in_reply_to_id: theirs })
  }
  await later({ world })
  const list = await done(theo.api('POST', '/api/v1/lists', { title: 'Early risers' }))
  await done(theo.api('POST', `/api/v1/lists/${list.id}/accounts`, { account_ids: [ines.id] }))
  const cookies = new Map<Person, string>()
  for (const person of [theo, rosa]) {
    await later({ world })
    cookies.set(person, await world.logIn(person.name))
  }
  await later({ world })
  return { world, ines, theo, rosa, cookies, posts: { theirs, hers, list: list.id } }
}

/** All that is Ines's own affair. Answers the ids of what she has made: nobody else finds anything there. */
async function keepToHerself({ world, ines, theo, rosa, posts }: Town): Promise<string[]> {
  const her = (method: string, path: string, body?: object) => done(ines.api(method, path, body))
  const audit = async () => {
    await world.settle()
    for (const path of ['', '/map', '/people', `/people/${theo.id}`, '/report.csv', '/report.json', '/history'])
      assert.equal((await ines.api('GET', `/api/twoway/v1/audit${path}`)).status, 200, path)
    for (const path of ['mirror', 'mirror/questions', `strategy/people/${theo.id}`, `ties/${theo.id}`, 'ties'])
      assert.equal((await ines.api('GET', `/api/twoway/v1/${path}`)).status, 200, path)
  }
  await audit()
  const remembered = await her('POST', '/api/twoway/v1/audit/history')
  await her('PUT', '/api/twoway/v1/mirror/unanswered', { enabled: true })
  await her('PUT', '/api/twoway/v1/strategy/reason')
  const near = await her('POST', '/api/v1/lists', { title: 'near' })
  const apart = await her('POST', '/api/v1/lists', { title: 'apart', exclusive: true })
  await her('POST', `/api/v1/lists/${near.id}/accounts`, { account_ids: [theo.id] })
  await her('POST', `/api/twoway/v1/lists/${apart.id}/move`, { account_ids: [theo.id], leave: [near.id] })
  await her('PUT', `/api/twoway/v1/follows/${theo.id}`, {
    volume: 'quiet',
    keep: true,
    roles: ['family'],
    reason: 'other',
    reason_text: 'his bread',
  })
  await her('POST', `/api/v1/accounts/${theo.id}/note`, { comment: 'talks of bread only' })
  await follow(ines, theo, { notify: true, languages: ['en'] })
  await her('POST', `/api/v1/statuses/${posts.theirs}/bookmark`)
  await her('POST', `/api/v1/accounts/${rosa.id}/mute`, { duration: 60 })
  await her('POST', '/api/twoway/v1/unfollows/review', { account_ids: [rosa.id] })
  const plan = await her('POST', '/api/twoway/v1/unfollows', { account_ids: [rosa.id] })
  await world.settle()
  await her('DELETE', `/api/twoway/v1/unfollows/${plan.id}`)
  world.clock.advance(2 * hourMs)
  await her('PUT', `/api/twoway/v1/follows/${rosa.id}`, { volume: 'best', best_per_day: 1 })
  const [last] = await her('GET', '/api/twoway/v1/acts')
  await her('POST', `/api/twoway/v1/acts/${last.id}/undo`)
  await her('POST', `/api/v1/accounts/${theo.id}/mute`)
  await audit()
  return [remembered.id, near.id, apart.id, plan.id, last.id]
}

/** What happens between them afterwards. */
async function goOn(town: Town): Promise<unknown[]> {
  const { world, ines, theo, rosa, posts } = town
  const answers: unknown[] = []
  const act = async (who: Person, method: string, path: string, body?: object) => {
    await later(town)
    const answer = await who.api(method, path, body)
    assert.equal(answer.status, 200, answer.text)
    if (who !== ines) answers.push([path, answer.text])
    return answer.body
  }
  const write = (who: Person, status: string, more: object = {}) =>
    act(who, 'POST', '/api/v1/statuses', { status, ...more })
  const hers = await write(ines, '@theo @rosa are you coming to the market?')
  await write(theo, '@ines at nine', { in_reply_to_id: hers.id })
  const theirs = await write(theo, 'Rye today. #bread')
  await act(ines, 'POST', `/api/v1/statuses/${theirs.id}/favourite`)
  await act(ines, 'POST', `/api/v1/statuses/${theirs.id}/reblog`)
  await act(theo, 'POST', `/api/v1/statuses/${hers.id}/favourite`)
  await act(rosa, 'POST', `/api/v1/statuses/${theirs.id}/favourite`)
  await write(theo, '@ines just for you', { visibility: 'direct' })
  await act(theo, 'PUT', `/api/v1/statuses/${posts.theirs}`, { status: 'The bread was out of the oven. #bread' })
  await act(theo, 'POST', `/api/v1/accounts/${rosa.id}/unfollow`)
  await act(theo, 'POST', `/api/v1/accounts/${rosa.id}/follow`)
  await act(theo, 'POST', '/api/twoway/v1/audit/history')
  await act(theo, 'PUT', '/api/twoway/v1/mirror/unanswered', { enabled: true })
  await act(theo, 'GET', '/api/v1/timelines/home')
  // What is delivered from here on is counted by a timer of its own.
  await world.server.flushDelivered()
  for (const person of [theo, rosa]) await act(person, 'PUT', '/api/twoway/v1/delivered/settings', { record: false })
  return answers
}

/** Streams are listened to; how busy the server is stands in its metrics, for whoever runs it. */
const isRead = ({ method, path }: Route) =>
  method === 'GET' && !path.startsWith('/api/v1/streaming') && path !== '/metrics'
const routes = tableOfRoutes().filter(isRead)

/** What an address needs besides: ids, words, a handle. */
const queryOf = ({ ines, rosa }: Town) =>
  new URLSearchParams([
    ['id[]', String(ines.id)],
    ['id[]', String(rosa.id)],
    ['acct', 'ines'],
    ['q', 'ines'],
  ])
const asking = ['/relationships', '/familiar_followers', '/accounts/search', '/lookup', '/api/v2/search', '/search']

/** Where something of Ines's own could be asked for by its id. */
const isKept = ({ path }: Route) => /\/(lists|acts|history)\//.test(path)

function addressesOf(town: Town, values: readonly string[], secrets: readonly string[]) {
  return routes.flatMap((route): { route: Route; address: string }[] => {
    const isAsking = asking.some((end) => route.path.endsWith(end))
    const fills = route.path.includes(':') ? [...values, ...(isKept(route) ? secrets : [])] : ['']
    return fills.map((value) => ({
      route,
      address: fillPath(route.path, value) + (isAsking ? `?${queryOf(town)}` : ''),
    }))
  })
}

/** Where a world lives differs, and with it a hash of a body in which that stands. */
const elsewhere = ['date', 'etag', 'content-length']

async function readAll({ world, ...town }: Town, who: Person, addresses: ReturnType<typeof addressesOf>) {
  const cookie = town.cookies.get(who)!
  const told = (text: string) => text.replaceAll(world.url.replace('http://', ''), 'town.example')
  const answers = []
  for (const { route, address } of addresses) {
    const { access } = route
    const answer =
      access.who === 'page' || access.who === 'browser'
        ? await world.api('GET', address, undefined, {
            cookie,
            ...(access.who === 'browser' ? { 'twoway-web': '1' } : {}),
          })
        : await who.api('GET', address)
    const headers = [...answer.headers].filter(([name]) => !elsewhere.includes(name) && !name.startsWith('x-ratelimit'))
    answers.push({ address, status: answer.status, headers: told(JSON.stringify(headers)), text: told(answer.text) })
  }
  return answers
}

type Read = Awaited<ReturnType<typeof readAll>>[number]

/** Pages are long: what differs is shown, and what stands around it. */
function assertSame({ address, status, headers, text }: Read, other: Read) {
  assert.deepEqual([address, status, headers], [other.address, other.status, other.headers])
  const at = [...text].findIndex((character, place) => character !== other.text[place])
  const around = (all: string) => all.slice(Math.max(0, at - 100), at + 100)
  if (text !== other.text) assert.equal(around(text), around(other.text), address)
}

let auditing: Town
let still: Town
before(async () => {
  ;[auditing, still] = await Promise.all([createTown(), createTown()])
})
after(async () => {
  for (const town of [auditing, still]) await town?.world.stop()
})

test('nobody else is told, sent or answered a byte differently for what I audit, turn down, note, keep and plan', async () => {
  const towns = [auditing, still]
  const people = ({ ines, theo, rosa }: Town) => [ines.id, theo.id, rosa.id]
  assert.deepEqual([people(still), still.posts], [people(auditing), auditing.posts], 'the same ids')

  const streams = await Promise.all(
    towns.map(({ world, theo, rosa }) =>
      Promise.all([theo, rosa].map(({ token }) => listen(world, token, [{ stream: 'user' }, { stream: 'public' }]))),
    ),
  )
  const secrets = await keepToHerself(auditing)
  const answered = await Promise.all(
    towns.map(async (town) => {
      await town.world.settle()
      town.world.clock.set(presentAt)
      return goOn(town)
    }),
  )
  const toldOf = (text: string, { world }: Town) => text.replaceAll(world.url.replace('http://', ''), 'town.example')
  assert.deepEqual(toldOf(JSON.stringify(answered[1]), still), toldOf(JSON.stringify(answered[0]), auditing))

  const sent = await Promise.all(
    towns.map(async (town, place) => {
      const all = []
      for (const stream of streams[place] as Listener[]) {
        await stream.settled()
        all.push(stream.received)
        stream.close()
      }
      return toldOf(JSON.stringify(all), town)
    }),
  )
  assert.equal(sent[1], sent[0])
  assert.match(sent[0]!, /are you coming to the market/)

  const { ines, theo, posts } = auditing
  const onlooker = [String(ines.id), String(theo.id), posts.theirs]
  const values = { theo: [...onlooker, 'ines', posts.hers, posts.list], rosa: [String(ines.id)] }
  for (const reader of ['theo', 'rosa'] as const) {
    const [first, second] = await Promise.all(
      towns.map(async (town) => {
        await town.world.settle()
        town.world.clock.set(readAt)
        return readAll(town, town[reader], addressesOf(town, values[reader], secrets))
      }),
    )
    for (const [place, answer] of first!.entries()) assertSame(answer, second![place]!)
    assert.ok(first!.filter(({ status }) => status === 200).length > 80)
  }
})
