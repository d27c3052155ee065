import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Role } from '../platform/http.ts'
import type { UsersTable } from '../platform/schema.ts'
import type { QuotePolicy } from './quote-policy.ts'

export const visibilities = ['public', 'unlisted', 'private', 'direct'] as const
export type DefaultVisibility = (typeof visibilities)[number]

/** The login of a local account, with its preferences. */
export type User = Omit<Selectable<UsersTable>, 'role' | 'default_visibility' | 'default_quote_policy'> & {
  role: Role
  default_visibility: DefaultVisibility
  default_quote_policy: QuotePolicy
}

export const reasonMost = 1_000

const emailSchema = z.email().max(254)

export function isEmail(text: string): boolean {
  return emailSchema.safeParse(text).success
}

/** The canonical form of a language tag such as `pt-BR`; undefined for anything else. */
export function canonicalLocale(text: string): string | undefined {
  if (text.length > 35) return undefined
  try {
    return Intl.getCanonicalLocales(text)[0]
  } catch {
    return undefined
  }
}
