import { dayMs } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'

export const sessionMs = 365 * dayMs

const isSecure = (ctx: Pick<Context, 'origin'>) => ctx.origin.startsWith('https:')
/** Browsers let no other host and no plain http set a `__Host-` cookie. */
const cookieName = (ctx: Pick<Context, 'origin'>) => (isSecure(ctx) ? '__Host-twoway_session' : 'twoway_session')

/** The session token in a Cookie header. */
export function sessionTokenIn(ctx: Pick<Context, 'origin'>, cookieHeader: string): string | undefined {
  const name = `${cookieName(ctx)}=`
  const found = cookieHeader.split(';').find((part) => part.trim().startsWith(name))
  return found?.trim().slice(name.length) || undefined
}

/** Lax: sent when an app leads here to ask for access, not with another site's forms. */
export function sessionCookie(ctx: Pick<Context, 'origin'>, token: string): string {
  return `${cookieName(ctx)}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${sessionMs / 1000}${isSecure(ctx) ? '; Secure' : ''}`
}

export function noSessionCookie(ctx: Pick<Context, 'origin'>): string {
  return `${cookieName(ctx)}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${isSecure(ctx) ? '; Secure' : ''}`
}
