import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { accountCommands, restoreNamed, setRole } from '../../src/cli/accounts.ts'
import { check } from '../../src/cli/check.ts'
import { updateInstanceRow } from '../../src/instance/queries.ts'
import { deleteAccount, restoreAccount, suspendAccount } from '../../src/moderation/actions.ts'
import { isFailure } from '../../src/platform/failure.ts'
import type { AccountId } from '../../src/platform/ids.ts'
import { createWorld, type Person, type World } from '../world.ts'

let world: World
let olga: Person
before(async () => {
  world = await createWorld()
  olga = await world.person('olga')
  await updateInstanceRow(world.ctx.db, { rules: ['Be kind', 'No spam'] })
})
after(() => world.stop())

let cast = 0
async function three(): Promise<[Person, Person, Person]> {
  const all: Person[] = []
  for (let index = 0; index < 3; index++) all.push(await world.person(`person${++cast}`))
  return all as [Person, Person, Person]
}

async function done(person: Person, method: string, path: string, body?: unknown) {
  const answer = await person.api(method, path, body)
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}
async function post(person: Person, status: string, more: Record<string, unknown> = {}): Promise<string> {
  return (await done(person, 'POST', '/api/v1/statuses', { status, ...more })).id
}
const react = (person: Person, kind: string, id: string) => done(person, 'POST', `/api/v1/statuses/${id}/${kind}`)
const act = (person: Person, kind: string, other: Person, body?: unknown) =>
  done(person, 'POST', `/api/v1/accounts/${other.id}/${kind}`, body)
const report = (person: Person, body: unknown) => person.api('POST', '/api/v1/reports', body)

const target = (person: Person) => ({ target: person.id })
async function run(command: string, name: string): Promise<{ ok: boolean; said: string[] }> {
  const said: string[] = []
  const found = accountCommands.find((one) => one.name === command)
  assert.ok(found, command)
  return { ok: await found.run(world.ctx, name, (line) => said.push(line)), said }
}

/** Every place where a person and a post of theirs could show up. */
async function visibleTo(viewer: Person, whom: Person, postId: string) {
  const listed = async (path: string) => (await done(viewer, 'GET', path)).map(({ id }: { id: string }) => id)
  await world.settle()
  const profile = await viewer.api('GET', `/api/v1/accounts/${whom.id}`)
  return {
    post: (await viewer.api('GET', `/api/v1/statuses/${postId}`)).status,
    home: (await listed('/api/v1/timelines/home')).includes(postId),
    public: (await listed('/api/v1/timelines/public')).includes(postId),
    notified: (await done(viewer, 'GET', '/api/v1/notifications')).some(
      ({ account }: { account: { id: string } }) => account.id === String(whom.id),
    ),
    isFollower: (await listed(`/api/v1/accounts/${viewer.id}/followers`)).includes(String(whom.id)),
    profile: profile.status === 200 && !profile.body.suspended ? 'shown' : 'hidden',
  }
}
const everything = { post: 200, home: true, public: true, notified: true, isFollower: true, profile: 'shown' }
const nothing = { post: 404, home: false, public: false, notified: false, isFollower: false, profile: 'hidden' }

async function friends(): Promise<{ mara: Person; ben: Person; ute: Person; postId: string }> {
  const [mara, ben, ute] = await three()
  await act(mara, 'follow', ben)
  await act(ben, 'follow', mara)
  return { mara, ben, ute, postId: await post(ben, `@${mara.name} hello`) }
}

test('a report is filed, and told to the owner with what it is about', async () => {
  const [mara, ben] = await three()
  const id = await post(ben, 'Buy my watches')
  const filed = await mara.client.v1.reports.create({
    accountId: String(ben.id),
    statusIds: [id],
    comment: 'Again and again',
    category: 'spam',
  })
  assert.equal(filed.actionTaken, false)
  assert.deepEqual(
    [filed.category, filed.comment, filed.statusIds, filed.ruleIds, filed.forwarded, filed.targetAccount.id],
    ['spam', 'Again and again', [id], null, false, String(ben.id)],
  )
  await world.settle()
  const [told] = await done(olga, 'GET', '/api/v1/notifications?types[]=admin.report')
  assert.deepEqual([told.type, told.account.id, told.report.id], ['admin.report', String(mara.id), filed.id])
  assert.deepEqual(told.report.status_ids, [id])
  assert.deepEqual(await done(ben, 'GET', '/api/v1/notifications'), [], 'who is reported is not told')
  assert.equal((await done(olga, 'GET', `/api/v1/notifications/${told.id}`)).report.comment, 'Again and again')
})

test('a report that names rules is about them', async () => {
  const [mara, ben] = await three()
  const filed = await report(mara, { account_id: String(ben.id), rule_ids: ['2', 1], category: 'other' })
  assert.equal(filed.status, 200, filed.text)
  assert.deepEqual([filed.body.category, filed.body.rule_ids], ['violation', ['2', '1']])
})

test('only posts of the reported person that one may read can be reported', async () => {
  const [mara, ben, ute] = await three()
  const others = [
    await post(ute, 'somebody else wrote this'),
    await post(ben, 'for followers', { visibility: 'private' }),
    await post(ben, `@${ute.name} a message`, { visibility: 'direct' }),
    '123456789',
  ]
  const readable = await post(ben, 'Hello')
  for (const id of others) {
    const answer = await report(mara, { account_id: String(ben.id), status_ids: [readable, id] })
    assert.deepEqual([answer.status, answer.body], [404, { error: 'Record not found' }], id)
  }
  const reports = await world.ctx.db.selectFrom('reports').select('id').where('target_id', '=', ben.id).execute()
  assert.deepEqual(reports, [], 'nothing is stored half')
  await act(mara, 'follow', ben)
  assert.equal((await report(mara, { account_id: String(ben.id), status_ids: [others[1]] })).status, 200)
})

test('wrong reports are answered with a sentence', async () => {
  const [mara, ben] = await three()
  const about = { account_id: String(ben.id) }
  const answers = await Promise.all(
    [
      {},
      { account_id: 'x' },
      { account_id: '123' },
      { account_id: String(mara.id) },
      { ...about, comment: 'x'.repeat(1_001) },
      { ...about, category: 'boredom' },
      { ...about, category: 'violation' },
      { ...about, rule_ids: ['3'] },
      { ...about, rule_ids: ['x'] },
      { ...about, rule_ids: ['99999999999999'] },
      { ...about, status_ids: { a: { b: 'c' } } },
      { ...about, comment: 'a\u0000b' },
    ].map((body) => report(mara, body)),
  )
  assert.deepEqual(
    answers.map(({ status }) => status),
    [422, 422, 404, 422, 422, 422, 422, 422, 422, 422, 422, 422],
  )
  for (const { body } of answers) assert.equal(typeof body.error, 'string')
  assert.equal((await report(mara, { ...about, comment: 'x'.repeat(1_000) })).status, 200)
  assert.equal((await world.api('POST', '/api/v1/reports', about)).status, 401)
})

test('somebody suspended is invisible at once, cannot act, and comes back whole', async () => {
  const { mara, ben, postId } = await friends()
  assert.deepEqual(await visibleTo(mara, ben, postId), everything)
  assert.equal(await suspendAccount(world.ctx, { ...target(ben), reason: 'spam' }), undefined)
  assert.deepEqual(await visibleTo(mara, ben, postId), nothing)
  assert.equal((await ben.api('GET', '/api/v1/timelines/home')).status, 401)
  assert.equal((await ben.api('POST', '/api/v1/statuses', { status: 'still here' })).status, 401)
  assert.equal(await restoreAccount(world.ctx, target(ben)), undefined)
  assert.deepEqual(await visibleTo(mara, ben, postId), everything)
  assert.equal((await ben.api('GET', '/api/v1/timelines/home')).status, 401, 'what was revoked stays revoked')
  const log = await world.ctx.db
    .selectFrom('moderation_log')
    .select(['moderator_id', 'action', 'detail'])
    .where('target_id', '=', ben.id)
    .orderBy('id')
    .execute()
  assert.deepEqual(log, [
    { moderator_id: null, action: 'suspend', detail: { reason: 'spam' } },
    { moderator_id: null, action: 'restore', detail: { reason: '' } },
  ])
})

test('measures that change nothing are refused with a sentence and leave no trace', async () => {
  const [mara] = await three()
  const eventCount = async () =>
    (await world.ctx.db.selectFrom('events').select('id').where('type', 'like', 'account.%').execute()).length
  const refusal = async (answer: Promise<unknown>) => {
    const failure = await answer
    assert.ok(isFailure(failure))
    return failure.message
  }
  const before = await eventCount()
  assert.equal(await refusal(restoreAccount(world.ctx, target(mara))), `${mara.name} is not suspended.`)
  assert.equal(await refusal(suspendAccount(world.ctx, { target: 5 as AccountId })), 'Record not found')
  assert.equal(await eventCount(), before)
  await suspendAccount(world.ctx, target(mara))
  assert.equal(await refusal(suspendAccount(world.ctx, target(mara))), `${mara.name} is suspended already.`)
  await deleteAccount(world.ctx, target(mara))
  assert.equal(
    await refusal(restoreAccount(world.ctx, target(mara))),
    `${mara.name} has been deleted, and cannot be brought back.`,
  )
  assert.equal(await refusal(deleteAccount(world.ctx, target(mara))), `${mara.name} has been deleted already.`)
})

test('the last owner stays; others are moderated from above only', async () => {
  const [mara, ben] = await three()
  for (const take of [suspendAccount, deleteAccount]) {
    const failure = await take(world.ctx, target(olga))
    assert.match(failure?.message ?? '', /^olga is the only owner of this server, which needs one, and cannot be /)
  }
  assert.equal((await olga.api('GET', '/api/v1/timelines/home')).status, 200, 'and keeps their access')
  const setRole = (person: Person, role: string) =>
    world.ctx.db.updateTable('users').set({ role }).where('account_id', '=', person.id).execute()
  await setRole(mara, 'moderator')
  assert.equal((await suspendAccount(world.ctx, { by: mara.id, ...target(olga) }))?.failure, 'forbidden')
  assert.equal((await suspendAccount(world.ctx, { by: ben.id, ...target(mara) }))?.failure, 'forbidden')
  assert.equal(await suspendAccount(world.ctx, { by: mara.id, ...target(ben) }), undefined)
  await setRole(mara, 'owner')
  const outcomes = await Promise.all([
    suspendAccount(world.ctx, target(mara)),
    deleteAccount(world.ctx, { by: undefined as never, ...target(mara) }),
    suspendAccount(world.ctx, target(olga)),
  ])
  const owners = await world.ctx.db
    .selectFrom('users')
    .innerJoin('accounts', 'accounts.id', 'users.account_id')
    .select('users.account_id')
    .where('role', '=', 'owner')
    .where('suspended_at', 'is', null)
    .where('deleted_at', 'is', null)
    .execute()
  assert.equal(owners.length, 1, 'however they race, one owner is left')
  assert.ok(outcomes.some((failure) => failure !== undefined))
  await restoreAccount(world.ctx, target(olga))
  await setRole(mara, 'person')
})

test('a deleted account is invisible at once, then erased; the counts of others stay right', async () => {
  const { mara, ben, ute, postId } = await friends()
  const hers = await post(mara, 'Hello')
  await react(ben, 'favourite', hers)
  await react(ute, 'favourite', hers)
  await react(ben, 'reblog', hers)
  await react(ben, 'bookmark', hers)
  const answer = await post(ben, `@${mara.name} an answer`, { in_reply_to_id: hers })
  await react(mara, 'reblog', answer)
  await react(mara, 'favourite', answer)
  await act(ben, 'mute', ute)
  await act(ben, 'note', mara, { comment: 'met at the river' })
  await done(ben, 'GET', '/api/v1/timelines/home')
  await world.server.flushDelivered()
  const counts = async () => {
    const { replies_count, favourites_count, reblogs_count } = await done(mara, 'GET', `/api/v1/statuses/${hers}`)
    const own = await done(mara, 'GET', '/api/v1/accounts/verify_credentials')
    return [
      replies_count,
      favourites_count,
      reblogs_count,
      own.followers_count,
      own.following_count,
      own.statuses_count,
    ]
  }
  assert.deepEqual(await counts(), [1, 2, 1, 1, 1, 2])

  assert.equal(await deleteAccount(world.ctx, target(ben)), undefined)
  assert.equal((await mara.api('GET', `/api/v1/statuses/${postId}`)).status, 404)
  assert.equal((await ben.api('GET', '/api/v1/timelines/home')).status, 401)
  assert.deepEqual(await visibleTo(mara, ben, postId), nothing)
  assert.deepEqual(await counts(), [0, 1, 0, 0, 0, 1])

  const { db } = world.ctx
  const rowsOf = async (table: string, ...columns: string[]) => {
    const { rows } = await world.server.pool.query(
      `select 1 from ${table} where ${columns.map((column) => `${column} = ${ben.id}`).join(' or ')}`,
    )
    return rows.length
  }
  for (const [table, ...columns] of [
    ['users', 'account_id'],
    ['user_emails', 'account_id'],
    ['sessions', 'account_id'],
    ['access_tokens', 'account_id'],
    ['follows', 'follower_id', 'followee_id'],
    ['follow_stats', 'account_id'],
    ['mutes', 'muter_id'],
    ['account_notes', 'owner_id'],
    ['boosts', 'account_id'],
    ['favourites', 'account_id'],
    ['bookmarks', 'account_id'],
    ['notifications', 'account_id', 'from_account_id'],
    ['delivered', 'viewer_id'],
    ['delivered_newest', 'viewer_id'],
    ['author_stats', 'account_id'],
  ] as const)
    assert.equal(await rowsOf(table!, ...columns), 0, table)
  const words = await db
    .selectFrom('posts')
    .select(['text', 'html', 'deleted_at'])
    .where('author_id', '=', ben.id)
    .execute()
  assert.ok(words.length >= 3 && words.every(({ text, html, deleted_at }) => text === '' && html === '' && deleted_at))
  assert.equal(await rowsOf('jobs', "(payload->>'account')::bigint"), 0)
  const [row] = await db
    .selectFrom('accounts')
    .select(['username', 'display_name', 'note'])
    .where('id', '=', ben.id)
    .execute()
  assert.deepEqual(row, { username: ben.name, display_name: '', note: '' })
  await assert.rejects(world.person(ben.name), 'the handle stays reserved')
})

test('erasing goes on where it stopped, however often it is cut off', async () => {
  const { eraseAccountBatch } = await import('../../src/moderation/erase.ts')
  const { mara, ben } = await friends()
  const hers = await post(mara, 'Hello')
  await react(ben, 'favourite', hers)
  await act(ben, 'block', mara)
  const { db } = world.ctx
  await db.updateTable('accounts').set({ deleted_at: world.clock.now() }).where('id', '=', ben.id).execute()
  const answers: string[] = []
  while (answers.at(-1) !== 'done' && answers.length < 50) answers.push(await eraseAccountBatch(world.ctx, ben.id))
  assert.equal(answers.at(-1), 'done')
  assert.ok(answers.length > 3, 'it is bounded batches')
  assert.equal(await eraseAccountBatch(world.ctx, ben.id), 'done', 'and may be run again')
  assert.equal((await done(mara, 'GET', `/api/v1/statuses/${hers}`)).favourites_count, 0)
  assert.equal(await eraseAccountBatch(world.ctx, mara.id), 'done')
  assert.equal((await mara.api('GET', `/api/v1/statuses/${hers}`)).status, 200, 'nobody is erased who is not deleted')
})

test('the command line says what it did', async () => {
  const [mara] = await three()
  assert.deepEqual(await run('suspend', 'nobody-by-that-name'), {
    ok: false,
    said: ['Nobody here is called nobody-by-that-name: check the spelling.'],
  })
  const suspended = await run('suspend', `@${mara.name.toUpperCase()}`)
  assert.deepEqual(suspended, {
    ok: true,
    said: [`${mara.name} is suspended. "twoway restore ${mara.name}" takes it back.`],
  })
  assert.deepEqual(await run('suspend', mara.name), { ok: false, said: [`${mara.name} is suspended already.`] })
  const back: string[] = []
  assert.ok(await restoreNamed(world.ctx, mara.name, (line) => back.push(line)))
  assert.deepEqual(back, [`${mara.name} is back and can log in again.`])
  const reset = await run('reset-password', mara.name)
  assert.equal(reset.ok, true)
  assert.match(reset.said[0] ?? '', /^The new password of person\d+ is \S{20,}$/)
  const said: string[] = []
  const say = (line: string) => said.push(line)
  assert.ok(await setRole(world.ctx, mara.name, 'moderator', say))
  assert.equal(await setRole(world.ctx, mara.name, 'king', say), false)
  assert.equal(await setRole(world.ctx, olga.name, 'person', say), false)
  assert.deepEqual(said, [
    `${mara.name} has the role moderator now.`,
    'king is not a role: choose owner, moderator, person.',
    'olga is the only owner: give somebody else that role first.',
  ])
  assert.equal((await run('delete', mara.name)).ok, true)
  assert.equal((await mara.api('GET', '/api/v1/timelines/home')).status, 401)
})

test('people who asked to join are shown without what could disturb a terminal, and let in', async () => {
  const [mara] = await three()
  const { db } = world.ctx
  await db
    .updateTable('users')
    .set({ approved_at: null, sign_up_reason: 'I like \u001b[2J herons' })
    .where('account_id', '=', mara.id)
    .execute()
  const waiting = await run('approve', '')
  assert.deepEqual(waiting.said, [`${mara.name} <${mara.name}@people.example> I like  [2J herons`])
  assert.deepEqual(await run('approve', mara.name), { ok: true, said: [`${mara.name} can log in now.`] })
  assert.deepEqual(await run('approve', ''), { ok: true, said: ['Nobody is waiting to be let in.'] })
})

test('somebody who is turned away leaves nothing behind, and the name is free', async () => {
  await updateInstanceRow(world.ctx.db, { registrations: 'approval' })
  try {
    const signedUp = await world.submit('/auth/sign_up', {
      username: 'hopeful',
      email: 'hopeful@people.example',
      password: 'hopeful-password-1',
      reason: 'I know Olga',
      agreement: '1',
    })
    assert.ok(signedUp.status < 400, signedUp.text)
    await world.settle()
    assert.equal((await run('approve', '')).said.filter((line) => line.startsWith('hopeful ')).length, 1)
    const { ok } = await run('reject', 'hopeful')
    assert.ok(ok)
    await world.settle()
    const found: string[] = []
    assert.ok(await check(world.ctx, { repair: false }, (line) => found.push(line)), found.join('\n'))
    assert.equal((await run('reject', 'hopeful')).ok, false)
  } finally {
    await updateInstanceRow(world.ctx.db, { registrations: 'open' })
  }
  await world.person('hopeful')
})
