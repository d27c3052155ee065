import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { addEmojiFile, listEmojis, removeNamedEmoji } from '../../src/cli/emojis.ts'
import { sweepFolders } from '../../src/media/upkeep.ts'
import { folders } from '../../src/platform/storage.ts'
import { animation, picture } from '../pictures.ts'
import { createWorld, type Person, type World } from '../world.ts'

let world: World
let mara: Person
const said: string[] = []
const say = (line: string) => said.push(line)
before(async () => {
  world = await createWorld()
  mara = await world.person('mara')
})
after(() => world.stop())

async function add(shortcode: string, bytes: Uint8Array, category?: string): Promise<boolean> {
  const path = join(world.folder, 'emoji-to-add')
  await writeFile(path, bytes)
  const isAdded = await addEmojiFile(world.ctx, { shortcode, path, category }, say)
  await world.settle()
  return isAdded
}
const shortcodes = (emojis: { shortcode: string }[]) => emojis.map(({ shortcode }) => shortcode)
const fileAt = async (url: string) => {
  const answer = await fetch(url)
  return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) }
}

test('the list is empty until an emoji is added, then a real client and everybody else finds it', async () => {
  assert.deepEqual((await world.api('GET', '/api/v1/custom_emojis')).body, [])
  assert.ok(await add('blob_dance', await animation('gif', 6), 'Blobs'))
  const [emoji] = await mara.client.v1.customEmojis.list()
  assert.deepEqual([emoji!.shortcode, emoji!.category, emoji!.visibleInPicker], ['blob_dance', 'Blobs', true])
  const [moving, still] = [await fileAt(emoji!.url), await fileAt(emoji!.staticUrl)]
  assert.deepEqual([moving.status, still.status], [200, 200])
  assert.equal((await sharp(moving.bytes, { animated: true }).metadata()).pages, 6)
  assert.equal((await sharp(still.bytes, { animated: true }).metadata()).pages ?? 1, 1)
})

test('texts say which they name: posts, warnings, polls and profiles; never inside a word or twice', async () => {
  await add('teal', await picture('png', 900, 600))
  const write = async (body: object) => (await mara.api('POST', '/api/v1/statuses', body)).body
  const both = await write({ status: 'so :teal: and :blob_dance:, :teal:!', spoiler_text: 'x' })
  assert.deepEqual(shortcodes(both.emojis), ['teal', 'blob_dance'])
  assert.match(both.content, /:teal:/)
  assert.deepEqual(shortcodes((await write({ status: '(:teal:)' })).emojis), ['teal'])
  for (const status of ['ab:teal:', ':teal:cd', '::teal::', ':Teal:', ':unknown:', 'at 10:teal:30', ': teal :'])
    assert.deepEqual((await write({ status })).emojis, [], status)
  assert.deepEqual(shortcodes((await write({ status: 'x', spoiler_text: ':teal:' })).emojis), ['teal'])
  const asked = await write({ status: 'which?', poll: { options: [':teal: one', 'two'], expires_in: 3600 } })
  assert.deepEqual([shortcodes(asked.emojis), shortcodes(asked.poll.emojis)], [['teal'], ['teal']])
  await mara.api('PATCH', '/api/v1/accounts/update_credentials', { display_name: 'Mara :teal:' })
  assert.deepEqual(shortcodes((await world.api('GET', `/api/v1/accounts/${mara.id}`)).body.emojis), ['teal'])
  const size = await sharp((await fileAt(both.emojis[0].url)).bytes).metadata()
  assert.deepEqual([size.width, size.height], [128, 85])
})

test('what cannot be one is refused with a sentence', async () => {
  for (const [shortcode, bytes, sentence] of [
    ['x', await picture('png'), /^A name has 2 to 100/],
    ['with-dash', await picture('png'), /^A name has 2 to 100/],
    ['fine', Buffer.from('<svg/>'), /none of the pictures/],
    ['fine', Buffer.alloc(262_145, 1), /no larger than 256 kB/],
  ] as const) {
    assert.equal(await add(shortcode, bytes), false)
    assert.match(said.at(-1)!, sentence)
  }
  assert.equal(await addEmojiFile(world.ctx, { shortcode: 'fine', path: '/no/such', category: undefined }, say), false)
  assert.equal(said.at(-1), 'There is no file /no/such.')
})

test('another picture takes the place; what is removed is gone, and its files with the sweep', async () => {
  const before = (await world.api('GET', '/api/v1/custom_emojis')).body
  await add('teal', await picture('webp'))
  const after = (await world.api('GET', '/api/v1/custom_emojis')).body
  assert.deepEqual(shortcodes(after), shortcodes(before))
  assert.notEqual(after[1].url, before[1].url)
  assert.ok(await removeNamedEmoji(world.ctx, 'blob_dance', say))
  assert.equal(await removeNamedEmoji(world.ctx, 'blob_dance', say), false)
  await world.settle()
  assert.deepEqual(shortcodes((await world.api('GET', '/api/v1/custom_emojis')).body), ['teal'])
  await listEmojis(world.ctx, say)
  assert.equal(said.at(-1), ':teal:')

  world.clock.advance(25 * 3_600_000)
  await sweepFolders(world.ctx, folders)
  const status = async (url: string) => (await fileAt(url)).status
  assert.deepEqual([await status(after[1].url), await status(after[1].static_url)], [200, 200])
  assert.deepEqual([await status(before[0].url), await status(before[1].url)], [404, 404])
})
