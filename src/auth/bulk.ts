import type { CopyRows } from '../platform/bulk.ts'
import type { Role } from '../platform/http.ts'
import type { AccountId } from '../platform/ids.ts'

export type ImportedLogin = {
  accountId: AccountId
  email: string
  passwordHash: string
  role: Role
  locale: string
  /** Null where it is unknown. */
  language: string | null
  answersToStrangers: boolean
  createdAt: Date
}

/** Logins that may be used at once. The caller has made sure that the e-mail addresses are free. */
export async function copyLogins(copy: CopyRows, logins: readonly ImportedLogin[]) {
  await copy(
    'users',
    [
      'account_id',
      'email',
      'password_hash',
      'role',
      'locale',
      'default_language',
      'answers_to_strangers',
      'sign_up_reason',
      'approved_at',
      'created_at',
    ],
    logins.map(({ accountId, email, passwordHash, role, locale, language, answersToStrangers, createdAt }) => [
      accountId,
      email,
      passwordHash,
      role,
      locale,
      language,
      answersToStrangers,
      '',
      createdAt,
      createdAt,
    ]),
  )
  await copy(
    'user_emails',
    ['email_lower', 'account_id'],
    logins.map(({ email, accountId }) => [email.toLowerCase(), accountId]),
  )
}
