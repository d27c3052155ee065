import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/**
 * IPv4 blocks that are not ordinary public hosts: the IANA special-purpose registry
 * (https://www.iana.org/assignments/iana-ipv4-special-registry), multicast, and the one
 * cloud metadata service that answers on a public address.
 */
const specialIPv4Ranges = [
  '0.0.0.0/8', // this network, RFC 791
  '10.0.0.0/8', // private, RFC 1918
  '100.64.0.0/10', // carrier-grade NAT, RFC 6598
  '127.0.0.0/8', // loopback, RFC 1122
  '168.63.129.16/32', // Azure metadata and DNS
  '169.254.0.0/16', // link-local and cloud metadata, RFC 3927
  '172.16.0.0/12', // private, RFC 1918
  '192.0.0.0/24', // protocol assignments, RFC 6890
  '192.0.2.0/24', // documentation, RFC 5737
  '192.31.196.0/24', // AS112 sink, RFC 7535
  '192.52.193.0/24', // AMT, RFC 7450
  '192.88.99.0/24', // 6to4 relay, RFC 7526
  '192.168.0.0/16', // private, RFC 1918
  '192.175.48.0/24', // AS112 sink, RFC 7534
  '198.18.0.0/15', // benchmarking, RFC 2544
  '198.51.100.0/24', // documentation, RFC 5737
  '203.0.113.0/24', // documentation, RFC 5737
  '224.0.0.0/4', // multicast, RFC 5771
  '240.0.0.0/4', // reserved and broadcast, RFC 1112 and RFC 919
].map((range) => ipaddr.IPv4.parseCIDR(range))

/**
 * The only block from which public IPv6 hosts are numbered (RFC 4291). Standing outside it refuses ::, ::1,
 * IPv4-mapped and IPv4-compatible addresses, NAT64, discard, SRv6, unique local, link-local, site-local and multicast.
 */
const publicIPv6Range = ipaddr.IPv6.parseCIDR('2000::/3')

/** Blocks inside 2000::/3 that are not ordinary public hosts (iana-ipv6-special-registry). */
const specialIPv6Ranges = [
  '2001::/23', // protocol assignments: Teredo, benchmarking, AMT, AS112, ORCHID, ORCHIDv2, drone remote ID
  '2001:db8::/32', // documentation, RFC 3849
  '2002::/16', // 6to4, RFC 3056
  '2620:4f:8000::/48', // AS112 sink, RFC 7534
  '3ffe::/16', // former 6bone, RFC 3701
  '3fff::/20', // documentation, RFC 9637
].map((range) => ipaddr.IPv6.parseCIDR(range))

/**
 * Whether a server on the public internet can have this address.
 * Takes only the plain notations: dotted decimal IPv4 and IPv6 without a zone; anything else is not public.
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0 || address.includes('%')) return false
  const parsed = ipaddr.parse(address)
  if (parsed.kind() === 'ipv4') return !specialIPv4Ranges.some((range) => parsed.match(range))
  return parsed.match(publicIPv6Range) && !specialIPv6Ranges.some((range) => parsed.match(range))
}
