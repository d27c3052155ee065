/** Who is asking: looked up for every request, one statement each, so that a revocation counts from the next one on. */
import type { Context } from '../platform/context.ts'
import { type Failure, forbidden } from '../platform/failure.ts'
import type { Grant, Scope, Viewer } from '../platform/http.ts'
import { findTokenOwner } from './app-queries.ts'
import { sessionTokenIn } from './cookies.ts'
import { findSessionOwner } from './queries.ts'
import { hashSecret } from './secrets.ts'

const pendingApproval = forbidden('Your login is currently pending approval')

/**
 * Undefined for a token that is unknown or revoked, or whose person is suspended or gone. A failure for one who has not
 * been let in yet: they do have a login.
 */
export async function authenticateToken(ctx: Pick<Context, 'db'>, token: string): Promise<Grant | Failure | undefined> {
  const owner = await findTokenOwner(ctx.db, hashSecret(token))
  if (!owner) return undefined
  const grant = { tokenId: owner.id, clientId: owner.client_id, scopes: owner.scopes }
  if (owner.account_id === null) return { ...grant, viewer: undefined }
  if (owner.role === null || owner.locale === null || owner.suspended_at || owner.deleted_at) return undefined
  if (!owner.approved_at) return pendingApproval
  return { ...grant, viewer: { accountId: owner.account_id, role: owner.role, locale: owner.locale } }
}

/** `grant`: what the web app may do in this browser, which is all that its person may. */
export type BrowserSession = { viewer: Viewer; sessionHash: string; grant: Grant }

const sessionScopes: readonly Scope[] = ['read', 'write', 'follow', 'push', 'profile']

export async function authenticateSession(
  ctx: Pick<Context, 'db' | 'clock' | 'origin' | 'demo'>,
  cookieHeader: string,
): Promise<BrowserSession | undefined> {
  const token = sessionTokenIn(ctx, cookieHeader)
  if (!token) return undefined
  const sessionHash = hashSecret(token)
  const owner = await findSessionOwner(ctx.db, sessionHash, ctx.clock.now())
  if (!owner) return undefined
  const { sessionId, ...viewer } = owner
  return { viewer, sessionHash, grant: { tokenId: sessionId, clientId: undefined, scopes: sessionScopes, viewer } }
}
