import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { AccountsTable } from '../platform/schema.ts'

/** An account with its counts, as loaded for showing. */
export type Account = Selectable<AccountsTable> & {
  followers_count: number
  following_count: number
  posts_count: number
  last_post_at: Date | null
}

export type ProfileField = { name: string; value: string; value_html: string }
const fieldsSchema = z.array(z.object({ name: z.string(), value: z.string(), value_html: z.string() }))

export function profileFields(account: Pick<Account, 'fields'>): ProfileField[] {
  return fieldsSchema.parse(account.fields)
}

/** Gone or suspended: nobody sees them or their posts. */
export function isHiddenFromAll(account: Pick<Account, 'suspended_at' | 'deleted_at'>): boolean {
  return account.suspended_at !== null || account.deleted_at !== null
}

/** `mara` for local people, `mara@example.org` for others. */
export function handleOf(account: Pick<Account, 'username' | 'domain'>): string {
  return account.domain === '' ? account.username : `${account.username}@${account.domain}`
}

/**
 * What people write to name an account: `mara`, `@mara`, `mara@social.example`. The domain is '' for one of our own.
 * Undefined when it cannot be a handle.
 */
export function parseHandle(text: string, ourDomain: string): { username: string; domain: string } | undefined {
  const parts = /^@?([\w.-]{1,100})(?:@([^\s@/]{1,253}))?$/.exec(text.trim())
  if (!parts) return undefined
  const domain = parts[2]?.toLowerCase() ?? ''
  return { username: parts[1]!, domain: domain === ourDomain.toLowerCase() ? '' : domain }
}
