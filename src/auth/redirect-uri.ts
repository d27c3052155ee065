/** Where an app may ask the browser to be sent after its person has decided. */

/** Instead of a redirect, the code is shown for the person to copy. */
export const outOfBand = 'urn:ietf:wg:oauth:2.0:oob'

export const mostRedirectUris = 20
const mostCharacters = 2_000

// What a browser would run, show or open in the name of this page.
const dangerousSchemes = new Set([
  'javascript',
  'data',
  'vbscript',
  'file',
  'blob',
  'about',
  'filesystem',
  'view-source',
  'urn',
])

/** A sentence's end for "Redirect URI …", or undefined when the address may be registered. */
export function redirectUriProblem(uri: string): string | undefined {
  if (uri === outOfBand) return undefined
  if (uri.length > mostCharacters) return `is too long (maximum is ${mostCharacters} characters)`
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(uri)?.[1]?.toLowerCase()
  if (!scheme || /[\s\p{C}<>"\\^`{|}]/u.test(uri) || !URL.canParse(uri)) return 'must be an absolute URI.'
  if (dangerousSchemes.has(scheme)) return 'is forbidden by the server.'
  if (uri.includes('#')) return 'cannot contain a fragment.'
  const isWeb = scheme === 'http' || scheme === 'https'
  if (isWeb && !/^https?:\/\/[^/?@]+([/?]|$)/i.test(uri)) return 'must be an absolute URI.'
  return undefined
}

/** Character for character: an address that only looks alike belongs to somebody else. */
export function mayRedirectTo(registered: readonly string[], uri: string): boolean {
  return registered.includes(uri)
}

/** The address with more query parameters, otherwise untouched. */
export function withParameters(uri: string, parameters: Record<string, string | undefined>): string {
  const given = Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined)
  const query = new URLSearchParams(given).toString()
  return `${uri}${uri.includes('?') ? '&' : '?'}${query}`
}

const ownPath = /^\/(?![/\\])[^\\\p{Cc}]*$/u

/** A path on this server from a form or an address, or '/' for anything that could lead elsewhere. */
export function safeReturnPath(path: unknown): string {
  const here = 'http://here.invalid'
  if (typeof path !== 'string' || path.length > 4_000 || !ownPath.test(path) || !URL.canParse(path, here)) return '/'
  const url = new URL(path, here)
  const resolved = url.pathname + url.search
  // `/x/..//evil.example` has become `//evil.example`, which is another site.
  return url.origin === here && ownPath.test(resolved) ? resolved : '/'
}
