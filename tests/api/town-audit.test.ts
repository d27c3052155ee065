import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { dayMs } from '../../src/platform/clock.ts'
import { profileAuthors } from '../../src/ties/interest.ts'
import { type LoadedTown, loadTown } from '../../src/town/load.ts'
import { createTown } from '../../src/town/town.ts'
import { type AuditedPerson, accusations, auditOf, layPictures, readChannel } from '../auditing.ts'
import { logInAs } from '../log-in.ts'
import { recountAudit } from '../recounting.ts'
import { type Answer, createWorld, type Person, type World } from '../world.ts'

const password = 'bread-and-birds-1'
const now = new Date('2030-01-15T18:00:00Z')

describe('the audit of a planted town', () => {
  const { town, truths } = createTown({ seed: 'audited', now, people: 120 })
  let world: World
  let loaded: LoadedTown
  let asMara: Person['api']
  let audit: Map<string, AuditedPerson>
  const marksOf = (name: string) => audit.get(name)!.marks
  const get = async (path: string): Promise<Answer['body']> => {
    const answer = await asMara('GET', `/api/twoway/v1/${path}`)
    assert.equal(answer.status, 200, answer.text)
    assert.equal(answer.headers.get('cache-control'), 'private, no-store')
    return answer.body
  }

  before(async () => {
    world = await createWorld()
    world.clock.set(now)
    loaded = await loadTown(world.ctx, world.server.pool, town, { password, withPictures: false })
    await layPictures(world.ctx, town, loaded)
    await world.settle()
    await readChannel(world.ctx, town, loaded, 'mara')
    await profileAuthors(world.ctx)
    asMara = await logInAs(world, 'mara', password)
    audit = await auditOf(asMara)
  })
  after(() => world.stop())

  test('it finds who was planted, by name', () => {
    assert.ok(marksOf(truths.promoter).includes('promotes'))
    assert.ok(marksOf(truths.promoter).includes('takes_much'))
    assert.equal(audit.get(truths.promoter)!.suggestion.kind, 'turn_down')
    assert.ok(marksOf(truths.quietFriend.friend).includes('quiet_friend'))
    for (const { first } of truths.followBacks) {
      assert.ok(marksOf(first).includes('follow_back_only'), first)
      assert.equal(audit.get(first)!.follow_back.verdict, 'only_that')
    }
    assert.ok(marksOf(truths.drifted.person).includes('moved_away'))
    assert.ok(marksOf(truths.languageChanged.person).includes('language_changed'))
    assert.ok(marksOf(truths.goneQuiet.people[1]).includes('gone_quiet'))
    assert.ok(marksOf(truths.withoutReason.followee).includes('no_reason'))
    assert.ok(marksOf(truths.openQuestion.by).includes('waiting'))
    assert.equal(
      audit.get(truths.openQuestion.by)!.suggestion.post_id,
      String(loaded.postIds[truths.openQuestion.post]),
    )
  })

  test('it accuses nobody else, and never suggests to unfollow', () => {
    const planted = new Set([
      truths.promoter,
      truths.drifted.person,
      truths.languageChanged.person,
      ...truths.followBacks.map(({ first }) => first),
    ])
    for (const [name, { marks, suggestion }] of audit) {
      if (planted.has(name)) continue
      assert.deepEqual(
        marks.filter((mark) => accusations.includes(mark)),
        [],
        name,
      )
      assert.notEqual(suggestion.kind, 'turn_down', name)
    }
    assert.equal(audit.get(truths.newspaper)!.engaging.verdict, 'described')
    for (const name of truths.neighbours.filter((one) => one !== 'mara'))
      assert.ok(['strong', 'warm'].includes(audit.get(name)!.with_me.band), name)
  })

  test('a newspaper that says what it is is described, and held against it where it does not', async () => {
    const asPaper = await logInAs(world, truths.newspaper, password)
    const auditAs = async (profile: object) => {
      assert.equal((await asPaper('PATCH', '/api/v1/accounts/update_credentials', profile)).status, 200)
      await world.settle()
      return (await auditOf(asMara, '&q=courier')).get(truths.newspaper)!
    }
    const field = (value: string) => ({ bot: false, fields_attributes: [{ name: 'Role', value }] })
    const untold = await auditAs(field('Reporter'))
    assert.deepEqual([untold.declared, untold.engaging.verdict], [null, 'broadcasts'])
    assert.ok(untold.marks.includes('broadcasts') && untold.marks.includes('takes_much'))
    const said = await auditAs(field('News'))
    assert.deepEqual([said.declared, said.engaging.verdict, said.marks], ['news', 'described', []])
    assert.match(said.engaging.sentence, /it says it is a news account/)
    assert.equal((await auditOf(asMara, '&role=news')).size, 1)
    assert.deepEqual((await auditAs({ ...field(''), bot: true })).marks, [])
  })

  test('others are told of, not accused: the newcomer, the lurker, the tram company', async () => {
    const { newcomer, lurker, service } = truths
    const asNewcomer = await logInAs(world, newcomer, password)
    for (const followee of [newcomer, lurker, service])
      await asMara('POST', `/api/v1/accounts/${loaded.idOf(followee)}/follow`)
    try {
      const seen = await auditOf(asMara)
      for (const name of [newcomer, lurker, service]) {
        const { marks, follow_back } = seen.get(name)!
        assert.deepEqual(
          marks.filter((mark) => accusations.includes(mark)),
          [],
          name,
        )
        assert.ok(marks.includes('new'))
        assert.notEqual(follow_back.verdict, 'only_that')
      }
    } finally {
      for (const followee of [newcomer, lurker, service])
        await asMara('POST', `/api/v1/accounts/${loaded.idOf(followee)}/unfollow`)
    }
    const own = await auditOf(asNewcomer)
    for (const [name, { marks }] of own) assert.ok(marks.includes('new') && !marks.includes('no_reason'), name)
  })

  test('every figure can be counted again from posts, acts and deliveries', async () => {
    const counted = recountAudit(town, 'mara', now)
    assert.deepEqual([...audit.keys()].toSorted(), [...counted.keys()].toSorted())
    for (const [name, figures] of counted) {
      const told = audit.get(name)!
      const { follow_back, interest, with_me, channel } = told
      const { first } = follow_back
      assert.deepEqual(
        {
          followed_since: told.followed_since,
          followed_by: told.followed_by,
          first: first ?? undefined,
          reactions: interest.reactions,
          wrote: with_me.wrote,
          heard: with_me.heard,
          gave: with_me.gave,
          got: with_me.got,
          last_talk: with_me.last_talk,
          ...channel,
        },
        figures,
        name,
      )
      assert.equal(interest.delivered, figures.delivered, name)
    }
    const all = [...counted.values()]
    const sum = (figure: 'delivered') => all.reduce((total, each) => total + each[figure], 0)
    const { delivered, channel, channel_rest } = await get('audit')
    assert.equal(delivered.posts, sum('delivered'))
    const largest = [...counted]
      .toSorted(([, one], [, other]) => other.delivered - one.delivered)
      .slice(0, channel.length)
    for (const [place, one] of channel.entries()) {
      const { delivered, share, tie_share, posts_per_day } = counted.get(one.account.username)!
      assert.deepEqual(
        [one.delivered, one.share, one.tie_share, one.posts_per_day],
        [delivered, share, tie_share, posts_per_day],
      )
      assert.equal(one.delivered, largest[place]![1].delivered)
    }
    const shown = channel.reduce((total: number, one: { delivered: number }) => total + one.delivered, 0)
    assert.deepEqual(
      [channel_rest.people, channel_rest.delivered],
      [all.filter(({ delivered }) => delivered > 0).length - channel.length, sum('delivered') - shown],
    )
    const [csvHead, ...csvLines] = (await asMara('GET', '/api/twoway/v1/audit/report.csv')).text.trim().split('\r\n')
    assert.equal(csvHead!.split(',').length, 28)
    assert.equal(csvLines.length, all.length)
  })

  test('the overview counts the people of the list, and shares come to one', async () => {
    const overview = await get('audit')
    assert.equal(overview.following, audit.size)
    for (const { question, verdicts } of overview.questions)
      for (const { verdict, people } of verdicts) {
        const counted = [...audit.values()].filter((person) => person[question as 'reason'].verdict === verdict).length
        assert.equal(people, counted, `${question} ${verdict}`)
        const chosen = await auditOf(asMara, `&${question}=${verdict}`)
        assert.equal(chosen.size, counted)
      }
    for (const { mark, people } of overview.marks)
      assert.equal((await auditOf(asMara, `&mark=${mark}`)).size, people, mark)
    const shares = overview.channel.reduce((sum: number, { share }: { share: number }) => sum + share, 0)
    assert.ok(Math.abs(shares + overview.channel_rest.share - 1) < 0.01, String(shares))
    const map = await get('audit/map')
    assert.equal(map.people.length, audit.size)
  })

  test('one person in full: four answers, and posts that open', async () => {
    const full = await get(`audit/people/${loaded.idOf(truths.drifted.person)}`)
    const { answers, words, weeks, ...short } = full
    assert.deepEqual(
      answers.map(({ question }: { question: string }) => question),
      ['reason', 'follow_back', 'interest', 'engaging'],
    )
    assert.ok(words.came.length > 0 && words.went.length > 0)
    assert.equal(weeks.reduce((sum: number, week: { delivered: number }) => sum + week.delivered, 0) > 0, true)
    const listed = (await auditOf(asMara)).get(truths.drifted.person)!
    assert.deepEqual(Object.fromEntries(Object.keys(listed).map((key) => [key, short[key]])), listed)
    const posts = answers.flatMap(({ evidence, counter_evidence }: Answer['body']) =>
      [...evidence, ...counter_evidence].flatMap((line: { posts: string[] }) => line.posts),
    )
    assert.ok(posts.length > 5)
    for (const post of new Set<string>(posts))
      assert.equal((await asMara('GET', `/api/v1/statuses/${post}`)).status, 200)
    assert.equal((await asMara('GET', `/api/twoway/v1/audit/people/${loaded.idOf('otis')}`)).status, 404)
    assert.equal((await asMara('GET', '/api/twoway/v1/audit/people/1')).status, 404)
  })

  test('the same clock and the same data give the same bytes, also when all is measured anew', async () => {
    const paths = ['audit', 'audit/map', 'audit/people?limit=80', `audit/people/${loaded.idOf(truths.promoter)}`]
    const read = async () =>
      (await Promise.all(paths.map((path) => asMara('GET', `/api/twoway/v1/${path}`)))).map(({ text }) => text)
    const first = await read()
    assert.deepEqual(await read(), first)
    await sql`delete from audit_people`.execute(world.ctx.db)
    await sql`delete from audit_measures`.execute(world.ctx.db)
    assert.deepEqual(await read(), first)
  })

  test('an audit is remembered, compared with, and forgotten', async () => {
    world.clock.set(new Date(now.getTime() - 2 * dayMs))
    const remembered = await asMara('POST', '/api/twoway/v1/audit/history')
    assert.equal(remembered.status, 200, remembered.text)
    world.clock.set(now)
    const overview = await get('audit')
    assert.equal(overview.since.snapshot_id, remembered.body.id)
    assert.equal((await get('audit/history')).length, 1)
    assert.equal((await get(`audit/history/${remembered.body.id}`)).following, audit.size)
    const asNoor = await logInAs(world, 'noor', password)
    assert.equal((await asNoor('GET', `/api/twoway/v1/audit/history/${remembered.body.id}`)).status, 404)
    assert.equal((await asMara('DELETE', `/api/twoway/v1/audit/history/${remembered.body.id}`)).status, 200)
    assert.deepEqual(await get('audit/history'), [])
  })

  test('the whole audit as files', async () => {
    const report = await get('audit/report.json')
    assert.equal(report.people.length, audit.size)
    const csv = await asMara('GET', '/api/twoway/v1/audit/report.csv')
    assert.equal(csv.text.trim().split('\r\n').length, audit.size + 1)
  })

  test('the mirror shows what I do, what became of my roses, and the question that waits', async () => {
    const mirror = await get('mirror')
    assert.ok(Math.abs(mirror.mix.reduce((sum: number, { share }: { share: number }) => sum + share, 0) - 1) < 1e-9)
    assert.equal(mirror.roses.roses, audit.size)
    assert.equal(mirror.roses.met, 1)
    assert.ok(mirror.roses.conversations > 5 && mirror.roses.conversations <= mirror.roses.answered)
    const open = String(loaded.postIds[truths.openQuestion.post])
    const waiting = async () => (await get('mirror/questions')).map(({ status_id }: { status_id: string }) => status_id)
    assert.ok((await waiting()).includes(open))
    assert.deepEqual(await get('mirror/unanswered'), { enabled: false, posts: [] })
    const shown = await asMara('PUT', '/api/twoway/v1/mirror/unanswered', { enabled: true })
    assert.ok(shown.body.posts.length > 0 && shown.body.posts.length <= 5)
    assert.ok(shown.body.posts.some(({ status_id }: { status_id: string }) => status_id === open))
    assert.equal((await asMara('POST', `/api/twoway/v1/mirror/questions/${open}/dismiss`)).status, 200)
    assert.ok(!(await waiting()).includes(open))
    const after = await get('mirror/unanswered')
    assert.ok(!after.posts.some(({ status_id }: { status_id: string }) => status_id === open))
    assert.equal((await asMara('POST', '/api/twoway/v1/mirror/questions/1/dismiss')).status, 404)
  })

  test('who follows: the phone book, and who of it turned to me; the bought wave is told as observed', async () => {
    const picture = await get('followers')
    assert.equal(picture.book.length, picture.audience.raw)
    const engaged = picture.book.filter((one: { engaged: unknown }) => one.engaged)
    assert.equal(engaged.length, picture.audience.engaged.count)
    assert.ok(picture.book.slice(0, engaged.length).every((one: { engaged: unknown }) => one.engaged))
    const asRex = await logInAs(world, truths.promoter, password)
    const { audience } = (await asRex('GET', '/api/twoway/v1/followers')).body
    const { from, to } = truths.boughtWave
    assert.ok(
      audience.bursts.some(
        (burst: { from: string; to: string }) => Date.parse(burst.from) <= to && Date.parse(burst.to) >= from,
      ),
    )
    assert.deepEqual((await asMara('GET', '/api/twoway/v1/followers')).body.audience.bursts, [])
  })
})
