import { sql } from 'kysely'
import { unerasedAccounts } from '../accounts/check.ts'
import { type Check, missing, strayRows } from '../platform/check.ts'

export const strategyChecks: Check[] = [
  strayRows('stray-strategies', 'rules for following of accounts that do not exist', [
    ['strategy_rules', missing('strategy_rules.account_id', 'accounts', 'id')],
  ]),
  unerasedAccounts(
    'unerased-strategies',
    'deleted accounts whose rules for following were never erased',
    sql`exists (select from strategy_rules where strategy_rules.account_id = accounts.id)`,
  ),
]
