import assert from 'node:assert/strict'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { test } from 'node:test'
import { publicDns } from './public-dns.ts'

const addressRecord = 1
const ipv6AddressRecord = 28

/** A DNS server on loopback that knows the given records and answers everything else with "no such name". */
async function nameServer(records: Record<string, Record<number, number[][]>>) {
  const socket = createSocket('udp4')
  socket.on('message', (query, from) => {
    const labels: string[] = []
    let offset = 12
    for (let length = query.readUInt8(offset); length > 0; length = query.readUInt8(offset)) {
      labels.push(query.toString('latin1', offset + 1, offset + 1 + length))
      offset += 1 + length
    }
    const type = query.readUInt16BE(offset + 1)
    const name = records[labels.join('.')]
    const answers = name?.[type] ?? []
    const header = Buffer.alloc(12)
    query.copy(header, 0, 0, 2)
    header.writeUInt16BE(name ? 0x8180 : 0x8183, 2)
    header.writeUInt16BE(1, 4)
    header.writeUInt16BE(answers.length, 6)
    const question = query.subarray(12, offset + 5)
    const resources = answers.map((bytes) =>
      Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, bytes.length, ...bytes]),
    )
    socket.send(Buffer.concat([header, question, ...resources]), from.port, from.address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return { socket, resolve: publicDns([`127.0.0.1:${socket.address().port}`]) }
}

test('all addresses of a name come back, IPv6 first; one kind is enough, none is an error', async (t) => {
  const ipv6 = [0x26, 0, ...Array<number>(13).fill(0), 1]
  const { socket, resolve } = await nameServer({
    'both.test': {
      [addressRecord]: [
        [192, 0, 2, 1],
        [192, 0, 2, 2],
      ],
      [ipv6AddressRecord]: [ipv6],
    },
    'old.test': { [addressRecord]: [[192, 0, 2, 3]] },
    'new.test': { [ipv6AddressRecord]: [ipv6] },
    'empty.test': {},
  })
  t.after(() => socket.close())
  assert.deepEqual(await resolve('both.test').then((all) => [all[0], ...all.slice(1).sort()]), [
    '2600::1',
    '192.0.2.1',
    '192.0.2.2',
  ])
  assert.deepEqual(await resolve('old.test'), ['192.0.2.3'])
  assert.deepEqual(await resolve('new.test'), ['2600::1'])
  await assert.rejects(resolve('empty.test'), /empty\.test has no addresses/)
  await assert.rejects(resolve('unknown.test'), /unknown\.test has no addresses/)
})
