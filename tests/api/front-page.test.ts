/** What strangers find at the address of a server. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { updateInstance } from '../../src/instance/actions.ts'
import { createWorld, type Person, type World } from '../world.ts'

let world: World
let mara: Person
before(async () => {
  world = await createWorld()
})
after(() => world.stop())

async function front(): Promise<string> {
  const { status, text } = await world.api('GET', '/', undefined, { accept: 'text/html' })
  assert.equal(status, 200)
  return text
}
const publish = async (status: string, more: object = {}) =>
  assert.equal((await mara.api('POST', '/api/v1/statuses', { status, ...more })).status, 200)

test('an empty server offers its first account, and a town to look at first', async () => {
  const page = await front()
  assert.match(page, /<a class="button" href="\/auth\/sign_up">Make the first account<\/a>/)
  assert.match(page, /<pre class="code">npm run demo<\/pre>/)
  assert.doesNotMatch(page, /Said here lately|\bunknown</)
})

test('it says what it is, which rules hold, and what was said lately in public', async () => {
  mara = await world.person('mara')
  const nothingYet = await front()
  assert.doesNotMatch(nothingYet, /npm run demo|Said here lately/)
  assert.match(nothingYet, /you write, somebody answers/)
  await updateInstance(world.ctx, {
    title: 'Linden <Street>',
    description: 'For & by neighbours',
    rules: ['Be <kind>'],
    contact_email: 'hello@street.example',
  })
  await publish('in public')
  await publish('behind a warning', { spoiler_text: 'Spiders' })
  await publish('only for followers', { visibility: 'private' })
  await publish('quietly', { visibility: 'unlisted' })
  const page = await front()
  assert.match(page, /<h1 class="display">Linden &lt;Street&gt;<\/h1>\s*<p class="lead">For &amp; by neighbours<\/p>/)
  assert.match(page, /<li dir="auto">Be &lt;kind&gt;<\/li>/)
  assert.match(page, /href="mailto:hello@street\.example"/)
  assert.match(page, /property="og:title" content="Linden &lt;Street&gt;"/)
  assert.match(page, /href="\/auth\/sign_up">Sign up</)
  assert.match(page, /in public/)
  assert.match(page, /<details>\s*<summary>.*Spiders.*<\/summary>.*behind a warning.*<\/details>/s)
  assert.doesNotMatch(page, /only for followers|quietly/)
})

test('the newest four stand there', async () => {
  for (let number = 1; number <= 5; number++) await publish(`number ${number}`)
  const page = await front()
  assert.deepEqual(page.match(/number \d/g), ['number 5', 'number 4', 'number 3', 'number 2'])
})

test('who cannot sign up is not asked to', async () => {
  await updateInstance(world.ctx, { registrations: 'closed' })
  const closed = await front()
  assert.match(closed, /takes no new people/)
  assert.doesNotMatch(closed, /class="button" href="\/auth\/sign_up"/)
  await updateInstance(world.ctx, { registrations: 'approval' })
  assert.match(await front(), /waits until somebody here lets them in/)
})
