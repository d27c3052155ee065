import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { check } from '../../src/cli/check.ts'
import { type LoadedTown, loadTown } from '../../src/town/load.ts'
import { createTown } from '../../src/town/town.ts'
import { logInAs } from '../log-in.ts'
import { type Answer, createWorld, type Person, type World } from '../world.ts'

const password = 'bread-and-birds-1'
const minuteMs = 60_000
const now = new Date('2030-01-15T18:00:00Z')

describe('a town in a database', () => {
  const { town, truths } = createTown({ seed: 'loaded', now, people: 90 })
  let world: World
  let loaded: LoadedTown
  let asMara: Person['api']
  const ask = async (method: string, path: string): Promise<Answer> => {
    const answer = await asMara(method, path)
    assert.equal(answer.status, 200, answer.text)
    return answer
  }

  before(async () => {
    world = await createWorld()
    world.clock.set(now)
    loaded = await loadTown(world.ctx, world.server.pool, town, { password })
    await world.settle()
    // Search reads what was imported a minute after the last batch.
    world.clock.advance(2 * minuteMs)
    await world.settle()
    asMara = await logInAs(world, 'mara', password)
  })
  after(() => world.stop())

  test('every row is there, and the check finds nothing', async () => {
    const rowsOf = async (table: string) =>
      Number((await sql<{ n: string }>`select count(*) as n from ${sql.table(table)}`.execute(world.ctx.db)).rows[0]!.n)
    assert.equal(await rowsOf('accounts'), town.people.length)
    assert.equal(await rowsOf('users'), town.people.filter(({ isResident }) => isResident).length)
    assert.equal(await rowsOf('follows'), town.follows.length)
    assert.equal(await rowsOf('posts'), town.posts.length + town.boosts.length)
    assert.equal(await rowsOf('favourites'), town.favourites.length)
    assert.equal(await rowsOf('media'), town.posts.flatMap(({ pictures }) => pictures).length)
    assert.equal(await rowsOf('meetings'), town.meetings.length * 2)
    assert.equal(await rowsOf('notifications'), 0)
    const found: string[] = []
    assert.ok(await check(world.ctx, { repair: false }, (line) => found.push(line)), found.join('\n'))
  })

  test('Mara logs in and reads her channel, newest first', async () => {
    const own = await ask('GET', '/api/v1/accounts/verify_credentials')
    assert.equal(own.body.display_name, town.people[0]!.displayName)
    assert.equal(own.body.followers_count, town.follows.filter(({ followee }) => followee === 'mara').length)
    assert.equal(
      own.body.statuses_count,
      town.posts.filter(({ author }) => author === 'mara').length +
        town.boosts.filter(({ booster }) => booster === 'mara').length,
    )
    const home = await ask('GET', '/api/v1/timelines/home?limit=40')
    assert.equal(home.body.length, 40)
    const followed = new Set([
      'mara',
      ...town.follows.filter(({ follower }) => follower === 'mara').map(({ followee }) => followee),
    ])
    for (const { account } of home.body) assert.ok(followed.has(account.username))
    const ids = home.body.map(({ id }: { id: string }) => Number(id))
    assert.deepEqual(
      ids,
      ids.toSorted((a: number, b: number) => b - a),
    )
  })

  test('threads, pictures, hashtags, quotes and reasons arrive as they were written', async () => {
    const { openQuestion } = truths
    const question = town.posts[openQuestion.post]!
    const shown = await ask('GET', `/api/v1/statuses/${loaded.postIds[openQuestion.post]}`)
    assert.equal(shown.body.in_reply_to_id, String(loaded.postIds[question.parent!]))
    assert.equal(shown.body.mentions[0].username, 'mara')
    assert.equal(shown.body.created_at, question.at.toISOString())

    const pictured = town.posts.findIndex(({ pictures, visibility }) => pictures.length > 0 && visibility === 'public')
    const withPicture = await ask('GET', `/api/v1/statuses/${loaded.postIds[pictured]}`)
    const [attachment] = withPicture.body.media_attachments
    assert.equal(attachment.description, town.posts[pictured]!.pictures[0]!.description)
    for (const url of [attachment.url, attachment.preview_url, withPicture.body.account.avatar])
      assert.match(
        (await world.api('GET', url.replace(world.ctx.origin, ''))).headers.get('content-type') ?? '',
        /^image\/(jpeg|webp)$/,
      )

    const tagged = town.posts.findLastIndex(
      ({ text, visibility }) => text.includes('#Birding') && visibility === 'public',
    )
    const underTag = await ask('GET', '/api/v1/timelines/tag/birding?limit=1')
    assert.equal(underTag.body[0].id, String(loaded.postIds[tagged]))

    const quoting = town.posts.findIndex(({ quoted }) => quoted !== undefined)
    const quote = await ask('GET', `/api/v1/statuses/${loaded.postIds[quoting]}`)
    assert.equal(quote.body.quote.quoted_status.id, String(loaded.postIds[town.posts[quoting]!.quoted!]))

    const why = town.follows.find(({ follower, followee }) => follower === 'mara' && followee === 'gesine')!.why!
    const relation = await world.ctx.db
      .selectFrom('follows')
      .selectAll()
      .where('follower_id', '=', loaded.idOf('mara'))
      .where('followee_id', '=', loaded.idOf('gesine'))
      .executeTakeFirstOrThrow()
    assert.deepEqual([relation.reason, relation.reason_text], [why.reason, why.ownWords])
  })

  test('what was said can be found', async () => {
    const found = await ask('GET', '/api/v2/search?q=%22Linden+Street%22&type=statuses&limit=5')
    assert.equal(found.body.statuses.length, 5)
    for (const { content } of found.body.statuses) assert.match(content, /Linden Street/)
  })

  test('ties were counted from the posts', async () => {
    const tie = await sql<{ n: string }>`
      select sum(count) as n from ties where from_id = ${loaded.idOf('mara')} and to_id = ${loaded.idOf('noor')}
        and type in ('reply', 'mention', 'quote')`.execute(world.ctx.db)
    const isTo = (text: string) => text.includes('@noor ')
    const said = town.posts.filter(
      ({ author, text, parent, quoted }) =>
        author === 'mara' &&
        (isTo(text) || [parent, quoted].some((place) => place !== undefined && town.posts[place]!.author === 'noor')),
    )
    assert.equal(Number(tie.rows[0]!.n), said.length)
    assert.ok(said.length > 20)
  })
})
