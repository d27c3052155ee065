import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createWorld, type Person, type World } from '../world.ts'

let world: World
let mara: Person
let ben: Person
before(async () => {
  world = await createWorld()
  mara = await world.person('mara')
  ben = await world.person('ben_jones')
})
after(() => world.stop())

async function change(person: Person, columns: Record<string, unknown>) {
  await world.ctx.db.updateTable('accounts').set(columns).where('id', '=', person.id).execute()
}

test('an account is shown to anybody, and looked up by its name in every spelling', async () => {
  await change(mara, { display_name: 'Mara Öst' })
  const shown = await world.api('GET', `/api/v1/accounts/${mara.id}`)
  assert.equal(shown.status, 200)
  assert.equal(shown.body.display_name, 'Mara Öst')
  for (const acct of ['mara', '@mara', 'MARA', `mara@${world.ctx.domain}`, `@mara@${world.ctx.domain}`]) {
    const found = await world.api('GET', `/api/v1/accounts/lookup?acct=${encodeURIComponent(acct)}`)
    assert.equal(found.body?.id, String(mara.id), acct)
  }
  assert.equal((await ben.client.v1.accounts.lookup({ acct: 'mara' })).username, 'mara')
})

test('several accounts come in the order asked for', async () => {
  const ids = [ben.id, mara.id, 1].map(String)
  const accounts = await mara.client.v1.accounts.fetch({ id: ids })
  assert.deepEqual(
    accounts.map((account) => account.username),
    ['ben_jones', 'mara'],
  )
  assert.deepEqual((await world.api('GET', '/api/v1/accounts')).body, [])
})

test('what is not there is not found, and wrong input is told', async () => {
  for (const path of ['1', 'abc', '99999999999999999999', '-1', '%00'])
    assert.equal((await world.api('GET', `/api/v1/accounts/${path}`)).status, path === '%00' ? 422 : 404, path)
  for (const acct of ['nobody', 'mara@other.example', '', "'; drop table accounts --"])
    assert.equal((await world.api('GET', `/api/v1/accounts/lookup?acct=${encodeURIComponent(acct)}`)).status, 404, acct)
  assert.equal((await world.api('GET', '/api/v1/accounts/lookup')).status, 422)
  assert.equal((await world.api('GET', '/api/v1/accounts?id[]=abc')).status, 422)
  assert.equal((await mara.api('GET', '/api/v1/accounts/search')).status, 422)
  assert.equal((await mara.api('GET', '/api/v1/accounts/search?q=a&limit=0')).status, 422)
  assert.equal((await world.api('GET', '/api/v1/accounts/search?q=a')).status, 401)
})

test('a suspended account is an empty shell, a deleted one is gone', async () => {
  const sue = await world.person('sue')
  await change(sue, { display_name: 'Sue', note_html: '<p>hi</p>', locked: true, suspended_at: world.clock.now() })
  const { body } = await world.api('GET', `/api/v1/accounts/${sue.id}`)
  assert.deepEqual(
    [body.suspended, body.display_name, body.note, body.locked, body.fields, body.username],
    [true, '', '', false, [], 'sue'],
  )
  assert.deepEqual((await mara.api('GET', '/api/v1/accounts/search?q=sue')).body, [])
  await change(sue, { suspended_at: null, deleted_at: world.clock.now() })
  assert.equal((await world.api('GET', `/api/v1/accounts/${sue.id}`)).status, 404)
  assert.equal((await world.api('GET', '/api/v1/accounts/lookup?acct=sue')).status, 404)
  assert.deepEqual((await world.api('GET', `/api/v1/accounts?id[]=${sue.id}`)).body, [])
  assert.deepEqual((await mara.api('GET', '/api/v1/accounts/search?q=sue')).body, [])
})

test('search finds the handle first, then beginnings of names, then words of display names', async () => {
  const people = await Promise.all(['cleo', 'cleopatra', 'cleomenes', 'zed'].map((name) => world.person(name)))
  const [, cleopatra, cleomenes, zed] = people as [Person, Person, Person, Person]
  await change(zed, { display_name: 'The real Cleo' })
  const names = async (query: string) =>
    (await mara.api('GET', `/api/v1/accounts/search?${query}`)).body.map(
      (found: { username: string }) => found.username,
    )
  await ben.api('POST', `/api/v1/accounts/${cleopatra.id}/follow`)
  assert.deepEqual(await names('q=cleo'), ['cleo', 'cleopatra', 'cleomenes', 'zed'])
  await mara.api('POST', `/api/v1/accounts/${cleomenes.id}/follow`)
  assert.deepEqual(await names('q=@CLEO'), ['cleo', 'cleomenes', 'cleopatra', 'zed'])
  assert.deepEqual(await names('q=cleo&limit=2&offset=1'), ['cleomenes', 'cleopatra'])
  assert.deepEqual(await names('q=cleo&following=true'), ['cleomenes'])
  assert.deepEqual(await names('q=real+th'), ['zed'])
  assert.deepEqual(await names(`q=cleo@${world.ctx.domain}`), ['cleo', 'cleomenes', 'cleopatra'])
  assert.deepEqual(await names('q=%25'), [])
  assert.deepEqual(await names('q=ben_'), ['ben_jones'])
  assert.deepEqual(await names('q=be__jones'), [])
  assert.deepEqual(await names(`q=${encodeURIComponent("' & | ! :* <->")}`), [])
  assert.deepEqual(await names('q=%20'), [])
  const found = await mara.client.v1.accounts.search.list({ q: 'cleo', limit: 1 })
  assert.equal(found[0]?.username, 'cleo')
})
