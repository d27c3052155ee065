import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Role } from './http.ts'
import type { AccountId, Id } from './ids.ts'
import {
  createStreaming,
  defaultStreamLimits,
  frameOf,
  type OpenStream,
  type PersonGrant,
  type StreamEnd,
  type Transport,
} from './streaming.ts'

const limits = { ...defaultStreamLimits, perAccount: 3, perAddress: 4, waitingBytes: 1_000 }
const frame = frameOf({ stream: ['user'], event: 'update', payload: 'x'.repeat(300) })

/** A client that takes nothing until it reads. */
function createClient() {
  const seen = { sent: 0, waiting: 0, ended: undefined as StreamEnd | undefined, destroyed: false, answers: true }
  const transport: Transport = {
    send(frames) {
      seen.sent += frames.length
      for (const one of frames) seen.waiting += one.message().length
    },
    sendFailure: () => {},
    waiting: () => seen.waiting,
    beat: () => seen.answers,
    end(why) {
      seen.ended = why
    },
    destroy() {
      seen.destroyed = true
    },
  }
  return { seen, transport }
}

function createHouse() {
  const standing = new Map<Id, Role>()
  const forgotten: OpenStream[] = []
  const streaming = createStreaming(
    { log: { error: () => {} } as never },
    async (tokens) => new Map(tokens.flatMap((id) => (standing.has(id) ? [[id, standing.get(id)!] as const] : []))),
    {
      subscribe: async () => undefined,
      unsubscribe: () => {},
      countOf: () => 0,
      forget: (stream) => forgotten.push(stream),
    },
    limits,
  )
  async function open(account: number, address: string, token = account) {
    standing.set(token as Id, 'person')
    const client = createClient()
    const viewer = { accountId: account as AccountId, role: 'person' }
    const grant = { viewer, tokenId: token, scopes: ['read'] } as unknown as PersonGrant
    const opened = streaming.open(grant, address, client.transport)
    assert.ok(!('failure' in opened))
    assert.equal(await opened.ready, true)
    return { ...client, opened }
  }
  return { streaming, standing, forgotten, open }
}

describe('open streams', () => {
  test('one whose client reads too slowly is dropped once too much waits for it, and others are not', async () => {
    const { streaming, forgotten, open } = createHouse()
    const slow = await open(1, 'a')
    const quick = await open(2, 'a')
    for (let frames = 0; frames < 10; frames++) {
      slow.opened.stream.send([frame])
      quick.opened.stream.send([frame])
      quick.seen.waiting = 0
    }
    assert.equal(slow.seen.ended, 'too-slow')
    assert.ok(
      slow.seen.waiting <= limits.waitingBytes + frame.message().length,
      'no more than one frame above the limit',
    )
    assert.deepEqual(forgotten, [slow.opened.stream])
    assert.equal(quick.seen.ended, undefined)
    assert.equal(quick.seen.sent, 10)
    assert.equal(streaming.count(), 1)
  })

  test('are limited for an account and for an address, and one that closes makes room', async () => {
    const { streaming, open } = createHouse()
    const [first] = [await open(1, 'a'), await open(1, 'b'), await open(1, 'b')]
    assert.deepEqual(streaming.refusal(1 as AccountId, 'c'), {
      failure: 'too-many',
      message: 'Too many streams are open for this account: close one, then try again',
    })
    for (const account of [2, 3, 4]) await open(account, 'a')
    assert.deepEqual(streaming.refusal(5 as AccountId, 'a'), {
      failure: 'too-many',
      message: 'Too many streams are open from this address: close one, then try again',
    })
    first.opened.closed()
    assert.equal(streaming.refusal(5 as AccountId, 'a'), undefined)
    assert.equal(streaming.refusal(1 as AccountId, 'c'), undefined)
    first.opened.closed()
    await open(5, 'a')
    assert.ok(streaming.refusal(6 as AccountId, 'a'), 'closing twice makes room once')
  })

  test('a beat drops those who did not answer and closes those whose token fell elsewhere', async () => {
    const { streaming, standing, open } = createHouse()
    const [living, silent, fallen] = [await open(1, 'a'), await open(2, 'a'), await open(3, 'a')]
    silent.seen.answers = false
    standing.delete(3 as Id)
    await streaming.beat()
    assert.deepEqual(
      [living, silent, fallen].map(({ seen }) => [seen.ended, seen.destroyed]),
      [
        [undefined, false],
        [undefined, true],
        ['revoked', false],
      ],
    )
    assert.equal(streaming.count(), 1)
  })
})
