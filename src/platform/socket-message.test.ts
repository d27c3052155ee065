import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { WebSocket, WebSocketServer } from 'ws'
import { socketMessage } from './socket-message.ts'

test('a client reads texts of every length as they were written', async () => {
  const texts = [0, 1, 125, 126, 127, 65_535, 65_536, 200_000].map((length) => 'x'.repeat(length))
  texts.push('ünï¢ödé 👋 '.repeat(20))
  const http = createServer().listen(0, '127.0.0.1')
  await once(http, 'listening')
  const sockets = new WebSocketServer({ noServer: true })
  http.on('upgrade', (request, socket, head) =>
    sockets.handleUpgrade(request, socket, head, (server) => {
      for (const text of texts) socket.write(socketMessage(text))
      server.close(1000)
    }),
  )
  const client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`)
  const received: string[] = []
  client.on('message', (data, isBinary) => received.push(isBinary ? 'binary' : data.toString()))
  const [code] = await once(client, 'close')
  http.close()
  assert.equal(code, 1000)
  assert.deepEqual(received, texts)
})
