import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { clientAddress } from './client-address.ts'

const from = (remoteAddress: string | undefined, forwarded: string | string[] | undefined, ...proxies: string[]) =>
  clientAddress(
    {
      socket: { remoteAddress } as never,
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded as string },
    },
    proxies,
  )

describe('the address of a client', () => {
  test('is the one that connects, whatever it claims, unless that is a configured proxy', () => {
    assert.equal(from('203.0.113.9', '198.51.100.1'), '203.0.113.9')
    assert.equal(from('203.0.113.9', '198.51.100.1', '10.0.0.1'), '203.0.113.9')
    assert.equal(from('127.0.0.1', '198.51.100.1'), '127.0.0.1')
  })

  test('is what a configured proxy says, by address or range', () => {
    assert.equal(from('10.0.0.1', '198.51.100.1', '10.0.0.1'), '198.51.100.1')
    assert.equal(from('10.9.8.7', '198.51.100.1', '10.0.0.0/8'), '198.51.100.1')
    assert.equal(from('11.9.8.7', '198.51.100.1', '10.0.0.0/8'), '11.9.8.7')
    assert.equal(from('fd00::5', '2001:db8::1', 'fd00::/8'), '2001:db8:0:0:0:0:0:1')
  })

  test('is the nearest one that is no configured proxy: what stands before it may be made up', () => {
    assert.equal(from('10.0.0.1', '192.0.2.66, 198.51.100.1', '10.0.0.1'), '198.51.100.1')
    assert.equal(from('10.0.0.1', '192.0.2.66, 198.51.100.1, 10.0.0.2', '10.0.0.0/8'), '198.51.100.1')
    assert.equal(from('10.0.0.1', ['192.0.2.66', '198.51.100.1'], '10.0.0.1'), '198.51.100.1')
  })

  test('is the proxy itself when it names nobody, or nobody we understand', () => {
    for (const forwarded of [undefined, '', 'unknown', '198.51.100.1, "_hidden"', '198.51.100.1:8080,x'])
      assert.equal(from('10.0.0.1', forwarded, '10.0.0.1'), '10.0.0.1')
  })

  test('is the same for IPv4 inside IPv6', () => {
    assert.equal(from('::ffff:203.0.113.9', undefined), '203.0.113.9')
    assert.equal(from('::ffff:10.0.0.1', '::ffff:198.51.100.1', '10.0.0.1'), '198.51.100.1')
  })

  test('is unknown when the connection is gone', () => {
    assert.equal(from(undefined, '198.51.100.1', '0.0.0.0/0'), 'unknown')
  })

  test('never follows from what a stranger sends', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string())), (stranger, forwarded) => {
        const claimed = from(stranger, forwarded.join(','), 'fd00::1')
        assert.equal(claimed, from(stranger, undefined, 'fd00::1'))
      }),
    )
  })
})
