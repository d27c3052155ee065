import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createWorld, type Person, type World } from '../world.ts'
import { act, createCast, names } from './follow-cast.ts'

let world: World
before(async () => {
  world = await createWorld()
  await world.person('olga')
})
after(() => world.stop())

const say = async (author: Person, status: string, more = {}) =>
  (await author.api('POST', '/api/v1/statuses', { status, ...more })).body
const { three, four, people, change } = createCast(() => world)

test('relationships come in the order asked for', async () => {
  const [mara, ben, cleo] = await three()
  const ids = async (query: string) =>
    (await mara.api('GET', `/api/v1/accounts/relationships?${query}`)).body.map((one: { id: string }) => Number(one.id))
  assert.deepEqual(await ids(`id[]=${cleo.id}&id[]=${ben.id}&id[]=1&id[]=${cleo.id}`), [cleo.id, ben.id])
  assert.deepEqual(await ids(`id=${mara.id}`), [mara.id])
  assert.deepEqual(await ids(''), [])
  await change(cleo, { suspended_at: world.clock.now() })
  assert.deepEqual(await ids(`id[]=${cleo.id}&id[]=${ben.id}`), [ben.id])
  assert.deepEqual(await ids(`id[]=${cleo.id}&id[]=${ben.id}&with_suspended=true`), [cleo.id, ben.id])
  const [fetched] = await mara.client.v1.accounts.relationships.fetch({ id: [String(ben.id)] })
  assert.equal(fetched?.following, false)
  assert.equal((await mara.api('GET', '/api/v1/accounts/relationships?id[]=x')).status, 422)
})

test('lists are paged by the relation, newest first, and every page is reached', async () => {
  const [star, ...fans] = (await people(8)) as [Person, ...Person[]]
  for (const fan of fans) await act(fan, star, 'follow')
  for (const fan of fans.toReversed()) await act(star, fan, 'follow')
  const newestFirst = fans.map((fan) => fan.name).toReversed()
  const followers: string[] = []
  for await (const page of star.client.v1.accounts.$select(String(star.id)).followers.list({ limit: 3 })) {
    assert.ok(page.length <= 3)
    followers.push(...page.map((account) => account.username))
  }
  assert.deepEqual(followers, newestFirst)
  const first = await world.api('GET', `/api/v1/accounts/${star.id}/following?limit=2`)
  assert.deepEqual(names(first.body), newestFirst.toReversed().slice(0, 2))
  const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link')!)![1]!
  const second = await world.api('GET', next.replace(/^https?:\/\/[^/]+/, ''))
  assert.deepEqual(names(second.body), newestFirst.toReversed().slice(2, 4))
  const previous = /<([^>]+)>; rel="prev"/.exec(second.headers.get('link')!)![1]!
  const back = await world.api('GET', previous.replace(/^https?:\/\/[^/]+/, ''))
  assert.deepEqual(names(back.body), names(first.body))
  assert.equal((await world.api('GET', `/api/v1/accounts/${star.id}/followers?max_id=x`)).status, 422)
  assert.equal((await world.api('GET', `/api/v1/accounts/1/followers`)).status, 404)
})

test('requests, blocks and mutes are paged too', async () => {
  const [mara, ...others] = (await people(4)) as [Person, ...Person[]]
  await change(mara, { locked: true })
  for (const other of others) {
    await act(other, mara, 'follow')
    await act(mara, other, 'mute')
  }
  const walk = async (path: string) => {
    const found: string[] = []
    let next: string | undefined = `${path}?limit=1`
    while (next) {
      const page = await mara.api('GET', next)
      found.push(...names(page.body))
      next = /<https?:\/\/[^/]+([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1]
    }
    return found
  }
  const newestFirst = others.map((other) => other.name).toReversed()
  assert.deepEqual(await walk('/api/v1/follow_requests'), newestFirst)
  assert.deepEqual(await walk('/api/v1/mutes'), newestFirst)
  for (const other of others) await act(mara, other, 'block')
  assert.deepEqual(await walk('/api/v1/blocks'), newestFirst)
  assert.deepEqual(await walk('/api/v1/follow_requests'), [])
})

test('who hides their follows, is suspended or blocks the viewer shows nobody', async () => {
  const [mara, ben, cleo] = await three()
  await act(mara, ben, 'follow')
  await act(ben, mara, 'follow')
  const seenBy = async (viewer: { api: Person['api'] }, list = 'followers') =>
    names((await viewer.api('GET', `/api/v1/accounts/${ben.id}/${list}`)).body)
  assert.deepEqual(await seenBy(world), [mara.name])
  await change(ben, { hide_collections: true })
  for (const list of ['followers', 'following']) {
    assert.deepEqual(await seenBy(world, list), [])
    assert.deepEqual(await seenBy(cleo, list), [])
    assert.deepEqual(await seenBy(ben, list), [mara.name])
  }
  await change(ben, { hide_collections: false })
  await act(ben, cleo, 'block')
  assert.deepEqual(await seenBy(cleo), [])
  await act(ben, cleo, 'unblock')
  for (const [actor, target] of [
    [mara, cleo],
    [cleo, mara],
  ] as const) {
    await act(actor, target, 'block')
    assert.deepEqual(await seenBy(cleo), [])
    await act(actor, target, 'unblock')
  }
  assert.deepEqual(await seenBy(cleo), [mara.name])
  await change(mara, { suspended_at: world.clock.now() })
  assert.deepEqual(await seenBy(world), [])
  await change(mara, { suspended_at: null, deleted_at: world.clock.now() })
  assert.deepEqual(await seenBy(world), [])
  await change(mara, { deleted_at: null })
  assert.deepEqual(await seenBy(world), [mara.name])
  await change(ben, { suspended_at: world.clock.now() })
  assert.deepEqual(await seenBy(world), [])
})

test('familiar followers are those I follow who follow them too', async () => {
  const [mara, ben, cleo, star] = await four()
  for (const fan of [ben, cleo]) await act(fan, star, 'follow')
  await act(mara, ben, 'follow')
  const familiar = async () =>
    (await mara.api('GET', `/api/v1/accounts/familiar_followers?id[]=${star.id}&id[]=${cleo.id}&id[]=1`)).body.map(
      ({ id, accounts }: { id: string; accounts: { username: string }[] }) => [Number(id), names(accounts)],
    )
  assert.deepEqual(await familiar(), [
    [star.id, [ben.name]],
    [cleo.id, []],
  ])
  await act(mara, cleo, 'follow')
  assert.deepEqual((await familiar())[0], [star.id, [cleo.name, ben.name]])
  await change(cleo, { hide_collections: true })
  assert.deepEqual((await familiar())[0], [star.id, [ben.name]])
  await act(star, mara, 'block')
  assert.deepEqual((await familiar())[0], [star.id, []])
})

test('suggested is who wrote to me, who follows me, whom mine follow, and who talks here, each with the sentence', async () => {
  const [mara, writer, fan, friend, star, talker] = (await people(6)) as [
    Person,
    Person,
    Person,
    Person,
    Person,
    Person,
  ]
  const other = (await people(1))[0]!
  for (const one of [star, talker]) await change(one, { discoverable: true })
  await say(writer, `@${mara.name} do you know the ferry times?`)
  await act(fan, mara, 'follow')
  await act(mara, friend, 'follow')
  await act(friend, star, 'follow')
  await say(star, 'A good morning to all of you.')
  const question = await say(other, `@${talker.name} who mends shoes here?`)
  await say(talker, `@${other.name} Anselm does.`, { in_reply_to_id: question.id })
  await world.settle()
  const suggested = async () =>
    (await mara.api('GET', '/api/v2/suggestions')).body.map(
      ({ account, twoway }: { account: { username: string }; twoway: { sentence: string } }) =>
        [account.username, twoway.sentence] as const,
    )
  assert.deepEqual(await suggested(), [
    [writer.name, 'Has written to you.'],
    [fan.name, 'Follows you.'],
    [star.name, `Followed by ${friend.name}, whom you follow.`],
    [talker.name, 'Has answered 1 person who wrote.'],
  ])
  const [first] = await mara.client.v2.suggestions.list({ limit: 1 })
  assert.equal(first?.account.username, writer.name)
  assert.deepEqual(names((await mara.api('GET', '/api/v1/suggestions')).body), [
    writer.name,
    fan.name,
    star.name,
    talker.name,
  ])
  const left = async () => (await suggested()).map(([name]: readonly [string, string]) => name)
  await change(friend, { hide_collections: true })
  assert.deepEqual(await left(), [writer.name, fan.name, talker.name])
  await change(friend, { hide_collections: false })
  await change(star, { hide_collections: true })
  await change(talker, { discoverable: false })
  assert.deepEqual(await left(), [writer.name, fan.name])
  await act(mara, writer, 'mute')
  assert.deepEqual(await left(), [fan.name])
  await act(mara, writer, 'unmute')
  await act(writer, mara, 'block')
  assert.deepEqual(await left(), [fan.name])
  await change(talker, { discoverable: true })
  for (const one of [talker, { id: 1 }])
    assert.deepEqual((await mara.api('DELETE', `/api/v1/suggestions/${one.id}`)).body, {})
  assert.deepEqual(await left(), [fan.name])
  await act(mara, fan, 'follow')
  assert.deepEqual(await left(), [])
})

test('my follows can be taken along as a file', async () => {
  const [mara, ben, cleo] = await three()
  await change(cleo, { locked: true })
  await act(ben, mara, 'follow')
  await act(mara, ben, 'follow', { reblogs: false, languages: ['en', 'pl'], reason: 'met', reason_text: '@cmd "x"' })
  await act(mara, cleo, 'follow')
  const file = await mara.api('GET', '/api/twoway/v1/follows.csv')
  assert.equal(file.status, 200)
  assert.match(file.headers.get('content-type')!, /^text\/csv/)
  const [header, waiting, accepted] = file.text.split('\r\n')
  assert.match(header!, /^"Account address","Show boosts","Notify on new posts","Languages","Reason",/)
  assert.equal(
    waiting,
    `"${cleo.name}@${world.ctx.domain}","true","false","","","","","","","everything","3","false",""`,
  )
  assert.match(
    accepted!,
    /","false","false","en, pl","met","'@cmd ""x""","","20[^"]+Z","20[^"]+Z","no_boosts","3","false",""$/,
  )
  const page = await world.api('GET', '/settings/export/follows.csv')
  assert.deepEqual([page.status, page.headers.get('location')], [303, '/auth/sign_in?return_to=%2Fsettings'])
  assert.equal((await world.api('GET', '/api/twoway/v1/follows.csv')).status, 401)
})
