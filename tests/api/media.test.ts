/** Pictures from the upload to the post that carries them and back out, over HTTP and through a real client. */
import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { check } from '../../src/cli/check.ts'
import { sweepFolders, throwAwayOverdue } from '../../src/media/upkeep.ts'
import { deleteAccount, restoreAccount, suspendAccount } from '../../src/moderation/actions.ts'
import { dayMs, hourMs } from '../../src/platform/clock.ts'
import { folders } from '../../src/platform/storage.ts'
import { animation, blackPng, photograph, picture, svg, tinyGif, zipBomb } from '../pictures.ts'
import { type Answer, createWorld, type Person, type World } from '../world.ts'

describe('media', () => {
  let world: World
  let mara: Person
  let theo: Person
  before(async () => {
    world = await createWorld()
    mara = await world.person('mara')
    theo = await world.person('theo')
  })
  after(() => world.stop())

  type Part = { name: string; bytes: Uint8Array; file?: string; type?: string }

  async function send(person: Person, path: string, parts: Part[], method = 'POST'): Promise<Answer> {
    const form = new FormData()
    for (const { name, bytes, file, type } of parts) {
      if (file === undefined) form.append(name, Buffer.from(bytes).toString())
      else form.append(name, new Blob([new Uint8Array(bytes)], { type: type ?? '' }), file)
    }
    const response = await fetch(world.url + path, {
      method,
      body: form,
      headers: { authorization: `Bearer ${person.token}` },
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: text.startsWith('{') ? JSON.parse(text) : undefined,
    }
  }
  const field = (name: string, text: string): Part => ({ name, bytes: Buffer.from(text) })
  const file = (bytes: Uint8Array, name = 'file', called = 'picture.png', type = 'image/png'): Part => ({
    name,
    bytes,
    file: called,
    type,
  })

  async function upload(person: Person, bytes: Uint8Array, ...fields: Part[]) {
    const answer = await send(person, '/api/v2/media', [file(bytes), ...fields])
    assert.equal(answer.status, 200, answer.text)
    return answer.body
  }
  const look = async (url: string, headers: Record<string, string> = {}) => {
    const response = await fetch(url, { headers })
    return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) }
  }
  async function filesKept(): Promise<number> {
    const names = await readdir(join(world.folder, 'media'), { recursive: true })
    return names.filter((name) => name.includes('.')).length
  }
  async function upkeep() {
    await throwAwayOverdue(world.ctx)
    await sweepFolders(world.ctx, folders)
  }
  const post = async (person: Person, body: Record<string, unknown>) => {
    const answer = await person.api('POST', '/api/v1/statuses', body)
    assert.equal(answer.status, 200, answer.text)
    return answer.body
  }

  test('a client uploads, describes and posts a picture', async () => {
    const media = await mara.client.v2.media.create({
      file: new Blob([new Uint8Array(await photograph())]),
      description: 'A lake in the morning',
      focus: '0.25,-0.5',
    })
    assert.equal(media.type, 'image')
    assert.equal(media.description, 'A lake in the morning')
    assert.deepEqual(media.meta, {
      original: { width: 80, height: 120, size: '80x120', aspect: 80 / 120 },
      small: { width: 80, height: 120, size: '80x120', aspect: 80 / 120 },
      focus: { x: 0.25, y: -0.5 },
    })
    assert.match(media.blurhash!, /^.{6,}$/)
    assert.equal(media.remoteUrl, null)

    const changed = await mara.client.v1.media.$select(media.id).update({ description: 'A lake', focus: '0,0' })
    assert.equal(changed.description, 'A lake')
    assert.deepEqual((await mara.client.v1.media.$select(media.id).fetch()).description, 'A lake')

    const status = await mara.client.v1.statuses.create({ status: '', mediaIds: [media.id] })
    assert.equal(status.content, '')
    assert.deepEqual(
      status.mediaAttachments.map(({ id, description, url }) => ({ id, description, url })),
      [{ id: media.id, description: 'A lake', url: media.url }],
    )
    const seen = await theo.client.v1.statuses.$select(status.id).fetch()
    assert.deepEqual(seen.mediaAttachments, status.mediaAttachments)
  })

  test('files are served as pictures that may do nothing', async () => {
    const media = await upload(mara, await picture('jpeg'))
    for (const [url, type] of [
      [media.url, 'image/jpeg'],
      [media.preview_url, 'image/webp'],
    ]) {
      const { status, headers, bytes } = await look(url)
      assert.equal(status, 200)
      assert.equal(headers.get('content-type'), type)
      assert.equal(headers.get('x-content-type-options'), 'nosniff')
      assert.match(headers.get('content-security-policy')!, /^sandbox; default-src 'none'/)
      assert.match(headers.get('cache-control')!, /immutable/)
      assert.equal(headers.get('access-control-allow-origin'), '*')
      assert.equal(Number(headers.get('content-length')), bytes.length)
      assert.equal(`image/${(await sharp(bytes).metadata()).format}`, type)
      assert.equal((await look(url, { 'if-none-match': headers.get('etag')! })).status, 304)
    }
    const path = new URL(media.url).pathname
    for (const other of [
      path.replace('.jpg', '.png'),
      path.replace('.jpg', ''),
      '/media/00/..%2f..%2fetc%2fpasswd',
      '/media/..%2F..%2Fpackage.json/x',
      '/media/00/00000000000000000000000000000000.jpg',
    ])
      assert.equal((await look(world.url + other)).status, 404, other)
  })

  test('an animation stays one', async () => {
    const media = await upload(mara, await animation('gif', 4))
    assert.equal(media.type, 'image')
    const { bytes, headers } = await look(media.url)
    assert.equal(headers.get('content-type'), 'image/gif')
    assert.equal((await sharp(bytes, { animated: true }).metadata()).pages, 4)
  })

  test('neither name nor type of a file is believed', async () => {
    const answer = await send(mara, '/api/v1/media', [
      file(await picture('webp'), 'file', '../../../evil.html', 'text/html'),
      file(svg, 'thumbnail', 'thumb.svg', 'image/svg+xml'),
    ])
    assert.equal(answer.status, 200, answer.text)
    assert.match(answer.body.url, /\/media\/[0-9a-f]{2}\/[0-9a-f]{32}\.webp$/)
  })

  test('hostile and broken files are refused with a sentence, and leave nothing', async () => {
    const kept = await filesKept()
    const jpeg = await picture('jpeg')
    for (const [what, bytes] of Object.entries({
      svg,
      zip: zipBomb(),
      html: Buffer.from('<!doctype html><script>alert(1)</script>'),
      'png bomb': blackPng(50_000, 50_000),
      'gif bomb': tinyGif(300, 2_000, 2_000),
      'too many frames': tinyGif(100_000),
      'cut off': jpeg.subarray(0, jpeg.length / 2),
      empty: new Uint8Array(0),
      'too large': Buffer.alloc(16 * 1_048_576 + 1, 1),
    })) {
      const answer = await send(mara, '/api/v2/media', [file(bytes)])
      assert.equal(answer.status, 422, `${what}: ${answer.text}`)
      assert.match(answer.body.error, /^Validation failed: File: .{20,}/, what)
    }
    assert.equal(await filesKept(), kept)
  })

  test('what is no upload is refused', async () => {
    const path = '/api/v2/media'
    assert.equal((await send(mara, path, [field('file', 'text')])).status, 422)
    assert.equal((await mara.api('POST', path, { file: 'x' })).status, 422)
    assert.equal((await send(mara, path, [])).status, 422)
    const type = { 'content-type': 'multipart/form-data; boundary=x' }
    assert.equal((await mara.api('POST', path, 'no form at all', type)).status, 400)
    assert.equal((await mara.api('POST', path, '--x\r\n', { 'content-type': 'multipart/form-data' })).status, 400)
    const large = `--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n${'a'.repeat(1_100_000)}\r\n--x--\r\n`
    assert.equal((await mara.api('POST', path, large, type)).status, 413)
    // Other routes take neither files nor large bodies.
    assert.equal(
      (await send(mara, '/api/v1/statuses', [file(await picture('png')), field('status', 'hi')])).status,
      200,
    )
    assert.equal((await mara.api('POST', '/api/v1/statuses', large, type)).status, 413)
  })

  test('words and focus have their bounds', async () => {
    const png = await picture('png', 20, 20)
    const long = await send(mara, '/api/v2/media', [file(png), field('description', 'ä'.repeat(1_501))])
    assert.equal(long.status, 422)
    assert.match(long.body.error, /description: is too long \(maximum is 1500 characters\)/)
    assert.equal((await upload(mara, png, field('description', 'ä'.repeat(1_500)))).description.length, 1_500)
    for (const focus of ['1', 'a,b', '1,2,3', 'NaN,0', '1e3,0'])
      assert.equal((await send(mara, '/api/v2/media', [file(png), field('focus', focus)])).status, 422, focus)
    assert.deepEqual((await upload(mara, png, field('focus', '-3,.75'))).meta.focus, { x: -1, y: 0.75 })
    const plain = await upload(mara, png)
    assert.equal(plain.description, null)
    const put = (body: unknown) => mara.api('PUT', `/api/v1/media/${plain.id}`, body)
    assert.equal((await put({ description: 'words' })).body.description, 'words')
    assert.deepEqual((await put({ focus: '1,1' })).body.meta.focus, { x: 1, y: 1 })
    assert.equal((await put({ description: '' })).body.description, null)
  })

  test('a picture is its owner’s alone, until it is posted', async () => {
    const { id, url } = await upload(mara, await picture('png'))
    for (const [method, body] of [['GET'], ['PUT', { description: 'x' }], ['DELETE']] as const)
      assert.equal((await theo.api(method, `/api/v1/media/${id}`, body)).status, 404, method)
    const stolen = await theo.api('POST', '/api/v1/statuses', { status: 'mine', media_ids: [id] })
    assert.equal(stolen.status, 422)
    assert.equal(stolen.body.error, `Validation failed: Media ${id} not found or already attached to another post`)

    await post(mara, { status: 'first', media_ids: [id] })
    assert.equal((await mara.api('POST', '/api/v1/statuses', { media_ids: [id], status: 'again' })).status, 422)
    assert.equal((await mara.api('PUT', `/api/v1/media/${id}`, { description: 'x' })).status, 404)
    const removal = await mara.api('DELETE', `/api/v1/media/${id}`)
    assert.equal(removal.status, 422)
    assert.equal(removal.body.error, 'Media attachment is currently used by a status')
    assert.equal((await look(url)).status, 200)

    const unused = await upload(mara, await picture('png'))
    assert.equal((await mara.api('DELETE', `/api/v1/media/${unused.id}`)).status, 200)
    assert.equal((await mara.api('GET', `/api/v1/media/${unused.id}`)).status, 404)
    assert.equal((await look(unused.url)).status, 404)
  })

  test('a post carries at most four, in the order given, and a poll none', async () => {
    const png = await picture('png', 20, 20)
    const ids: string[] = []
    for (let index = 0; index < 5; index++) ids.push((await upload(mara, png)).id)
    const five = await mara.api('POST', '/api/v1/statuses', { status: 'x', media_ids: ids })
    assert.equal(five.status, 422)
    assert.equal(five.body.error, 'Validation failed: Cannot attach more than 4 files')
    const order = [ids[2]!, ids[0]!, ids[3]!]
    const poll = { options: ['a', 'b'], expires_in: 3_600 }
    assert.equal((await mara.api('POST', '/api/v1/statuses', { status: 'x', media_ids: order, poll })).status, 422)
    const status = await post(mara, { status: 'three', media_ids: order })
    assert.deepEqual(
      status.media_attachments.map(({ id }: { id: string }) => id),
      order,
    )
    assert.equal((await mara.api('POST', '/api/v1/statuses', { status: '', media_ids: [] })).status, 422)
    assert.equal((await mara.api('POST', '/api/v1/statuses', { status: 'x', media_ids: ['nonsense'] })).status, 422)
  })

  test('lists of posts with media hold those only', async () => {
    const nora = await world.person('nora')
    const { id } = await upload(nora, await picture('png'))
    const pictured = await post(nora, { status: 'with #pictures', media_ids: [id] })
    await post(nora, { status: 'without #pictures' })
    for (const path of [
      `/api/v1/accounts/${nora.id}/statuses?only_media=true`,
      '/api/v1/timelines/tag/pictures?only_media=true',
    ]) {
      const { body } = await theo.api('GET', path)
      assert.deepEqual(
        body.map((each: { id: string }) => each.id),
        [pictured.id],
        path,
      )
    }
    const everywhere = await theo.api('GET', '/api/v1/timelines/public?only_media=true')
    assert.equal(everywhere.body[0].id, pictured.id)
    assert.ok(everywhere.body.every((each: { media_attachments: unknown[] }) => each.media_attachments.length > 0))
    assert.equal((await theo.api('GET', `/api/v1/accounts/${nora.id}/statuses`)).body.length, 2)
  })

  test('the pictures of a deleted post can be posted again for a day', async () => {
    const { id, url } = await upload(mara, await picture('png'))
    const first = await post(mara, { status: 'first', media_ids: [id] })
    const deleted = await mara.api('DELETE', `/api/v1/statuses/${first.id}`)
    assert.equal(deleted.body.media_attachments[0].id, id)
    await world.settle()
    const second = await post(mara, { status: 'second', media_ids: [id] })
    assert.equal(second.media_attachments[0].id, id)
    await mara.api('DELETE', `/api/v1/statuses/${second.id}?delete_media=true`)
    assert.equal((await look(url)).status, 404, 'gone at once')
    const kept = await filesKept()
    await upkeep()
    assert.equal(await filesKept(), kept - 2)
    assert.equal((await mara.api('GET', `/api/v1/media/${id}`)).status, 404)
  })

  test('what belongs to no post goes after a day, with its files; so do files that nobody names', async () => {
    const forgotten = await upload(mara, await picture('png'))
    const posted = await upload(mara, await picture('png'))
    await post(mara, { status: 'kept', media_ids: [posted.id] })
    await upkeep()
    assert.equal((await look(forgotten.url)).status, 200, 'not yet')

    const [folder, name] = new URL(posted.url).pathname.split('/').slice(-2) as [string, string]
    const orphan = `${folder}/${folder}${name.slice(2, 18)}${'0'.repeat(14)}.png`
    await world.ctx.storage.put(orphan, Buffer.from('nobody knows me'))
    await upkeep()
    assert.ok(await isStored(orphan), 'too young')
    world.clock.advance(dayMs + hourMs)
    await upkeep()
    assert.equal(await isStored(orphan), false)
    assert.equal((await look(forgotten.url)).status, 404)
    assert.equal((await look(posted.url)).status, 200)
    const { rows } = await world.server.pool.query('select count(*)::int as rows from media')
    const { rows: pictures } = await world.server.pool.query(
      'select count(*)::int as pictures from accounts where avatar_key is not null or header_key is not null',
    )
    assert.equal(pictures[0].pictures, 0)
    assert.equal(await filesKept(), rows[0].rows * 2)
  })

  async function isStored(key: string): Promise<boolean> {
    const [folder] = key.split('/')
    return (await world.ctx.storage.list(folder!)).some((each) => each.key === key)
  }

  test('a public page shows the picture with its words; a sensitive one behind a warning', async () => {
    const media = await upload(theo, await picture('png'), field('description', '"><script>alert(1)</script>'))
    const open = await post(theo, { status: 'look', media_ids: [media.id] })
    const page = await world.api('GET', new URL(open.url).pathname)
    assert.ok(page.text.includes(`src="${media.preview_url}"`), page.text)
    assert.ok(page.text.includes('alt="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"'))
    assert.ok(!page.text.includes('Sensitive picture'))
    const other = await upload(theo, await picture('png'))
    const hidden = await post(theo, { status: 'look', media_ids: [other.id], sensitive: true })
    const warned = await world.api('GET', new URL(hidden.url).pathname)
    assert.match(warned.text, /<summary>Sensitive picture<\/summary><div class="pictures">/)
  })

  test('a picture of a scheduled post is kept until it is published', async () => {
    const { id } = await upload(theo, await picture('png'))
    const at = new Date(world.clock.now().getTime() + 5 * dayMs).toISOString()
    const scheduled = await post(theo, { media_ids: [id], scheduled_at: at })
    assert.deepEqual([scheduled.params.media_ids, scheduled.media_attachments[0].id], [[id], id])
    world.clock.advance(3 * dayMs)
    await upkeep()
    world.clock.advance(2 * dayMs + hourMs)
    await world.settle()
    const [newest] = (await mara.api('GET', `/api/v1/accounts/${theo.id}/statuses?only_media=true`)).body
    assert.equal(newest.media_attachments[0].id, id)
  })

  test('a client gives itself an avatar and a header, and takes them off', async () => {
    const png = new Uint8Array(await picture('png', 700, 300))
    const own = await mara.client.v1.accounts.updateCredentials({
      avatar: new Blob([png]),
      header: new Blob([png]),
      displayName: 'Mara',
    })
    assert.equal(own.displayName, 'Mara')
    const sizeOf = async (url: string) => {
      const { width, height } = await sharp((await look(url)).bytes).metadata()
      return [width, height]
    }
    assert.deepEqual(await sizeOf(own.avatar), [400, 400])
    assert.deepEqual(await sizeOf(own.headerStatic), [1_500, 500])
    assert.equal((await theo.client.v1.accounts.$select(own.id).fetch()).avatar, own.avatar)

    const again = await mara.client.v1.accounts.updateCredentials({ avatar: new Blob([png]) })
    assert.notEqual(again.avatar, own.avatar)
    assert.equal(again.header, own.header)
    assert.equal((await look(own.avatar)).status, 404)
    const hostile = await send(mara, '/api/v1/accounts/update_credentials', [file(svg, 'avatar')], 'PATCH')
    assert.equal(hostile.status, 422)

    const bare = await mara.api('DELETE', '/api/v1/profile/avatar')
    assert.equal(bare.status, 200)
    assert.match(bare.body.avatar, /\/assets\/avatar\.png$/)
    assert.equal(bare.body.header, own.header)
    assert.match((await mara.api('DELETE', '/api/v1/profile/header')).body.header, /\/assets\/header\.png$/)
    assert.equal((await look(own.header)).status, 404)
  })

  test('an animated avatar moves, and stands still beside it; both go together', async () => {
    const give = async (bytes: Uint8Array) =>
      (await send(mara, '/api/v1/accounts/update_credentials', [file(bytes, 'avatar')], 'PATCH')).body
    const before = await filesKept()
    const { avatar, avatar_static } = await give(await animation('gif', 4))
    assert.notEqual(avatar, avatar_static)
    const framesAt = async (url: string) =>
      (await sharp((await look(url)).bytes, { animated: true }).metadata()).pages ?? 1
    assert.deepEqual([await framesAt(avatar), await framesAt(avatar_static)], [4, 1])
    world.clock.advance(dayMs + hourMs)
    await sweepFolders(world.ctx, folders)
    for (const url of [avatar, avatar_static]) assert.equal((await look(url)).status, 200, 'it is swept')
    const still = await give(await picture('png'))
    assert.equal(still.avatar, still.avatar_static)
    for (const url of [avatar, avatar_static]) assert.equal((await look(url)).status, 404)
    await mara.api('DELETE', '/api/v1/profile/avatar')
    assert.equal(await filesKept(), before)
  })

  test('nobody sees the pictures of a suspended person; of a deleted one nothing is left', async () => {
    const nina = await world.person('nina')
    const { id, url } = await upload(nina, await picture('png'))
    await post(nina, { status: 'hi', media_ids: [id] })
    const answer = await send(
      nina,
      '/api/v1/accounts/update_credentials',
      [file(await animation('webp', 2), 'avatar')],
      'PATCH',
    )
    const { avatar, avatar_static } = answer.body
    await suspendAccount(world.ctx, { target: nina.id })
    for (const each of [url, avatar, avatar_static]) assert.equal((await look(each)).status, 404)
    assert.match((await theo.api('GET', `/api/v1/accounts/${nina.id}`)).body.avatar, /\/assets\//)
    await restoreAccount(world.ctx, { target: nina.id })
    for (const each of [url, avatar, avatar_static]) assert.equal((await look(each)).status, 200)

    const kept = await filesKept()
    await deleteAccount(world.ctx, { target: nina.id })
    assert.equal((await look(url)).status, 404, 'before anything is erased')
    await world.settle()
    assert.equal(await filesKept(), kept - 4)
    const { rows } = await world.server.pool.query('select from media where account_id = $1', [nina.id])
    assert.equal(rows.length, 0)
  })

  test('one person keeps no more than a hundred pictures that belong to no post', async () => {
    const olga = await world.person('olga')
    const { id } = await upload(olga, await picture('png', 10, 10))
    await world.server.pool.query(
      `insert into media (account_id, id, keep_until, key, preview_key, size_bytes, width, height, preview_width,
         preview_height, blurhash, created_at)
       select account_id, n, keep_until, 'k' || n, 'p' || n, 1, 1, 1, 1, 1, blurhash, created_at
       from media, generate_series(1, 99) n where id = $1`,
      [id],
    )
    const one = await send(olga, '/api/v2/media', [file(await picture('png', 10, 10))])
    assert.equal(one.status, 422)
    assert.match(one.body.error, /belong to no post yet/)
    await world.server.pool.query("delete from media where key like 'k%'")
  })

  test('the instance says what it takes', async () => {
    const { configuration } = (await world.api('GET', '/api/v2/instance')).body
    assert.equal(configuration.statuses.max_media_attachments, 4)
    assert.equal(configuration.media_attachments.image_size_limit, 16_777_216)
    assert.equal(configuration.media_attachments.image_matrix_limit, 33_177_600)
    assert.equal(configuration.media_attachments.description_limit, 1_500)
    assert.ok(configuration.media_attachments.supported_mime_types.includes('image/webp'))
  })

  test('everything holds together afterwards', async () => {
    await world.settle()
    const found: string[] = []
    assert.ok(await check(world.ctx, { repair: false }, (line) => found.push(line)), found.join('\n'))
  })
})
