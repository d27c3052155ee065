import { dayMs } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'

export const sessionMs = 365 * dayMs

type Place = Pick<Context, 'origin' | 'demo'>

const isSecure = (ctx: Place) => ctx.origin.startsWith('https:')
/**
 * Browsers let no other host and no plain http set a `__Host-` cookie. A demo's is another one: browsers do not tell the
 * ports of a machine apart.
 */
const cookieName = (ctx: Place) =>
  isSecure(ctx) ? '__Host-twoway_session' : ctx.demo ? 'twoway_demo_session' : 'twoway_session'

/** The session token in a Cookie header. */
export function sessionTokenIn(ctx: Place, cookieHeader: string): string | undefined {
  const name = `${cookieName(ctx)}=`
  const found = cookieHeader.split(';').find((part) => part.trim().startsWith(name))
  return found?.trim().slice(name.length) || undefined
}

/** Lax: sent when an app leads here to ask for access, not with another site's forms. */
export function sessionCookie(ctx: Place, token: string): string {
  return `${cookieName(ctx)}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${sessionMs / 1000}${isSecure(ctx) ? '; Secure' : ''}`
}

export function noSessionCookie(ctx: Place): string {
  return `${cookieName(ctx)}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${isSecure(ctx) ? '; Secure' : ''}`
}
