import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { acceptWaitingRequests } from '../../src/follows/actions.ts'
import { removeAllRelations } from '../../src/follows/bulk-queries.ts'
import { deleteExpiredMutes } from '../../src/follows/queries.ts'
import type { AccountId } from '../../src/platform/ids.ts'
import { createWorld, type World } from '../world.ts'
import { act, createCast, names, relationship } from './follow-cast.ts'

let world: World
before(async () => {
  world = await createWorld()
  await world.person('olga')
})
after(() => world.stop())

const { one, two, three, change, counts } = createCast(() => world)

async function eventsOf(...ids: AccountId[]): Promise<string[]> {
  const events = await world.ctx.db.selectFrom('events').select(['type', 'data']).orderBy('id').execute()
  return events
    .filter(
      ({ type, data }) =>
        /^(follow|block|mute)/.test(type) && ids.every((id) => Object.values(data as object).includes(id)),
    )
    .map(({ type }) => type)
}

test('a follow carries a reason that only the follower sees', async () => {
  const [mara, ben] = await two()
  const followed = await act(mara, ben, 'follow', {
    reblogs: false,
    notify: true,
    languages: ['en', 'de'],
    reason: 'liked_post',
    reason_text: 'the one about herons',
    reason_status_id: '12345',
  })
  assert.equal(followed.status, 200)
  const { body } = followed
  assert.deepEqual(
    [body.id, body.following, body.showing_reblogs, body.notifying, body.languages, body.requested],
    [String(ben.id), true, false, true, ['en', 'de'], false],
  )
  assert.deepEqual(
    [body.twoway.reason, body.twoway.reason_text, body.twoway.reason_status_id, body.twoway.first],
    ['liked_post', 'the one about herons', '12345', null],
  )
  const theirs = await ben.api('GET', `/api/v1/accounts/relationships?id[]=${mara.id}`)
  assert.equal(theirs.body[0].followed_by, true)
  assert.equal(theirs.body[0].twoway, null)
  for (const path of [`/api/v1/accounts/${ben.id}/followers`, `/api/v1/accounts/${mara.id}`]) {
    const answer = await ben.api('GET', path)
    assert.ok(!answer.text.includes('herons') && !answer.text.includes('liked_post'), path)
  }
  assert.ok(!theirs.text.includes('herons'))
  assert.deepEqual(await eventsOf(mara.id, ben.id), ['follow.accepted'])
})

test('following again changes what is said and keeps the rest', async () => {
  const [mara, ben] = await two()
  await act(mara, ben, 'follow', { reblogs: false, languages: ['en'], reason: 'met', reason_text: 'in Gdansk' })
  const again = (await act(mara, ben, 'follow', { notify: true, reason: 'other' })).body
  assert.deepEqual(
    [again.showing_reblogs, again.notifying, again.languages, again.twoway.reason, again.twoway.reason_text],
    [false, true, ['en'], 'other', 'in Gdansk'],
  )
  const cleared = (await act(mara, ben, 'follow', { languages: [], reason: null, reason_text: '' })).body
  assert.deepEqual([cleared.languages, cleared.twoway.reason, cleared.twoway.reason_text], [null, null, ''])
  const plain = await mara.client.v1.accounts.$select(String(ben.id)).follow()
  assert.deepEqual([plain.following, plain.showingReblogs], [true, false])
  assert.deepEqual(await counts(ben), [1, 0])
  assert.deepEqual(await counts(mara), [0, 1])
  assert.deepEqual(await eventsOf(mara.id, ben.id), ['follow.accepted', 'follow.changed', 'follow.changed'])
})

test('an unknown reason is unknown, and wrong fields are told without a trace', async () => {
  const [mara, ben] = await two()
  for (const body of [
    { reason: 'imported' },
    { reason: 'because' },
    { reason: 7 },
    { reason_text: 'x'.repeat(501) },
    { reason_status_id: 'abc' },
    { reason_text: { a: 1 } },
    { languages: ['not a language'] },
    { languages: 'x'.repeat(100) },
    { reblogs: 'perhaps' },
    { notify: [] },
    { reason_text: 'a\u0000b' },
  ]) {
    const refused = await act(mara, ben, 'follow', body)
    assert.equal(refused.status, 422, JSON.stringify(body))
    assert.match(refused.body.error, /\w+ \w+/)
  }
  assert.equal((await relationship(mara, ben)).following, false)
  const followed = await act(mara, ben, 'follow', { reason_text: 'x'.repeat(500), unheard_of: 1 })
  assert.equal(followed.body.twoway.reason, null)
})

test('who followed first, and when, is remembered', async () => {
  const [mara, ben] = await two()
  await act(mara, ben, 'follow')
  assert.equal((await relationship(mara, ben)).twoway.first, null)
  world.clock.advance(86_400_000)
  const answered = (await act(ben, mara, 'follow')).body.twoway
  const begun = (await relationship(mara, ben)).twoway
  assert.deepEqual([answered.first, begun.first], ['them', 'me'])
  assert.equal(answered.followed_by_since, begun.followed_since)
  assert.equal(begun.followed_by_since, answered.followed_since)
  assert.ok(Date.parse(begun.followed_since) < Date.parse(answered.followed_since))
  await act(mara, ben, 'unfollow')
  const left = (await relationship(ben, mara)).twoway
  assert.deepEqual([left.first, left.followed_by_since], ['them', begun.followed_since])
  world.clock.advance(-86_400_000)
})

test('a locked person is asked, and may authorize or reject', async () => {
  const [mara, ben, cleo] = await three()
  await change(ben, { locked: true })
  const asked = (await act(mara, ben, 'follow', { reason: 'know_someday' })).body
  assert.deepEqual([asked.following, asked.requested, asked.twoway.reason], [false, true, 'know_someday'])
  assert.equal(asked.twoway.followed_since, null)
  assert.equal((await relationship(ben, mara)).requested_by, true)
  assert.deepEqual(await counts(ben), [0, 0])
  await act(cleo, ben, 'follow')
  const waiting = await ben.client.v1.followRequests.list()
  assert.deepEqual(
    waiting.map((account) => account.id),
    [String(cleo.id), String(mara.id)],
  )
  assert.deepEqual((await mara.api('GET', `/api/v1/accounts/${ben.id}/followers`)).body, [])

  const authorized = await ben.client.v1.followRequests.$select(String(mara.id)).authorize()
  assert.deepEqual([authorized.followedBy, authorized.requestedBy], [true, false])
  const rejected = await ben.client.v1.followRequests.$select(String(cleo.id)).reject()
  assert.deepEqual([rejected.followedBy, rejected.requestedBy], [false, false])
  assert.deepEqual(await counts(ben), [1, 0])
  const mine = await relationship(mara, ben)
  assert.deepEqual([mine.following, mine.requested, mine.twoway.reason], [true, false, 'know_someday'])
  assert.ok(mine.twoway.followed_since)
  for (const answer of ['authorize', 'reject'])
    for (const id of [mara.id, cleo.id, 1])
      assert.equal((await ben.api('POST', `/api/v1/follow_requests/${id}/${answer}`)).status, 404)
  assert.deepEqual(await eventsOf(mara.id, ben.id), ['follow.requested', 'follow.accepted'])
  assert.deepEqual(await eventsOf(cleo.id, ben.id), ['follow.requested', 'follow.removed'])
})

test('a request can be taken back, and a follow or follower ended', async () => {
  const [mara, ben, cleo] = await three()
  await change(ben, { locked: true })
  await act(mara, ben, 'follow')
  assert.equal((await act(mara, ben, 'remove_from_followers')).status, 200)
  assert.equal((await act(ben, mara, 'remove_from_followers')).body.requested_by, true)
  assert.equal((await act(mara, ben, 'unfollow')).body.requested, false)
  assert.deepEqual((await ben.api('GET', '/api/v1/follow_requests')).body, [])

  await act(mara, cleo, 'follow', { reason: 'met' })
  await act(ben, cleo, 'follow')
  assert.deepEqual(await counts(cleo), [2, 0])
  const left = (await act(mara, cleo, 'unfollow')).body
  assert.deepEqual([left.following, left.twoway], [false, null])
  assert.equal((await act(cleo, ben, 'remove_from_followers')).body.followed_by, false)
  assert.deepEqual(await counts(cleo), [0, 0])
  assert.deepEqual(await counts(ben), [0, 0])
  assert.equal((await act(mara, cleo, 'unfollow')).status, 200)
  assert.deepEqual(await eventsOf(mara.id, cleo.id), ['follow.accepted', 'follow.removed'])
})

test('one cannot follow oneself, across a block, or somebody who is gone', async () => {
  const [mara, ben, cleo] = await three()
  assert.equal((await act(mara, mara, 'follow')).status, 403)
  await act(ben, mara, 'block')
  for (const [from, to] of [
    [mara, ben],
    [ben, mara],
  ] as const) {
    const refused = await act(from, to, 'follow')
    assert.equal(refused.status, 403)
    assert.equal(refused.body.error, 'This action is not allowed')
  }
  await change(cleo, { suspended_at: world.clock.now() })
  assert.equal((await act(mara, cleo, 'follow')).status, 404)
  await change(cleo, { suspended_at: null, deleted_at: world.clock.now() })
  for (const verb of ['follow', 'unfollow', 'block', 'unblock', 'mute', 'unmute', 'note', 'remove_from_followers'])
    for (const id of [cleo.id, 1, 'abc'])
      assert.equal((await mara.api('POST', `/api/v1/accounts/${id}/${verb}`)).status, 404, `${verb} ${id}`)
  assert.deepEqual(await counts(mara), [0, 0])
})

test('who still waits to be let in is not found', async () => {
  const [mara, ben] = await two()
  const waiting = { approved_at: null, created_at: world.clock.now() }
  await world.ctx.db
    .insertInto('users')
    .values({ account_id: ben.id, email: 'ben@people.example', password_hash: '', ...waiting })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(waiting))
    .execute()
  assert.equal((await act(mara, ben, 'follow')).status, 404)
  assert.deepEqual((await mara.api('GET', `/api/v1/accounts/search?q=${ben.name}`)).body, [])
})

test('following ends at 7,500 people', async () => {
  const [mara, ben, cleo] = await three()
  const setFollowing = (count: number) =>
    world.ctx.db
      .insertInto('follow_stats')
      .values({ account_id: mara.id, following_count: count })
      .onConflict((conflict) => conflict.column('account_id').doUpdateSet({ following_count: count }))
      .execute()
  await setFollowing(7_499)
  assert.equal((await act(mara, ben, 'follow')).status, 200)
  const refused = await act(mara, cleo, 'follow')
  assert.equal(refused.status, 422)
  assert.match(refused.body.error, /unfollow somebody first/)
  assert.deepEqual(await counts(cleo), [0, 0])
  assert.equal((await relationship(mara, cleo)).following, false)
  await change(cleo, { locked: true })
  assert.equal((await act(mara, cleo, 'follow')).status, 422)
  assert.equal((await act(mara, ben, 'follow', { notify: true })).status, 200)
  await setFollowing(1)
})

test('a block ends follows and requests both ways', async () => {
  const [mara, ben] = await two()
  await act(mara, ben, 'follow')
  await change(mara, { locked: true })
  await act(ben, mara, 'follow')
  const blocked = (await act(mara, ben, 'block')).body
  assert.deepEqual(
    [blocked.blocking, blocked.following, blocked.followed_by, blocked.requested_by, blocked.twoway],
    [true, false, false, false, null],
  )
  const other = await relationship(ben, mara)
  assert.deepEqual([other.blocked_by, other.blocking, other.requested], [true, false, false])
  assert.deepEqual(
    [await counts(mara), await counts(ben)],
    [
      [0, 0],
      [0, 0],
    ],
  )
  assert.equal((await act(mara, ben, 'block')).status, 200)
  assert.equal((await act(mara, mara, 'block')).status, 403)
  assert.deepEqual(names((await mara.api('GET', '/api/v1/blocks')).body), [ben.name])
  assert.deepEqual((await ben.api('GET', '/api/v1/blocks')).body, [])
  assert.equal((await act(mara, ben, 'unblock')).body.blocking, false)
  assert.equal((await act(mara, ben, 'unblock')).status, 200)
  assert.deepEqual((await mara.client.v1.blocks.list()).length, 0)
  const events = await eventsOf(mara.id, ben.id)
  assert.deepEqual(events.slice(2), ['follow.removed', 'follow.removed', 'block.created', 'block.removed'])
})

test('the rows of mutes that have run out are cleared away, and no others', async () => {
  const [mara, ben] = await two()
  const [noor] = await two()
  await act(mara, ben, 'mute', { duration: 3_600 })
  await act(mara, noor, 'mute')
  const left = async () => {
    await deleteExpiredMutes(world.ctx.db, world.clock.now())
    return (await mara.api('GET', '/api/v1/mutes')).body.map(({ username }: { username: string }) => username)
  }
  assert.deepEqual((await left()).toSorted(), [ben.name, noor.name].toSorted())
  world.clock.advance(3_601_000)
  assert.deepEqual(await left(), [noor.name])
  world.clock.advance(-3_601_000)
  assert.equal((await relationship(mara, ben)).muting, false, 'it does not come back with the clock')
})

test('a mute hides notifications unless told otherwise, and a timed one ends by itself', async () => {
  const [mara, ben] = await two()
  const muted = (await act(mara, ben, 'mute')).body
  assert.deepEqual([muted.muting, muted.muting_notifications, muted.muting_expires_at], [true, true, null])
  const softer = (await act(mara, ben, 'mute', { notifications: false, duration: 3_600 })).body
  assert.deepEqual([softer.muting, softer.muting_notifications], [true, false])
  const [listed] = (await mara.api('GET', '/api/v1/mutes')).body
  assert.equal(listed.username, ben.name)
  assert.equal(listed.mute_expires_at, softer.muting_expires_at)
  assert.equal((await relationship(ben, mara)).muting, false)
  world.clock.advance(3_601_000)
  const over = await relationship(mara, ben)
  assert.deepEqual([over.muting, over.muting_notifications, over.muting_expires_at], [false, false, null])
  assert.deepEqual((await mara.api('GET', '/api/v1/mutes')).body, [])
  assert.equal((await act(mara, ben, 'mute')).body.muting, true)
  world.clock.advance(-3_601_000)
  assert.equal((await mara.client.v1.accounts.$select(String(ben.id)).unmute()).muting, false)
  assert.equal((await act(mara, mara, 'mute')).status, 403)
  for (const duration of [-1, 'soon', 1.5, 1e18]) assert.equal((await act(mara, ben, 'mute', { duration })).status, 422)
  assert.deepEqual(await eventsOf(mara.id, ben.id), ['mute.created', 'mute.created', 'mute.created', 'mute.removed'])
})

test('a private note is mine alone, and an empty one is none', async () => {
  const [mara, ben] = await two()
  const noted = await mara.client.v1.accounts.$select(String(ben.id)).note.create({ comment: ' owes me a book ' })
  assert.equal(noted.note, 'owes me a book')
  assert.equal((await act(mara, ben, 'note', { comment: 'x'.repeat(2_001) })).status, 422)
  assert.equal((await act(mara, ben, 'note', { comment: '<b>"' })).body.note, '<b>"')
  assert.equal((await relationship(ben, mara)).note, '')
  assert.equal((await act(mara, ben, 'note', { comment: '' })).body.note, '')
  assert.deepEqual(
    await world.ctx.db.selectFrom('account_notes').select('id').where('owner_id', '=', mara.id).execute(),
    [],
  )
})

test('nothing here works without a token', async () => {
  const [mara] = await two()
  for (const verb of ['follow', 'unfollow', 'remove_from_followers', 'block', 'unblock', 'mute', 'unmute', 'note'])
    assert.equal((await world.api('POST', `/api/v1/accounts/${mara.id}/${verb}`)).status, 401, verb)
  for (const path of ['follow_requests', 'blocks', 'mutes', 'accounts/relationships', 'accounts/familiar_followers'])
    assert.equal((await world.api('GET', `/api/v1/${path}`)).status, 401, path)
  for (const answer of ['authorize', 'reject'])
    assert.equal((await world.api('POST', `/api/v1/follow_requests/${mara.id}/${answer}`)).status, 401)
})

test('unlocking accepts who waits, but not people whom moderators limited', async () => {
  const [mara, ben, cleo] = await three()
  const [dora] = await one()
  await change(mara, { locked: true })
  for (const other of [ben, cleo, dora]) await act(other, mara, 'follow')
  await change(cleo, { silenced_at: world.clock.now() })
  assert.equal(await acceptWaitingRequests(world.ctx, mara.id, 1), false)
  assert.deepEqual(await counts(mara), [0, 0])
  await change(mara, { locked: false })
  assert.equal(await acceptWaitingRequests(world.ctx, mara.id, 1), true)
  assert.equal((await relationship(ben, mara)).following, true)
  assert.equal(await acceptWaitingRequests(world.ctx, mara.id, 1), true)
  assert.equal(await acceptWaitingRequests(world.ctx, mara.id, 1), false)
  assert.deepEqual(names((await mara.api('GET', '/api/v1/follow_requests')).body), [cleo.name])
  assert.deepEqual(await counts(mara), [2, 0])
  assert.equal((await act(cleo, mara, 'follow')).body.requested, true)
})

test('all relations of an account go in bounded batches, and the counts of others stay honest', async () => {
  const [mara, ben, cleo] = await three()
  await act(mara, ben, 'follow')
  await act(mara, cleo, 'follow')
  await act(ben, mara, 'follow')
  await act(ben, cleo, 'follow')
  await act(mara, cleo, 'mute')
  await act(mara, cleo, 'note', { comment: 'x' })
  const [dora] = await one()
  await act(mara, dora, 'block')
  await act(ben, mara, 'mute')
  await change(mara, { deleted_at: world.clock.now() })
  let batches = 0
  const next = () => world.ctx.db.transaction().execute((tx) => removeAllRelations(tx, mara.id, 1))
  while (await next()) batches++
  assert.equal(batches, 9)
  assert.deepEqual(
    [await counts(ben), await counts(cleo)],
    [
      [0, 1],
      [1, 0],
    ],
  )
  for (const table of ['follows', 'blocks', 'mutes', 'account_notes', 'acts'] as const) {
    const rows = await world.ctx.db.selectFrom(table).selectAll().execute()
    const left = rows.filter((row) => Object.values(row).includes(mara.id))
    assert.equal(left.length, table === 'mutes' ? 1 : 0, table)
  }
  assert.equal(await next(), false)
})
