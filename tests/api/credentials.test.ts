import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createWorld, type Person, type World } from '../world.ts'

let world: World
let mara: Person
before(async () => {
  world = await createWorld()
  await world.person('owen')
  mara = await world.person('mara')
})
after(() => world.stop())

const update = (body: unknown) => mara.api('PATCH', '/api/v1/accounts/update_credentials', body)

test('the owner of a token sees their own settings; others see the profile alone', async () => {
  const own = await mara.client.v1.accounts.verifyCredentials()
  assert.equal(own.username, 'mara')
  assert.deepEqual(
    [
      own.source.privacy,
      own.source.sensitive,
      own.source.language,
      own.source.note,
      own.source.fields,
      own.source.followRequestsCount,
    ],
    ['public', false, '', '', [], 0],
  )
  assert.equal(own.role!.id, '-99')
  const shown = await world.api('GET', `/api/v1/accounts/${own.id}`)
  assert.deepEqual([shown.body.source, shown.body.role], [undefined, undefined])
})

test('a profile is changed with masto, and read by everybody', async () => {
  const own = await mara.client.v1.accounts.updateCredentials({
    displayName: 'Mara Öst 🌊',
    note: 'Boats, with @owen.\n\nSee https://harbour.org #boats',
    locked: true,
    bot: true,
    discoverable: true,
    fieldsAttributes: [
      { name: 'Home', value: 'https://mara.org' },
      { name: 'Likes', value: '<b>bread</b>' },
    ],
    source: { privacy: 'unlisted', sensitive: true, language: 'de' },
  })
  assert.deepEqual([own.displayName, own.locked, own.bot, own.discoverable], ['Mara Öst 🌊', true, true, true])
  assert.deepEqual([own.source.privacy, own.source.sensitive, own.source.language], ['unlisted', true, 'de'])
  assert.deepEqual(
    own.source.fields!.map(({ name, value }) => [name, value]),
    [
      ['Home', 'https://mara.org'],
      ['Likes', '<b>bread</b>'],
    ],
  )
  assert.ok(
    own.note.startsWith('<p>Boats, with <span class="h-card"') &&
      own.note.includes(`${world.url}/@owen`) &&
      own.note.includes('/tags/boats'),
  )
  const { body } = await world.api('GET', `/api/v1/accounts/${own.id}`)
  assert.equal(body.note, own.note)
  assert.match(body.fields[0].value, /<a href="https:\/\/mara\.org"/)
  assert.equal(body.fields[1].value, '&lt;b&gt;bread&lt;/b&gt;')
  const preferences = await mara.client.v1.preferences.fetch()
  assert.deepEqual(
    [
      preferences['posting:default:visibility'],
      preferences['posting:default:sensitive'],
      preferences['posting:default:language'],
    ],
    ['unlisted', true, 'de'],
  )
})

test('what is not mentioned stays, and what is emptied goes', async () => {
  await update({
    display_name: 'Mara',
    note: 'Hello',
    fields_attributes: { 0: { name: 'a', value: 'b' } },
    source: { language: 'fr' },
  })
  const { body } = await update({ note: '' })
  assert.deepEqual(
    [body.display_name, body.note, body.source.note, body.source.language, body.fields.length],
    ['Mara', '', '', 'fr', 1],
  )
  const form = await mara.api(
    'PATCH',
    '/api/v1/accounts/update_credentials',
    'fields_attributes[0][name]=&fields_attributes[0][value]=&source[language]=',
    {
      'content-type': 'application/x-www-form-urlencoded',
    },
  )
  assert.deepEqual(
    [form.status, form.body.fields, form.body.source.language, form.body.display_name],
    [200, [], '', 'Mara'],
  )
})

test('wrong input is refused with a sentence, and nothing of it is kept', async () => {
  const before = (await update({})).body
  for (const wrong of [
    { display_name: 'a'.repeat(101) },
    { note: 'a'.repeat(501) },
    { note: 'a\u0301'.repeat(400) + '\u0301'.repeat(20_000) },
    { note: 'a\u0007b' },
    { note: 7 },
    { locked: 'perhaps' },
    { fields_attributes: Array.from({ length: 5 }, () => ({ name: 'a', value: 'b' })) },
    { fields_attributes: [{ name: 'a'.repeat(256), value: 'b' }] },
    { fields_attributes: [{ name: 'a', value: 'b'.repeat(256) }] },
    { source: { privacy: 'secret' } },
    { source: { language: 'not a language' } },
    { avatar: 'data:image/png;base64,AAAA' },
    { display_name: 'Half', header: 'x' },
  ]) {
    const answer = await update(wrong)
    assert.equal(answer.status, 422, JSON.stringify(wrong).slice(0, 80))
    assert.match(answer.body.error, /^Validation failed: /)
  }
  assert.deepEqual((await update({})).body, before)
  assert.equal((await update({ avatar: '', header: '' })).status, 200)
})

test('the language one is addressed in is chosen, or left to the browser', async () => {
  const locale = async () => (await mara.api('GET', '/api/v1/accounts/verify_credentials')).body.twoway.locale
  assert.equal(await locale(), '')
  await update({ twoway: { locale: 'de' } })
  assert.equal(await locale(), 'de')
  await update({ twoway: { answers_to_strangers: false } })
  assert.equal(await locale(), 'de')
  assert.equal((await update({ twoway: { locale: 'tlh' } })).status, 422)
  await update({ twoway: { locale: '' } })
  assert.equal(await locale(), '')
})

test('whether home holds answers to strangers is each person’s own, off at first, and seen by nobody else', async () => {
  const seen = async () => (await mara.api('GET', '/api/v1/accounts/verify_credentials')).body
  const { twoway, source } = await seen()
  assert.deepEqual(twoway, { answers_to_strangers: false, locale: '' })
  const changed = await update({ twoway: { answers_to_strangers: true } })
  assert.deepEqual([changed.status, changed.body.twoway], [200, { answers_to_strangers: true, locale: '' }])
  await update({ twoway: {}, note: 'changed since' })
  assert.deepEqual((await seen()).twoway, { answers_to_strangers: true, locale: '' })
  assert.deepEqual({ ...(await seen()).source, note: source.note }, source)
  assert.equal((await update({ twoway: { answers_to_strangers: 'perhaps' } })).status, 422)
  const form = await mara.api('PATCH', '/api/v1/accounts/update_credentials?twoway[answers_to_strangers]=false')
  assert.deepEqual(form.body.twoway, { answers_to_strangers: false, locale: '' })
  assert.equal((await world.api('GET', `/api/v1/accounts/${mara.id}`)).body.twoway, undefined)
})
