import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { check } from '../../src/cli/check.ts'
import { deleteAccount } from '../../src/moderation/actions.ts'
import { type Answer, createWorld, type Person, type World } from '../world.ts'

let world: World
before(async () => {
  world = await createWorld()
})
after(() => world.stop())

let made = 0
const someone = (name: string) => world.person(`${name}${++made}`)
async function send(author: Person, to: readonly Person[], more: Record<string, unknown> = {}): Promise<string> {
  const status = `${to.map(({ name }) => `@${name}`).join(' ')} hello`
  const answer = await author.api('POST', '/api/v1/statuses', { status, visibility: 'direct', ...more })
  assert.equal(answer.status, 200, answer.text)
  await world.settle()
  return answer.body.id
}
type Wire = { id: string; unread: boolean; accounts: { id: string }[]; last_status: { id: string } }
const conversationsOf = async (person: Person, query = ''): Promise<Wire[]> =>
  (await person.api('GET', `/api/v1/conversations${query}`)).body
const brief = (list: Wire[]) => list.map(({ unread, last_status }) => [unread, last_status.id])

test('a message is unread for whom it reaches, and nobody else has it', async () => {
  const [mara, theo, nina] = [await someone('mara'), await someone('theo'), await someone('nina')]
  const message = await send(mara, [theo])
  assert.deepEqual(brief(await conversationsOf(mara)), [[false, message]])
  const [conversation] = await theo.client.v1.conversations.list()
  assert.deepEqual(
    [conversation?.unread, conversation?.lastStatus?.id, conversation?.accounts.map(({ id }) => id)],
    [true, message, [String(mara.id)]],
  )
  assert.deepEqual(await conversationsOf(nina), [])
  await mara.api('POST', '/api/v1/statuses', { status: `@${theo.name} openly` })
  await world.settle()
  assert.equal((await conversationsOf(theo)).length, 1)
})

test('a thread is one conversation, led by its newest message', async () => {
  const [mara, theo] = [await someone('mara'), await someone('theo')]
  const first = await send(mara, [theo])
  const [before] = await conversationsOf(theo)
  const read = await theo.api('POST', `/api/v1/conversations/${before!.id}/read`)
  assert.deepEqual([read.status, read.body.unread, read.body.id], [200, false, before!.id])
  assert.deepEqual(brief(await conversationsOf(theo)), [[false, first]])
  assert.equal((await theo.api('POST', `/api/v1/conversations/${before!.id}/unread`)).body.unread, true)
  const answer = await send(theo, [mara], { in_reply_to_id: first })
  assert.deepEqual(brief(await conversationsOf(mara)), [[true, answer]])
  const [now] = await conversationsOf(theo)
  assert.deepEqual([now!.id, now!.unread], [before!.id, false])
  const other = await send(mara, [theo])
  assert.deepEqual(
    (await conversationsOf(theo)).map(({ last_status }) => last_status.id),
    [other, answer],
  )
})

test('they are paged by their newest message', async () => {
  const [mara, theo] = [await someone('mara'), await someone('theo')]
  const sent: string[] = []
  for (let index = 0; index < 5; index++) sent.unshift(await send(mara, [theo]))
  const found: string[] = []
  let next: string | undefined = '/api/v1/conversations?limit=2'
  while (next) {
    const page: Answer = await theo.api('GET', next)
    found.push(...page.body.map(({ last_status }: Wire) => last_status.id))
    next = /<([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1]?.replace(world.url, '')
  }
  assert.deepEqual(found, sent)
  assert.deepEqual(
    (await conversationsOf(theo, `?min_id=${sent[4]}&limit=2`)).map(({ last_status }) => last_status.id),
    [sent[2], sent[3]],
  )
})

test('one can be removed, and comes back with the next message', async () => {
  const [mara, theo, nina] = [await someone('mara'), await someone('theo'), await someone('nina')]
  const first = await send(mara, [theo])
  const [conversation] = await conversationsOf(theo)
  const path = `/api/v1/conversations/${conversation!.id}`
  assert.equal((await nina.api('DELETE', path)).status, 404, 'she has no part in it')
  assert.equal((await nina.api('POST', `${path}/read`)).status, 404)
  assert.deepEqual((await theo.api('DELETE', path)).body, {})
  assert.deepEqual(await conversationsOf(theo), [])
  assert.equal((await conversationsOf(mara)).length, 1)
  const second = await send(mara, [theo], { in_reply_to_id: first })
  assert.deepEqual(brief(await conversationsOf(theo)), [[true, second]])
})

test('a deleted message gives way to the one before it; the last takes the conversation along', async () => {
  const [mara, theo] = [await someone('mara'), await someone('theo')]
  const first = await send(mara, [theo])
  const second = await send(mara, [theo], { in_reply_to_id: first })
  await mara.api('DELETE', `/api/v1/statuses/${second}`)
  assert.deepEqual(await conversationsOf(theo), [], 'hidden at once')
  await world.settle()
  assert.deepEqual(
    (await conversationsOf(theo)).map(({ last_status }) => last_status.id),
    [first],
  )
  await mara.api('DELETE', `/api/v1/statuses/${first}`)
  await world.settle()
  assert.deepEqual([await conversationsOf(theo), await conversationsOf(mara)], [[], []])
})

test('nothing comes from people one blocks, or who are suspended or deleted', async () => {
  const [mara, theo, nina] = [await someone('mara'), await someone('theo'), await someone('nina')]
  await theo.api('POST', `/api/v1/accounts/${mara.id}/block`)
  await send(mara, [theo, nina])
  assert.deepEqual(await conversationsOf(theo), [])
  assert.equal((await conversationsOf(nina)).length, 1)
  await nina.api('POST', `/api/v1/accounts/${mara.id}/block`)
  assert.deepEqual(await conversationsOf(nina), [])
  await nina.api('POST', `/api/v1/accounts/${mara.id}/unblock`)
  await deleteAccount(world.ctx, { target: mara.id })
  assert.deepEqual(await conversationsOf(nina), [])
  await world.settle()
  const rows = world.ctx.db.selectFrom('conversations').selectAll().where('account_id', 'in', [mara.id, nina.id])
  assert.deepEqual(await rows.execute(), [])
  const found: string[] = []
  assert.ok(await check(world.ctx, { repair: false }, (line) => found.push(line)), found.join('\n'))
})
