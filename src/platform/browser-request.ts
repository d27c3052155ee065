/**
 * Whether a request that carries the session cookie comes from our own web app. Browsers send the cookie with whatever
 * asks for it, so it counts only beside a header that no form and no other site's script can set (CORS refuses it), and
 * only where the browser does not say that another site asks.
 */

/** Set by the web app on every request to the API. */
export const webAppHeader = 'twoway-web'

export type CookieUse =
  /** From our pages: the cookie counts. */
  | 'own'
  /** Without the header: the request is answered as if it had no cookie. */
  | 'ignored'
  /** With the header, but another site asks, or nothing shows that ours does. */
  | 'foreign'

/** Browsers leave `Origin` out when they read from their own site, and `Sec-Fetch-Site` over plain http. */
export function cookieUse(origin: string, method: string, headers: Headers): CookieUse {
  if (!headers.has(webAppHeader)) return 'ignored'
  const from = headers.get('origin')
  if (from !== null) return from === origin ? 'own' : 'foreign'
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin' ? 'own' : 'foreign'
  return method === 'GET' || method === 'HEAD' ? 'own' : 'foreign'
}
