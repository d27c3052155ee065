import { Resolver } from 'node:dns/promises'

/**
 * A function that asks the DNS servers for all addresses of a name: those of the machine, or the ones given as
 * `address:port`. It throws when there are none. Answers are not checked here; see `fetch.ts`.
 *
 * It does not use `getaddrinfo`, which would let slow names occupy the few threads that files and hashing share.
 * IPv6 comes first because a missing IPv6 route fails at once, and only the last address may take its time to connect.
 */
export function publicDns(servers?: readonly string[]): (hostname: string) => Promise<string[]> {
  const resolver = new Resolver({ timeout: 2_000, maxTimeout: 2_000, tries: 2 })
  if (servers) resolver.setServers(servers)
  return async (hostname) => {
    const answers = await Promise.allSettled([resolver.resolve6(hostname), resolver.resolve4(hostname)])
    const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
    if (addresses.length > 0) return addresses
    const reasons = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []))
    throw new AggregateError(reasons, `${hostname} has no addresses`)
  }
}
