import type { IncomingMessage } from 'node:http'
import ipaddr from 'ipaddr.js'

function isTrusted(address: string, proxies: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  return proxies.some((proxy) => {
    const [range, bits] = proxy.includes('/') ? ipaddr.parseCIDR(proxy) : [ipaddr.process(proxy), undefined]
    if (range.kind() !== parsed.kind()) return false
    return bits === undefined ? range.toNormalizedString() === parsed.toNormalizedString() : parsed.match(range, bits)
  })
}

/** The nearest address that is not one of the configured proxies; a forwarded address is believed from those only. */
export function clientAddress(
  request: Pick<IncomingMessage, 'socket' | 'headers'>,
  proxies: readonly string[],
): string {
  let address = request.socket.remoteAddress ?? 'unknown'
  const header = request.headers['x-forwarded-for']
  const forwarded = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',').map((part) => part.trim())
  while (isTrusted(address, proxies)) {
    const next = forwarded.pop()
    if (!next || !ipaddr.isValid(next)) break
    address = next
  }
  return ipaddr.isValid(address) ? ipaddr.process(address).toNormalizedString() : address
}
