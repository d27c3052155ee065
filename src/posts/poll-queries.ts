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

/**
 * Somebody's vote, or further choices of theirs where a poll takes several. Undefined: they have voted before, or have
 * chosen one of these before.
 */
export async function insertVote(
  tx: Db,
  vote: { accountId: AccountId; poll: Pick<Poll, 'postId' | 'multiple'>; choices: readonly number[]; now: Date },
): Promise<'first' | 'further' | undefined> {
  const { rows } = await sql<{ is_first: boolean }>`
    insert into poll_votes (account_id, post_id, choices, created_at)
    values (${vote.accountId}, ${vote.poll.postId}, ${vote.choices}::int[], ${vote.now})
    on conflict (account_id, post_id) do update set choices = poll_votes.choices || excluded.choices
    where ${vote.poll.multiple} and not poll_votes.choices && excluded.choices
    returning cardinality(choices) = cardinality(${vote.choices}::int[]) as is_first`.execute(tx)
  return rows[0] && (rows[0].is_first ? 'first' : 'further')
}

type VoteCount = { postId: PostId; choices: readonly number[]; change: 1 | -1; voters?: 0 | 1 | -1 }

/** These choices more (1) or less (-1), and a voter with them. */
export async function countVote(tx: Db, { postId, choices, change, voters = change }: VoteCount) {
  await sql`
    update polls set voters_count = voters_count + ${voters}, tallies = (
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
    await countVote(tx, { postId: post_id, choices, change: -1 })
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
