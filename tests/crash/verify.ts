/** Compares what the ledger says with what is in the database, and with what the server answers. */
import assert from 'node:assert/strict'
import type pg from 'pg'
import { until } from '../process/server-process.ts'
import type { Ledger, ToggleEntry, ToggleKind } from './ledger.ts'
import type { Api } from './writers.ts'

async function lines(client: pg.Client, text: string): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(`select line from (${text}) as found (line)`)
  return rows.map(({ line }) => line).toSorted()
}

const toggleQueries: Record<ToggleKind, string> = {
  favourite: `select account_id || ' favourite ' || post_id from favourites`,
  boost: `select b.account_id || ' boost ' || b.post_id from boosts b
    join posts p on p.id = b.boost_id and p.boost_of = b.post_id and p.author_id = b.account_id and p.deleted_at is null`,
  follow: `select follower_id || ' follow ' || followee_id from follows where state = 'accepted'`,
}
const toggleLine = ({ kind, actor, target, post }: ToggleEntry) => `${actor.id} ${kind} ${post ?? target.id}`

/** What was acknowledged is there, once, and nothing that nobody asked for. */
export async function assertAcknowledgedIsThere(client: pg.Client, ledger: Ledger): Promise<void> {
  const found = await lines(
    client,
    `select author_id || ' ' || text from posts where deleted_at is null and text like 'Post %'`,
  )
  const postLines = (...states: string[]) =>
    ledger.posts.filter(({ state }) => states.includes(state)).map(({ author, text }) => `${author.id} ${text}`)
  const uncertain = new Set(postLines('asked', 'deletion asked'))
  assert.deepEqual(
    found.filter((line) => !uncertain.has(line)),
    postLines('published').toSorted(),
    'acknowledged posts',
  )
  assert.equal(found.length, new Set(found).size, 'no post is there twice')

  for (const [kind, text] of Object.entries(toggleQueries)) {
    const entries = ledger.toggles.filter((entry) => entry.kind === kind)
    const unknown = new Set(entries.filter(({ state }) => state === 'unknown').map(toggleLine))
    const there = (await lines(client, text)).filter((line) => !unknown.has(line))
    assert.deepEqual(
      there,
      entries
        .filter(({ state }) => state === 'on')
        .map(toggleLine)
        .toSorted(),
      `acknowledged ${kind}s`,
    )
  }

  const people = new Set(
    await lines(client, 'select username from accounts join users on users.account_id = accounts.id'),
  )
  const missing = ledger.signUps.filter(({ name, state }) => state === 'done' && !people.has(name))
  assert.deepEqual(missing, [], 'acknowledged sign-ups')
}

/** Waits until nothing is left to be done for what was committed. */
export async function effectsAreDone(client: pg.Client): Promise<void> {
  await until(async () => {
    const { rows } = await client.query<{ done: boolean }>(
      `select not exists (select from events e, effects_position p where (e.xid, e.id) > (p.xid, p.id))
        and not exists (select from jobs) as done`,
    )
    return rows[0]!.done
  })
}

/** Every effect has happened once. Nothing in the ledger may be uncertain. */
export async function assertEffectsHappenedOnce(client: pg.Client, ledger: Ledger): Promise<void> {
  const names = new Map(
    (await client.query('select username, id from accounts')).rows.map(({ username, id }) => [username, id]),
  )
  const owner = ledger.people[0]!
  const expected = [
    ...ledger.posts
      .filter(({ state, mentioned }) => state === 'published' && mentioned)
      .map(({ id, author, mentioned }) => `${mentioned!.id} mention ${author.id} ${id}`),
    ...ledger.toggles
      .filter(({ state }) => state === 'on')
      .map(({ kind, actor, target, post }) => `${target.id} ${kind} ${actor.id} ${post ?? ''}`),
    ...ledger.signUps.map(({ name }) => `${owner.id} sign_up ${names.get(name)} `),
    ...ledger.people.slice(1).map(({ id }) => `${owner.id} sign_up ${id} `),
  ]
  const found = await lines(
    client,
    `select account_id || ' ' || type || ' ' || from_account_id || ' ' || coalesce(post_id::text, '') from notifications`,
  )
  assert.deepEqual(found, expected.toSorted(), 'notifications')
  assert.deepEqual(await lines(client, 'select type || error from parked_events'), [], 'events whose effects failed')
}

/** The stored counts are what counting gives. */
export async function assertCounts(client: pg.Client): Promise<void> {
  const wrong = await lines(
    client,
    `select 'account ' || a.id from accounts a left join follow_stats s on s.account_id = a.id
      where coalesce(s.followers_count, 0) <> (select count(*) from follows where followee_id = a.id and state = 'accepted')
        or coalesce(s.following_count, 0) <> (select count(*) from follows where follower_id = a.id and state = 'accepted')
    union all
    select 'post ' || p.id from posts p left join post_stats s on s.post_id = p.id
      where p.deleted_at is null and p.boost_of is null
        and (coalesce(s.favourites_count, 0) <> (select count(*) from favourites where post_id = p.id)
          or coalesce(s.boosts_count, 0) <> (select count(*) from boosts where post_id = p.id))
    union all
    select 'author ' || a.id from accounts a left join author_stats s on s.account_id = a.id
      where coalesce(s.posts_count, 0) <> (select count(*) from posts where author_id = a.id and deleted_at is null)`,
  )
  assert.deepEqual(wrong, [], 'counts')
}

/** The server itself answers with what it acknowledged. `since`: how many posts there were before. */
export async function assertServerAnswers(api: Api, ledger: Ledger, since: number): Promise<void> {
  const reader = ledger.people[0]!
  for (const { id, state, author } of ledger.posts.slice(since)) {
    if (id === undefined) continue
    const { status, body } = await api.as(reader, 'GET', `/api/v1/statuses/${id}`)
    if (state === 'published') assert.deepEqual([status, body.id, body.account.id], [200, id, author.id])
    if (state === 'deleted') assert.equal(status, 404)
  }
  for (const person of ledger.people) {
    const others = ledger.people.filter((other) => other !== person)
    const ids = others.map(({ id }) => `id[]=${id}`).join('&')
    const { body } = await api.as(person, 'GET', `/api/v1/accounts/relationships?${ids}`)
    const followed = ledger.toggles
      .filter(({ kind, actor, state }) => kind === 'follow' && actor === person && state === 'on')
      .map(({ target }) => target.id)
    const answered = (body as { id: string; following: boolean }[])
      .filter(({ following }) => following)
      .map(({ id }) => id)
    assert.deepEqual(answered.toSorted(), followed.toSorted())
  }
}
