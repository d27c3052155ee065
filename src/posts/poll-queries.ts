import { sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import type { NewPoll, Poll } from './poll.ts'

/** The polls of those posts that carry one, with the viewer's own votes. */
export async function selectPolls(
  db: Db,
  ids: readonly PostId[],
  viewerId: AccountId | undefined,
): Promise<Map<PostId, Poll>> {
  const { rows } = await sql<Omit<Poll, 'ownChoices'> & { ownChoices: number[] | null }>`
    select polls.post_id as "postId", polls.options, polls.multiple, polls.hide_totals as "hideTotals",
      polls.expires_at as "expiresAt", polls.tallies, polls.voters_count as "votersCount", own.choices as "ownChoices"
    from polls
    left join poll_votes own on own.account_id = ${viewerId ?? null}::bigint and own.post_id = polls.post_id
    where polls.post_id = any(${ids}::bigint[])`.execute(db)
  return new Map(rows.map((row) => [row.postId, { ...row, ownChoices: row.ownChoices ?? undefined }]))
}

export async function insertPoll(
  tx: Db,
  postId: PostId,
  { options, multiple, hideTotals }: NewPoll,
  { expiresAt, now }: { expiresAt: Date; now: Date },
) {
  await tx
    .insertInto('polls')
    .values({
      post_id: postId,
      options,
      multiple,
      hide_totals: hideTotals,
      expires_at: expiresAt,
      tallies: options.map(() => 0),
      created_at: now,
    })
    .execute()
}

export async function deleteVotes(tx: Db, postId: PostId) {
  await tx.deleteFrom('poll_votes').where('post_id', '=', postId).execute()
}

/** Gives a poll other options; then what was voted for the former ones is gone, and who voted may vote again. */
export async function changePoll(
  tx: Db,
  postId: PostId,
  { options, multiple, hideTotals }: NewPoll,
  { expiresAt, isVoteKept }: { expiresAt: Date; isVoteKept: boolean },
) {
  await tx
    .updateTable('polls')
    .set({ options, multiple, hide_totals: hideTotals, expires_at: expiresAt, told_up_to: null })
    .where('post_id', '=', postId)
    .execute()
  if (isVoteKept) return
  await deleteVotes(tx, postId)
  await tx
    .updateTable('polls')
    .set({ tallies: options.map(() => 0), voters_count: 0 })
    .where('post_id', '=', postId)
    .execute()
}

/** False when this person has voted before. */
export async function insertVote(
  tx: Db,
  vote: { accountId: AccountId; postId: PostId; choices: readonly number[]; now: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('poll_votes')
    .values({ account_id: vote.accountId, post_id: vote.postId, choices: [...vote.choices], created_at: vote.now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** One voter more (1) or less (-1), with these choices. */
export async function countVote(tx: Db, postId: PostId, choices: readonly number[], change: 1 | -1) {
  await sql`
    update polls set voters_count = voters_count + ${change}, tallies = (
      select array_agg(tally + case when place - 1 = any(${choices}::int[]) then ${change} else 0 end order by place)
      from unnest(tallies) with ordinality as each_option (tally, place))
    where post_id = ${postId}`.execute(tx)
}

/** Takes away some of an account's votes, in the order of posts, and counts them out. Returns how many went. */
export async function takeVotesOf(tx: Db, accountId: AccountId, most: number): Promise<number> {
  const { rows } = await sql<{ post_id: PostId; choices: number[] }>`
    delete from poll_votes where account_id = ${accountId} and post_id in (
      select post_id from poll_votes where account_id = ${accountId} order by post_id limit ${most})
    returning post_id, choices`.execute(tx)
  for (const { post_id, choices } of rows.toSorted((a, b) => a.post_id - b.post_id))
    await countVote(tx, post_id, choices, -1)
  return rows.length
}

/** One batch of the votes in the poll of a post which is being erased. Returns how many went. */
export async function deleteVotesIn(tx: Db, postId: PostId, most: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from poll_votes where (account_id, post_id) in (
      select account_id, post_id from poll_votes where post_id = ${postId} order by account_id limit ${most})`.execute(
    tx,
  )
  return Number(numAffectedRows)
}

export async function deletePoll(tx: Db, postId: PostId) {
  await tx.deleteFrom('polls').where('post_id', '=', postId).execute()
}

// ---- When it is over

/** Held until the transaction ends. Undefined when the poll is gone. */
export async function lockPoll(tx: Db, postId: PostId) {
  return tx
    .selectFrom('polls')
    .innerJoin('posts', 'posts.id', 'polls.post_id')
    .select(['polls.expires_at', 'polls.told_up_to', 'posts.author_id', 'posts.thread_id'])
    .where('polls.post_id', '=', postId)
    .where('posts.deleted_at', 'is', null)
    .forUpdate('polls')
    .executeTakeFirst()
}

export async function selectVoters(tx: Db, postId: PostId, after: number, most: number): Promise<AccountId[]> {
  const rows = await tx
    .selectFrom('poll_votes')
    .select('account_id')
    .where('post_id', '=', postId)
    .where('account_id', '>', after as AccountId)
    .orderBy('account_id')
    .limit(most)
    .execute()
  return rows.map(({ account_id }) => account_id)
}

export async function markToldUpTo(tx: Db, postId: PostId, accountId: AccountId | number) {
  await tx.updateTable('polls').set({ told_up_to: accountId }).where('post_id', '=', postId).execute()
}
