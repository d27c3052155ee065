import type { Db } from '../platform/db.ts'
import type { AccountId } from '../platform/ids.ts'
import { type Chosen, type StrategyRule, strategyRules } from './strategy.ts'

/** In the order in which rules are told. */
export async function selectStrategy(db: Db, account: AccountId): Promise<Chosen[]> {
  const rows = await db
    .selectFrom('strategy_rules')
    .select(['rule', 'value'])
    .where('account_id', '=', account)
    .execute()
  return strategyRules.flatMap((rule) => {
    const row = rows.find((each) => each.rule === rule)
    return row ? [{ rule, value: row.value ?? undefined }] : []
  })
}

export async function saveRule(db: Db, account: AccountId, { rule, value }: Chosen, now: Date) {
  await db
    .insertInto('strategy_rules')
    .values({ account_id: account, rule, value: value ?? null, created_at: now })
    .onConflict((conflict) => conflict.columns(['account_id', 'rule']).doUpdateSet({ value: value ?? null }))
    .execute()
}

/** False when there was no such rule. */
export async function deleteRule(db: Db, account: AccountId, rule: StrategyRule): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('strategy_rules')
    .where('account_id', '=', account)
    .where('rule', '=', rule)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

export async function deleteStrategy(db: Db, account: AccountId) {
  await db.deleteFrom('strategy_rules').where('account_id', '=', account).execute()
}
