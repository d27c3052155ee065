import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { type TestContext, test } from 'node:test'
import { setDefaultCACertificates } from 'node:tls'
import { brotliCompressSync, createGzip, gzipSync } from 'node:zlib'
import { createGuardedFetch, type FetchPolicy, type FetchResult } from './fetch.ts'

async function listening(t: TestContext, server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  return (server.address() as AddressInfo).port
}

/** A server on loopback and a fetcher that may reach that one port, where every name leads unless the test says otherwise. */
async function setting(t: TestContext, listener: RequestListener, policy: Partial<FetchPolicy> = {}) {
  const seen: { path: string; method: string; headers: IncomingHttpHeaders; body: string }[] = []
  const server = createServer(async (request, response) => {
    const chunks = await Array.fromAsync<Buffer>(request)
    seen.push({
      path: request.url ?? '',
      method: request.method ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    })
    listener(request, response)
  })
  const port = await listening(t, server)
  const fetcher = createGuardedFetch({
    userAgent: 'Twoway test',
    ports: 'any',
    allowSpecialAddress: (address, candidate) => address === '127.0.0.1' && candidate === port,
    resolve: async () => ['127.0.0.1'],
    ...policy,
  })
  t.after(() => fetcher.close())
  return { seen, port, fetcher, at: (path: string, host = 'north.test') => `http://${host}:${port}${path}` }
}

const outcome = (result: FetchResult) => (result.ok ? result.response.status : result.refusal.kind)
const text = (result: FetchResult) => new TextDecoder().decode((result as FetchResult & { ok: true }).response.body)

test('an answer comes back with its status, headers, body and final URL', async (t) => {
  const { fetcher, at, seen } = await setting(t, (_request, response) => {
    response.writeHead(404, { 'content-type': 'text/plain', 'set-cookie': ['a=1', 'b=2'], 'x-name': 'caf\u00c3\u00a9' })
    response.end('nothing here')
  })
  const result = await fetcher(at('/a?b=c#d'), { headers: { accept: 'text/plain' } })
  assert.ok(result.ok)
  assert.equal(result.response.status, 404)
  assert.deepEqual(result.response.headers.getSetCookie(), ['a=1', 'b=2'])
  assert.equal(text(result), 'nothing here')
  assert.equal(result.response.url, at('/a?b=c#d'))
  assert.equal(seen[0]?.path, '/a?b=c')
  assert.equal(seen[0]?.headers['user-agent'], 'Twoway test')
  assert.equal(seen[0]?.headers.accept, 'text/plain')
})

test('the Host header is the checked one, whatever the caller sends', async (t) => {
  const { fetcher, at, seen, port } = await setting(t, (_request, response) => response.end())
  const result = await fetcher(at('/'), {
    method: 'POST',
    headers: { host: 'other.test', 'content-length': '99' },
    body: 'hello',
  })
  assert.equal(outcome(result), 200)
  assert.equal(seen[0]?.headers.host, `north.test:${port}`)
  assert.equal(seen[0]?.body, 'hello')
})

// biome-ignore format: a list
const badUrls = [
  'not a url', 'file:///etc/passwd', 'ftp://north.test/', 'data:text/plain,hi', 'gopher://north.test/',
  'ws://north.test/', 'http://someone@north.test/', 'http://someone:secret@north.test/',
  'http://:secret@north.test/', 'http://north.test./', 'http://localhost./', 'http://',
  'http://[fe80::1%25eth0]/', 'http://256.0.0.1/', 'http://north.test:99999/',
]
// biome-ignore format: a list
const refusedUrls = [
  'http://localhost/', 'https://LOCALHOST/', 'http://a.localhost/', 'http://printer.local/',
  'http://metadata.google.internal/', 'http://router.home.arpa/', 'http://postgres/', 'http://127.0.0.1/',
  'http://127.1/', 'http://2130706433/', 'http://0x7f000001/', 'http://017700000001/', 'http://0177.0.0.1/',
  'http://0/', 'http://①②⑦.0.0.1/', 'http://127.0.0.1./', 'http://[::1]/', 'http://[::]/',
  'http://[::ffff:127.0.0.1]/', 'http://[::7f00:1]/', 'http://169.254.169.254/latest/meta-data/',
  'http://north.test:22/', 'http://north.test:8080/', 'https://north.test:5432/', 'http://north.test:0/',
]

test('URLs that are no plain public web address are refused before any name is resolved', async (t) => {
  const asked: string[] = []
  const fetcher = createGuardedFetch({
    userAgent: 'test',
    resolve: async (name) => {
      asked.push(name)
      return []
    },
  })
  t.after(() => fetcher.close())
  for (const url of badUrls) assert.equal(outcome(await fetcher(url)), 'bad-url', url)
  for (const url of refusedUrls) assert.equal(outcome(await fetcher(url)), 'refused', url)
  assert.deepEqual(asked, [])
  assert.equal(outcome(await fetcher('https://north.test:80/')), 'unreachable')
  assert.deepEqual(asked, ['north.test'])
})

test('a list of ports replaces 80 and 443', async (t) => {
  const fetcher = createGuardedFetch({ userAgent: 'test', ports: [8443], resolve: async () => [] })
  t.after(() => fetcher.close())
  assert.equal(outcome(await fetcher('https://north.test:8443/')), 'unreachable')
  assert.equal(outcome(await fetcher('https://north.test/')), 'refused')
})

test('a name is resolved once and the socket goes to the address that was checked (DNS rebinding)', async (t) => {
  const answers = [['127.0.0.1'], ['127.0.0.9'], ['169.254.169.254'], ['127.0.0.1']]
  const asked: string[] = []
  const { fetcher, at, seen } = await setting(
    t,
    (_request, response) => response.writeHead(200, { connection: 'close' }).end(),
    {
      resolve: async (name) => {
        asked.push(name)
        return answers[asked.length - 1] ?? []
      },
    },
  )
  assert.equal(outcome(await fetcher(at('/'))), 200)
  assert.equal(asked.length, 1)
  assert.equal(outcome(await fetcher(at('/'))), 'refused')
  assert.equal(outcome(await fetcher(at('/'))), 'refused')
  assert.equal(asked.length, 3)
  assert.equal(seen.length, 1)
})

// biome-ignore format: a list
const mixedAnswers = [
  ['127.0.0.1', '10.0.0.1'], ['10.0.0.1', '127.0.0.1'], ['127.0.0.1', '::1'],
  ['127.0.0.1', '::ffff:127.0.0.1'], ['127.0.0.1', 'fe80::1%lo'], ['127.0.0.1', '127.1'],
  ['127.0.0.1', 'other.test'],
]

test('one special address among the answers refuses the name', async (t) => {
  for (const answers of mixedAnswers) {
    const { fetcher, at, seen } = await setting(t, (_request, response) => response.end(), {
      resolve: async () => answers,
    })
    assert.equal(outcome(await fetcher(at('/'))), 'refused', answers.join())
    assert.equal(seen.length, 0)
  }
})

test('addresses written in the URL are judged like resolved ones', async (t) => {
  const judged: [address: string, port: number][] = []
  const { fetcher, port } = await setting(t, (_request, response) => response.end(), {
    resolve: async () => assert.fail('an address needs no resolving'),
    allowSpecialAddress: (...candidate) => {
      judged.push(candidate)
      return candidate[0] === '127.0.0.1'
    },
  })
  assert.equal(outcome(await fetcher(`http://[::1]:${port}/`)), 'refused')
  assert.equal(outcome(await fetcher(`http://2130706433:${port}/`)), 200)
  assert.deepEqual(judged, [
    ['::1', port],
    ['127.0.0.1', port],
  ])
})

test('the hook for tests admits addresses only, nothing that would be resolved again', async (t) => {
  for (const answer of ['other.test', '127.1', '0x7f000001', '']) {
    const { fetcher, at, seen } = await setting(t, (_request, response) => response.end(), {
      resolve: async () => [answer],
      allowSpecialAddress: () => true,
    })
    assert.equal(outcome(await fetcher(at('/'))), 'refused', answer)
    assert.equal(seen.length, 0)
  }
})

test('a refusal tells the name, never the address behind it', async (t) => {
  const { fetcher, at } = await setting(t, (_request, response) => response.end(), {
    resolve: async () => ['10.1.2.3'],
  })
  const result = await fetcher(at('/'))
  assert.ok(!result.ok)
  assert.match(result.refusal.message, /north\.test is not on the public internet/)
  assert.doesNotMatch(result.refusal.message, /10\.1\.2\.3/)
})

test('when the first address does not answer the next one is tried', async (t) => {
  const { fetcher, at } = await setting(t, (_request, response) => response.end(), {
    resolve: async () => ['::1', '127.0.0.1'],
    allowSpecialAddress: () => true,
  })
  assert.equal(outcome(await fetcher(at('/'))), 200)
})

test('names without addresses, failing resolvers, closed ports and nonsense answers are unreachable', async (t) => {
  const none = await setting(t, (_request, response) => response.end(), { resolve: async () => [] })
  assert.equal(outcome(await none.fetcher(none.at('/'))), 'unreachable')
  const failing = await setting(t, (_request, response) => response.end(), {
    resolve: () => Promise.reject(new Error('SERVFAIL')),
  })
  const failed = await failing.fetcher(failing.at('/'))
  assert.equal(outcome(failed), 'unreachable')
  assert.match(String(!failed.ok && failed.refusal.cause), /SERVFAIL/)

  const open = await setting(t, (request) => request.socket.end('this is not HTTP\r\n\r\n'), {
    allowSpecialAddress: () => true,
  })
  assert.equal(outcome(await open.fetcher(open.at('/'))), 'unreachable')
  const closed = createServer()
  closed.listen(0, '127.0.0.1')
  await once(closed, 'listening')
  const { port } = closed.address() as AddressInfo
  closed.close()
  await once(closed, 'close')
  assert.equal(outcome(await open.fetcher(`http://north.test:${port}/`)), 'unreachable')
})

test('a closed fetcher answers unreachable', async (t) => {
  const { fetcher, at } = await setting(t, (_request, response) => response.end())
  await fetcher.close()
  assert.equal(outcome(await fetcher(at('/'))), 'unreachable')
})

const refusedTargets: [location: string, kind: string][] = [
  ['http://127.0.0.1:1/', 'refused'],
  ['http://127.0.0.1/', 'refused'],
  ['http://169.254.169.254/latest/meta-data/', 'refused'],
  ['http://[::ffff:169.254.169.254]/', 'refused'],
  ['http://0x7f.1/', 'refused'],
  ['//localhost/', 'refused'],
  ['http://inside.test/', 'refused'],
  ['file:///etc/passwd', 'bad-url'],
  ['http://someone:secret@north.test/', 'bad-url'],
  ['http://[', 'bad-url'],
]
for (const [location, kind] of refusedTargets) {
  test(`a redirect to ${location} is ${kind}`, async (t) => {
    const { fetcher, at, seen } = await setting(
      t,
      (_request, response) => response.writeHead(302, { location }).end(),
      {
        resolve: async (name) => [name === 'inside.test' ? '10.0.0.1' : '127.0.0.1'],
      },
    )
    assert.equal(outcome(await fetcher(at('/'))), kind)
    assert.equal(seen.length, 1)
  })
}

test('redirects are followed, relative to where they stand, and the final URL is told', async (t) => {
  const locations: Record<string, string> = { '/a/one': 'two', '/a/two': `/caf\u00c3\u00a9` }
  const { fetcher, at } = await setting(t, (request, response) => {
    const location = locations[request.url ?? '']
    response.writeHead(location ? 301 : 200, location ? { location } : {}).end(request.url)
  })
  const result = await fetcher(at('/a/one'))
  assert.ok(result.ok)
  assert.equal(text(result), '/caf%C3%A9')
  assert.equal(result.response.url, at('/caf%C3%A9'))
})

test('the unfinished bodies of redirects hold no connections', async (t) => {
  const { fetcher, at } = await setting(t, (request, response) => {
    if (request.url === '/end') response.end()
    else response.writeHead(302, { location: '/end' }).write('moved')
  })
  for (let turn = 0; turn < 10; turn += 1) assert.equal(outcome(await fetcher(at('/'))), 200)
})

test('a redirect without a location, and a 304, are answers', async (t) => {
  const { fetcher, at } = await setting(t, (request, response) =>
    response.writeHead(Number(request.url?.slice(1))).end(),
  )
  assert.equal(outcome(await fetcher(at('/302'))), 302)
  assert.equal(outcome(await fetcher(at('/304'))), 304)
})

test('redirect loops end at the limit', async (t) => {
  const { fetcher, at, seen } = await setting(t, (_request, response) =>
    response.writeHead(302, { location: '/again' }).end(),
  )
  assert.equal(outcome(await fetcher(at('/'))), 'too-many-redirects')
  assert.equal(seen.length, 4)
  assert.equal(outcome(await fetcher(at('/'), { limits: { maxRedirects: 0 } })), 'too-many-redirects')
  assert.equal(seen.length, 5)
})

// biome-ignore format: a table
const methodCases: [status: number, method: 'GET' | 'HEAD' | 'POST', after: string][] = [
  [301, 'POST', 'GET'], [302, 'POST', 'GET'], [303, 'POST', 'GET'], [307, 'POST', 'POST'],
  [308, 'POST', 'POST'], [301, 'GET', 'GET'], [303, 'GET', 'GET'], [302, 'HEAD', 'HEAD'],
  [303, 'HEAD', 'HEAD'],
]
for (const [status, method, after] of methodCases) {
  test(`${method} becomes ${after} after ${status}`, async (t) => {
    const { fetcher, at, seen } = await setting(t, (request, response) => {
      if (request.url === '/end') return response.end()
      return response.writeHead(status, { location: '/end' }).end()
    })
    const withBody =
      method === 'POST' ? { body: 'hello', headers: { 'content-type': 'text/plain', digest: 'SHA-256=x' } } : {}
    assert.equal(outcome(await fetcher(at('/'), { method, ...withBody })), 200)
    assert.equal(seen[1]?.method, after)
    assert.equal(seen[1]?.body, after === 'POST' ? 'hello' : '')
    assert.equal(seen[1]?.headers['content-type'], after === 'POST' ? 'text/plain' : undefined)
    assert.equal(seen[1]?.headers.digest, after === 'POST' ? 'SHA-256=x' : undefined)
  })
}

test('credentials stay with the origin they were meant for', async (t) => {
  const { fetcher, at, seen, port } = await setting(t, (request, response) => {
    const locations: Record<string, string> = { '/same': '/other', '/other': `http://south.test:${port}/end` }
    const location = locations[request.url ?? '']
    response.writeHead(location ? 307 : 200, location ? { location } : {}).end()
  })
  const credentials = {
    authorization: 'Bearer x',
    cookie: 'a=1',
    signature: 'sig1=:x:',
    'signature-input': 'sig1=()',
    'proxy-authorization': 'x',
  }
  assert.equal(outcome(await fetcher(at('/same'), { headers: { ...credentials, accept: 'text/plain' } })), 200)
  for (const [name, value] of Object.entries(credentials)) {
    assert.equal(seen[1]?.headers[name], value, name)
    assert.equal(seen[2]?.headers[name], undefined, name)
  }
  assert.equal(seen[2]?.headers.host, `south.test:${port}`)
  assert.equal(seen[2]?.headers.accept, 'text/plain')
})

test('the deadline ends slow names, slow headers, slow bodies and slow redirects alike', async (t) => {
  const { fetcher, at } = await setting(
    t,
    (request, response) => {
      if (request.url === '/body') response.write('the first part')
      if (request.url === '/packed')
        response.writeHead(200, { 'content-encoding': 'gzip' }).write(gzipSync('x').subarray(0, 12))
      if (request.url === '/redirect') response.writeHead(302, { location: '/never' }).end()
      if (request.url === '/unfinished-redirect') response.writeHead(302, { location: '/never' }).write('moved')
    },
    { resolve: (name) => (name === 'slow.test' ? new Promise(() => {}) : Promise.resolve(['127.0.0.1'])) },
  )
  for (const path of ['/never', '/body', '/packed', '/redirect', '/unfinished-redirect']) {
    assert.equal(outcome(await fetcher(at(path), { limits: { deadlineMs: 60 } })), 'timed-out', path)
  }
  assert.equal(outcome(await fetcher(at('/', 'slow.test'), { limits: { deadlineMs: 60 } })), 'timed-out')
})

test('the caller can cancel, before and during', async (t) => {
  const controller = new AbortController()
  const { fetcher, at, seen } = await setting(t, () => controller.abort())
  assert.equal(outcome(await fetcher(at('/'), { signal: controller.signal })), 'cancelled')
  assert.equal(outcome(await fetcher(at('/'), { signal: controller.signal })), 'cancelled')
  assert.equal(seen.length, 1)
})

test('a body may be as large as the limit and not a byte larger', async (t) => {
  const { fetcher, at } = await setting(t, (request, response) => {
    const [, size, style] = request.url?.split('/') ?? []
    const body = Buffer.alloc(Number(size), 'x')
    if (style === 'declared') return response.writeHead(200, { 'content-length': body.length }).end(body)
    if (style === 'gzip') return response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(body))
    if (style === 'br') return response.writeHead(200, { 'content-encoding': 'br' }).end(brotliCompressSync(body))
    response.write(body)
    return response.end()
  })
  const limits = { maxBytes: 100_000 }
  for (const style of ['declared', 'chunked', 'gzip', 'br']) {
    const result = await fetcher(at(`/100000/${style}`), { limits })
    assert.ok(result.ok, style)
    assert.equal(result.response.body.length, 100_000)
    assert.equal(result.response.headers.has('content-encoding'), false)
    assert.equal(outcome(await fetcher(at(`/100001/${style}`), { limits })), 'too-large', style)
  }
  assert.equal(outcome(await fetcher(at('/1048577/chunked'))), 'too-large')
})

test('a declared length over the limit is refused without waiting for the body, where there is one', async (t) => {
  const { fetcher, at } = await setting(t, (request, response) =>
    response.writeHead(Number(request.url?.slice(1)), { 'content-length': '9999999999' }).flushHeaders(),
  )
  assert.equal(outcome(await fetcher(at('/200'))), 'too-large')
  assert.equal(outcome(await fetcher(at('/200'), { method: 'HEAD' })), 200)
  assert.equal(outcome(await fetcher(at('/304'))), 304)
})

test('decompression bombs stop at the limit', async (t) => {
  const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024))
  assert.ok(bomb.length < 100_000)
  const { fetcher, at } = await setting(t, (request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' })
    if (request.url === '/finite') return response.end(bomb)
    function* forever(chunk: Buffer) {
      while (!response.destroyed) yield chunk
    }
    // Empty gzip members, one after the other, unpack to nothing however many there are.
    if (request.url === '/hollow') return Readable.from(forever(gzipSync(''))).pipe(response)
    return Readable.from(forever(Buffer.alloc(65_536)))
      .pipe(createGzip())
      .pipe(response)
  })
  for (const path of ['/finite', '/endless', '/hollow']) {
    assert.equal(outcome(await fetcher(at(path), { limits: { maxBytes: 100_000 } })), 'too-large', path)
  }
})

test('content encodings: empty bodies pass, broken and unasked ones are unreadable', async (t) => {
  const bodies: Record<string, [encoding: string, body: Buffer]> = {
    '/plain': ['identity', Buffer.from('hello')],
    '/empty': ['gzip', Buffer.alloc(0)],
    '/upper': ['GZIP', gzipSync('hello')],
    '/cut': ['gzip', gzipSync('hello').subarray(0, 15)],
    '/wrong': ['gzip', Buffer.from('hello')],
    '/twice': ['gzip, gzip', gzipSync(gzipSync('hello'))],
    '/unknown': ['zstd', Buffer.from('hello')],
    '/constructor': ['constructor', Buffer.from('hello')],
  }
  const { fetcher, at } = await setting(t, (request, response) => {
    const [encoding, body] = bodies[request.url ?? ''] ?? ['', Buffer.alloc(0)]
    response.writeHead(200, { 'content-encoding': encoding }).end(body)
  })
  for (const [path, expected] of [
    ['/plain', 'hello'],
    ['/empty', ''],
    ['/upper', 'hello'],
  ] as const) {
    assert.equal(text(await fetcher(at(path))), expected, path)
  }
  assert.equal(outcome(await fetcher(at('/upper'), { method: 'HEAD' })), 200)
  for (const path of ['/cut', '/wrong', '/twice', '/unknown', '/constructor']) {
    assert.equal(outcome(await fetcher(at(path))), 'unreachable', path)
  }
})

test('headers over 32 KiB are too large', async (t) => {
  const { fetcher, at } = await setting(t, (request, response) => {
    response.writeHead(200, { 'x-long': 'x'.repeat(Number(request.url?.slice(1))) }).end()
  })
  assert.equal(outcome(await fetcher(at('/30000'))), 200)
  assert.equal(outcome(await fetcher(at('/40000'))), 'too-large')
})

test('proxies named in the environment are not used', async (t) => {
  const proxied: string[] = []
  const proxy = createServer((request, response) => {
    proxied.push(request.url ?? '')
    response.end('proxy')
  })
  proxy.on('connect', (request, socket) => {
    proxied.push(request.url ?? '')
    socket.end()
  })
  const proxyUrl = `http://127.0.0.1:${await listening(t, proxy)}`
  const { at } = await setting(t, (_request, response) => response.end('direct'))
  const script = `
    const { createGuardedFetch } = await import(${JSON.stringify(new URL('./fetch.ts', import.meta.url).href)})
    const fetcher = createGuardedFetch({
      userAgent: 'test', ports: 'any', allowSpecialAddress: () => true, resolve: async () => ['127.0.0.1'],
    })
    const { response } = await fetcher(${JSON.stringify(at('/'))})
    process.stdout.write(Buffer.from(response.body))
    await fetcher.close()`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    env: {
      NODE_USE_ENV_PROXY: '1',
      HTTP_PROXY: proxyUrl,
      http_proxy: proxyUrl,
      HTTPS_PROXY: proxyUrl,
      ALL_PROXY: proxyUrl,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const printed = await Array.fromAsync<Buffer>(child.stdout)
  assert.equal(Buffer.concat(printed).toString(), 'direct')
  assert.deepEqual(proxied, [])
})

/** Made for these tests, for north.test only; it opens nothing anywhere else. */
const testKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgktogxBvabH/SXS8S
wR2uO1zVd9itOL7EmGp2+xQeqIOhRANCAARqFZa2+VsKdstckrIOKinphxJ9q4V3
mTykkRCDO8EA7169kmDIUvZ8eszOkRKDMGjTxj2zY+rXWnYGe3tILbv0
-----END PRIVATE KEY-----`
const testCertificate = `-----BEGIN CERTIFICATE-----
MIIBZTCCAQqgAwIBAgIBATAKBggqhkjOPQQDAjAVMRMwEQYDVQQDDApub3J0aC50
ZXN0MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAVMRMwEQYDVQQD
DApub3J0aC50ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEahWWtvlbCnbL
XJKyDiop6YcSfauFd5k8pJEQgzvBAO9evZJgyFL2fHrMzpESgzBo08Y9s2Pq11p2
Bnt7SC279KNJMEcwDwYDVR0TAQH/BAUwAwEB/zAVBgNVHREEDjAMggpub3J0aC50
ZXN0MB0GA1UdDgQWBBTCceNveKBy+5+Pw8SSLvn6odkDrjAKBggqhkjOPQQDAgNJ
ADBGAiEA4WNQh0XijT8TAx1wJl0t7vievPr2LkeyJrC2B4laiowCIQCi0A4EcwB2
bOG+ADRmWDmXMU9ZxUMsgG1f7DhudVgZVA==
-----END CERTIFICATE-----`

test('over https the certificate must name the host, and a redirect down to http is refused', async (t) => {
  setDefaultCACertificates([testCertificate])
  const plain = await setting(t, (_request, response) => response.end('plain'))
  const secure = createSecureServer({ key: testKey, cert: testCertificate }, (request, response) => {
    if (request.url === '/down') return response.writeHead(302, { location: plain.at('/') }).end()
    return response.end('secure')
  })
  const port = await listening(t, secure as unknown as Server)
  const fetcher = createGuardedFetch({
    userAgent: 'test',
    ports: 'any',
    allowSpecialAddress: () => true,
    resolve: async () => ['127.0.0.1'],
  })
  t.after(() => fetcher.close())
  assert.equal(text(await fetcher(`https://north.test:${port}/`)), 'secure')
  assert.equal(outcome(await fetcher(`https://south.test:${port}/`)), 'unreachable')
  assert.equal(outcome(await fetcher(`https://127.0.0.1:${port}/`)), 'unreachable')
  assert.equal(outcome(await fetcher(`https://north.test:${port}/down`)), 'refused')
  assert.equal(plain.seen.length, 0)
})
