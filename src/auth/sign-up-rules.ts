/** Whom sign-ups are refused: by a word in the username, a domain of the e-mail address, or where they come from. */
import ipaddr from 'ipaddr.js'
import type { Db } from '../platform/db.ts'
import { type Failure, failing, isFailure } from '../platform/failure.ts'
import type { Id } from '../platform/ids.ts'

export const ruleKinds = ['username', 'email', 'address'] as const
export type RuleKind = (typeof ruleKinds)[number]
export type SignUpRule = { id: Id; kind: RuleKind; value: string; created_at: Date }

const mostRules = 2_000
export const mostRuleCharacters = 253

const domainPattern = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}][\p{L}\p{N}-]*$/u

/** 10.1.2.3/16 is 10.1.0.0/16: written the same way, a range is there once. */
function rangeOf(text: string): string | undefined {
  if (ipaddr.isValid(text) && !/^\d+$/.test(text)) return ipaddr.process(text).toNormalizedString()
  if (!ipaddr.isValidCIDR(text)) return undefined
  const [address, bits] = ipaddr.parseCIDR(text)
  const network =
    address.kind() === 'ipv4' ? ipaddr.IPv4.networkAddressFromCIDR(text) : ipaddr.IPv6.networkAddressFromCIDR(text)
  return bits === 0 ? undefined : `${network.toNormalizedString()}/${bits}`
}

/** The value as it is kept, or a sentence that says what it should be. */
export function parseRuleValue(kind: RuleKind, text: string): string | Failure {
  const value = text.trim().toLowerCase()
  if (value === '' || value.length > mostRuleCharacters)
    return failing('invalid', (words) => words.ruleLength(mostRuleCharacters))
  switch (kind) {
    case 'username':
      return /^\w+$/.test(value) ? value : failing('invalid', (words) => words.ruleUsername)
    case 'email': {
      const domain = value.replace(/^.*@/, '')
      return domainPattern.test(domain) ? domain : failing('invalid', (words) => words.ruleDomain(domain))
    }
    case 'address':
      return rangeOf(value) ?? failing('invalid', (words) => words.ruleRange(value))
  }
}

function isWithin(address: string, range: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  const [network, bits] = range.includes('/')
    ? ipaddr.parseCIDR(range)
    : ([ipaddr.process(range), parsed.kind() === 'ipv4' ? 32 : 128] as const)
  return network.kind() === parsed.kind() && parsed.match(network, bits)
}

export type Applicant = { username: string; email: string; address: string }

/** Whether a rule is about this person. Domains hold for all below them. */
export function concerns(rule: Pick<SignUpRule, 'kind' | 'value'>, { username, email, address }: Applicant): boolean {
  switch (rule.kind) {
    case 'username':
      return username.toLowerCase().includes(rule.value)
    case 'email':
      return `.${email.toLowerCase().split('@').at(-1)}`.endsWith(`.${rule.value}`)
    case 'address':
      return isWithin(address, rule.value)
  }
}

export async function listSignUpRules(db: Db): Promise<SignUpRule[]> {
  const rows = await db.selectFrom('sign_up_rules').selectAll().orderBy('kind').orderBy('value').execute()
  return rows as SignUpRule[]
}

/** The failure says what is wrong with it, or that it is there already. */
export async function insertSignUpRule(tx: Db, rule: SignUpRule): Promise<SignUpRule | Failure> {
  const value = parseRuleValue(rule.kind, rule.value)
  if (isFailure(value)) return value
  if ((await listSignUpRules(tx)).length >= mostRules)
    return failing('invalid', (words) => words.tooManyRules(mostRules))
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('sign_up_rules')
    .values({ ...rule, value })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows === 0n) return failing('conflict', (words) => words.ruleThere(value))
  return { ...rule, value }
}

export async function deleteSignUpRule(tx: Db, id: Id): Promise<SignUpRule | undefined> {
  const row = await tx.deleteFrom('sign_up_rules').where('id', '=', id).returningAll().executeTakeFirst()
  return row as SignUpRule | undefined
}
