import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from './failure.ts'
import { carriesFiles, readParts, type SpooledBody, spoolBody } from './upload.ts'

const limit = { maxBytes: 1_048_576 }

/** A body in chunks of 64 KiB; `sent` counts those that were asked for. */
function requestOf(chunks: number, headers: Record<string, string> = {}) {
  let sent = 0
  const body = new ReadableStream({
    pull(controller) {
      if (sent === chunks) return controller.close()
      controller.enqueue(new Uint8Array(65_536).fill(++sent % 256))
    },
  })
  const request = new Request('http://here.example/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit)
  return { request, sent: () => sent }
}

test('a body comes back as it was sent', async () => {
  const spooled = (await spoolBody(requestOf(20).request, limit)) as SpooledBody
  const bytes = await spooled.read()
  assert.equal(bytes.length, 20 * 65_536)
  for (let chunk = 0; chunk < 20; chunk++) assert.equal(bytes[chunk * 65_536 + 17], chunk + 1)
  await spooled.discard()
})

test('one that goes on for ever is cut off at the limit, one that says so is not read at all', async () => {
  const endless = requestOf(Number.POSITIVE_INFINITY)
  const refused = await spoolBody(endless.request, limit)
  assert.ok(isFailure(refused))
  assert.equal(refused.failure, 'too-large')
  assert.ok(endless.sent() < 40, `${endless.sent()} chunks were read`)
  const announced = requestOf(1, { 'content-length': '999999999' })
  assert.ok(isFailure(await spoolBody(announced.request, limit)))
  assert.ok(announced.sent() <= 1)
})

test('a sender who breaks off is an error, not a file', async () => {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array(10))
    },
    pull(controller) {
      controller.error(new Error('gone'))
    },
  })
  const request = new Request('http://here.example/', { method: 'POST', body, duplex: 'half' } as RequestInit)
  await assert.rejects(spoolBody(request, limit), /gone/)
})

test('a form falls into fields and files', async () => {
  const form = new FormData()
  form.append('words', 'hello')
  form.append('file', new Blob(['first']), 'a.png')
  form.append('file', new Blob(['last'], { type: 'image/png' }), 'b.png')
  const request = new Request('http://here.example/', { method: 'POST', body: form })
  assert.ok(carriesFiles(request))
  const parts = await readParts(
    new Uint8Array(await request.clone().arrayBuffer()),
    request.headers.get('content-type')!,
  )
  assert.deepEqual(parts?.fields, [['words', 'hello']])
  const file = parts?.files.get('file')
  assert.deepEqual(
    { ...file, bytes: Buffer.from(file!.bytes).toString() },
    { bytes: 'last', name: 'b.png', type: 'image/png' },
  )
  assert.equal(await readParts(Buffer.from('nonsense'), 'multipart/form-data; boundary=x'), undefined)
  assert.equal(carriesFiles(new Request('http://here.example/', { method: 'POST', body: '{}' })), false)
})
