/** Who says that they have met whom in person. What one says is not told to the other until both have said it. */
import { sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId } from '../platform/ids.ts'

/** Saying it twice is saying it once. */
export async function confirmMeeting(ctx: Pick<Context, 'db' | 'clock'>, account: AccountId, other: AccountId) {
  await ctx.db
    .insertInto('meetings')
    .values({ account_id: account, other_id: other, created_at: ctx.clock.now() })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function withdrawMeeting(db: Db, account: AccountId, other: AccountId) {
  await db.deleteFrom('meetings').where('account_id', '=', account).where('other_id', '=', other).execute()
}

/** Since when both say so, and whether I do. */
export type Meeting = { confirmedByMe: boolean; metAt: Date | undefined }

const noMeeting: Meeting = { confirmedByMe: false, metAt: undefined }

export async function loadMeetings(
  db: Db,
  account: AccountId,
  others: readonly AccountId[],
): Promise<(other: AccountId) => Meeting> {
  const { rows } = await sql<{ other: AccountId; met_at: Date | null }>`
    select mine.other_id as other, case when theirs.account_id is not null then greatest(mine.created_at, theirs.created_at) end as met_at
    from meetings mine left join meetings theirs on theirs.account_id = mine.other_id and theirs.other_id = mine.account_id
    where mine.account_id = ${account} and mine.other_id = any(${others}::bigint[])`.execute(db)
  const found = new Map(rows.map(({ other, met_at }) => [other, met_at]))
  return (other) => {
    const metAt = found.get(other)
    return metAt === undefined ? noMeeting : { confirmedByMe: true, metAt: metAt ?? undefined }
  }
}

/** Both have said so, with anybody. */
export async function hasMetAnybody(db: Db, account: AccountId): Promise<boolean> {
  const { rows } = await sql<{ met: boolean }>`
    select exists (select from meetings mine join meetings theirs
      on theirs.account_id = mine.other_id and theirs.other_id = mine.account_id
      where mine.account_id = ${account}) as met`.execute(db)
  return rows[0]!.met
}

/** Some of what an account that goes has said, and of what others have said of it. Answers how many there were. */
export async function forgetMeetings(db: Db, account: AccountId, most: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from meetings where (account_id, other_id) in (
      select account_id, other_id from meetings where (account_id = ${account} or other_id = ${account})
        and not exists (select from accounts where id = ${account} and deleted_at is null) limit ${most})`.execute(db)
  return Number(numAffectedRows)
}
