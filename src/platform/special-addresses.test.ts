import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import ipaddr from 'ipaddr.js'
import { createGuardedFetch } from './fetch.ts'
import { isPublicAddress } from './special-addresses.ts'

type Neighbour = string | 'special'

/** A range, and the addresses just below and just above it: public ones by name, or 'special' where another range adjoins. */
const ipv4Ranges: [range: string, below: Neighbour, above: Neighbour][] = [
  ['0.0.0.0/8', 'special', '1.0.0.0'],
  ['10.0.0.0/8', '9.255.255.255', '11.0.0.0'],
  ['100.64.0.0/10', '100.63.255.255', '100.128.0.0'],
  ['127.0.0.0/8', '126.255.255.255', '128.0.0.0'],
  ['168.63.129.16/32', '168.63.129.15', '168.63.129.17'],
  ['169.254.0.0/16', '169.253.255.255', '169.255.0.0'],
  ['172.16.0.0/12', '172.15.255.255', '172.32.0.0'],
  ['192.0.0.0/24', '191.255.255.255', '192.0.1.0'],
  ['192.0.2.0/24', '192.0.1.255', '192.0.3.0'],
  ['192.31.196.0/24', '192.31.195.255', '192.31.197.0'],
  ['192.52.193.0/24', '192.52.192.255', '192.52.194.0'],
  ['192.88.99.0/24', '192.88.98.255', '192.88.100.0'],
  ['192.168.0.0/16', '192.167.255.255', '192.169.0.0'],
  ['192.175.48.0/24', '192.175.47.255', '192.175.49.0'],
  ['198.18.0.0/15', '198.17.255.255', '198.20.0.0'],
  ['198.51.100.0/24', '198.51.99.255', '198.51.101.0'],
  ['203.0.113.0/24', '203.0.112.255', '203.0.114.0'],
  ['224.0.0.0/4', '223.255.255.255', 'special'],
  ['240.0.0.0/4', 'special', 'special'],
  ['255.255.255.255/32', 'special', 'special'],
]

const ipv6Ranges: [range: string, below: Neighbour, above: Neighbour][] = [
  ['::/128', 'special', 'special'],
  ['::1/128', 'special', 'special'],
  ['::/96', 'special', 'special'], // IPv4-compatible
  ['::ffff:0:0/96', 'special', 'special'], // IPv4-mapped
  ['::ffff:0:0:0/96', 'special', 'special'], // IPv4-translated
  ['64:ff9b::/96', 'special', 'special'], // NAT64
  ['64:ff9b:1::/48', 'special', 'special'], // local NAT64
  ['100::/64', 'special', 'special'], // discard
  ['::/3', 'special', '2000::'],
  ['2001::/32', '2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'special'], // Teredo
  ['2001:2::/48', 'special', 'special'], // benchmarking
  ['2001:10::/28', 'special', 'special'], // ORCHID
  ['2001:20::/28', 'special', 'special'], // ORCHIDv2
  ['2001:100::/24', 'special', '2001:200::'], // the end of the protocol assignments
  ['2001:db8::/32', '2001:db7:ffff:ffff:ffff:ffff:ffff:ffff', '2001:db9::'],
  ['2002::/16', '2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '2003::'], // 6to4
  ['2620:4f:8000::/48', '2620:4f:7fff:ffff:ffff:ffff:ffff:ffff', '2620:4f:8001::'],
  ['3ffe::/16', '3ffd:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'special'],
  ['3fff::/20', 'special', '3fff:1000::'],
  ['4000::/3', '3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'special'],
  ['5f00::/16', 'special', 'special'], // SRv6
  ['fc00::/7', 'special', 'special'],
  ['fe80::/10', 'special', 'special'],
  ['fec0::/10', 'special', 'special'],
  ['ff00::/8', 'special', 'special'],
]

/** The ends of a range as numbers, worked out here rather than by the library that the code under test relies on. */
function ends(range: string): { first: bigint; last: bigint; bytes: number } {
  const [address = '', prefix = ''] = range.split('/')
  const bytes = ipaddr.parse(address).toByteArray()
  const first = bytes.reduce((number, byte) => number * 256n + BigInt(byte), 0n)
  return { first, last: first + 2n ** BigInt(bytes.length * 8 - Number(prefix)) - 1n, bytes: bytes.length }
}

function octets(number: bigint, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, index) => Number((number >> BigInt(8 * (bytes - 1 - index))) & 255n))
}

function textOf(number: bigint, bytes: number): string {
  return ipaddr.fromByteArray(octets(number, bytes)).toString()
}

for (const [range, below, above] of [...ipv4Ranges, ...ipv6Ranges]) {
  test(`${range} is special from its first to its last address`, () => {
    const { first, last, bytes } = ends(range)
    for (const address of [first, (first + last) / 2n, last]) {
      assert.equal(isPublicAddress(textOf(address, bytes)), false, textOf(address, bytes))
    }
    const beyond = 2n ** BigInt(bytes * 8)
    for (const [neighbour, expected] of [
      [first - 1n, below],
      [last + 1n, above],
    ] as const) {
      if (neighbour < 0n || neighbour === beyond) continue
      const text = textOf(neighbour, bytes)
      assert.equal(isPublicAddress(text), expected !== 'special', text)
      if (expected !== 'special') assert.equal(text, expected)
    }
  })
}

test('metadata services of the large clouds are special', () => {
  for (const address of [
    '169.254.169.254',
    '169.254.170.2',
    '100.100.100.200',
    '192.0.0.192',
    '168.63.129.16',
    'fd00:ec2::254',
    'fd20:ce::254',
  ]) {
    assert.equal(isPublicAddress(address), false, address)
  }
})

test('only the plain notations of an address are public', () => {
  for (const address of [
    '',
    'north.test',
    '8.8.8',
    '134744072',
    '0x8.8.8.8',
    '08.8.8.8',
    '8.8.8.8.',
    ' 8.8.8.8',
    '[2600::1]',
    '2600::1%eth0',
    '2600::g',
  ]) {
    assert.equal(isPublicAddress(address), false, address)
  }
  assert.equal(isPublicAddress('8.8.8.8'), true)
  assert.equal(isPublicAddress('2600::1'), true)
})

const ipv4Notations: ((number: bigint, parts: number[]) => string)[] = [
  (_, parts) => parts.join('.'),
  (_, parts) => `${parts.join('.')}.`,
  (number) => `${number}`,
  (number) => `0x${number.toString(16)}`,
  (number) => `0${number.toString(8)}`,
  (_, parts) => parts.map((part) => `0${part.toString(8)}`).join('.'),
  (_, parts) => parts.map((part) => `0x${part.toString(16).toUpperCase()}`).join('.'),
  (number, parts) => `${parts[0]}.${number & 0xffffffn}`,
  (number, parts) => `${parts[0]}.0x${parts[1]?.toString(16)}.${number & 0xffffn}`,
  (_, parts) => parts.join('.').replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  (_, parts) => parts.join('。'),
  (_, parts) => parts.join('.').replace(/\d/g, (digit) => `%3${digit}`),
  (_, parts) => `[::ffff:${parts.join('.')}]`,
  (number) => `[::FFFF:${(number >> 16n).toString(16)}:${(number & 0xffffn).toString(16)}]`,
  (_, parts) => `[::${parts.join('.')}]`,
  (_, parts) => `[64:ff9b::${parts.join('.')}]`,
  (number) => `[2002:${(number >> 16n).toString(16)}:${(number & 0xffffn).toString(16)}::]`,
]

const ipv6Notations: ((groups: string[], parts: number[]) => string)[] = [
  (groups) => `[${groups.join(':')}]`,
  (groups) =>
    `[${groups
      .map((group) => group.padStart(4, '0'))
      .join(':')
      .toUpperCase()}]`,
  (_, parts) => `[${ipaddr.fromByteArray(parts).toString()}]`,
  (groups, parts) => `[${groups.slice(0, 6).join(':')}:${parts.slice(12).join('.')}]`,
]

const anyHost = fc.constantFrom(...ipv4Ranges, ...ipv6Ranges).chain(([range]) => {
  const { first, last, bytes } = ends(range)
  return fc.bigInt(first, last).chain((number) => {
    const parts = octets(number, bytes)
    if (bytes === 4) return fc.constantFrom(...ipv4Notations).map((notation) => notation(number, parts))
    const groups = Array.from({ length: 8 }, (_, index) =>
      (parts[2 * index]! * 256 + parts[2 * index + 1]!).toString(16),
    )
    return fc.constantFrom(...ipv6Notations).map((notation) => notation(groups, parts))
  })
})

test('a URL with a special address is refused in every notation, without asking the DNS', async () => {
  const names: string[] = []
  const fetcher = createGuardedFetch({
    userAgent: 'test',
    resolve: async (name) => {
      names.push(name)
      return []
    },
  })
  await fc.assert(
    fc.asyncProperty(anyHost, fc.constantFrom('http', 'https'), async (host, scheme) => {
      const result = await fetcher(`${scheme}://${host}/`)
      assert.equal(result.ok ? 'fetched' : result.refusal.kind, 'refused', host)
    }),
    { numRuns: 1_000 },
  )
  assert.deepEqual(names, [])
  await fetcher.close()
})
