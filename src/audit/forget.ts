/** What an audit has kept goes with what it was made from. */
import { sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { AccountId } from '../platform/ids.ts'

/** Some of what was kept for an account that goes, and of what others kept about it. Answers how many rows there were. */
export async function forgetAudits(db: Db, account: AccountId, most: number): Promise<number> {
  const isGone = sql`not exists (select from accounts where id = ${account} and deleted_at is null)`
  const { numAffectedRows } = await sql`
    delete from audit_measures where (viewer_id, followee_id) in (
      select viewer_id, followee_id from audit_measures
      where (viewer_id = ${account} or followee_id = ${account}) and ${isGone} limit ${most})`.execute(db)
  if (Number(numAffectedRows) > 0) return Number(numAffectedRows)
  await sql`delete from audit_people where account_id = ${account} and ${isGone}`.execute(db)
  await sql`delete from audit_snapshots where account_id = ${account} and ${isGone}`.execute(db)
  await sql`delete from unanswered_shown where account_id = ${account} and ${isGone}`.execute(db)
  await sql`delete from dismissed_posts where account_id = ${account} and ${isGone}`.execute(db)
  await sql`delete from milestones where account_id = ${account} and ${isGone}`.execute(db)
  return 0
}
