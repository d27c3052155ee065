/** What I am told of the ties between me and others. */
import { type Account, isHiddenFromAll } from '../accounts/account.ts'
import { findAccount, loadAccounts } from '../accounts/queries.ts'
import { isTalk, type TieFacts } from '../connection/acts.ts'
import { type Mix, mixOfTie } from '../connection/mix.ts'
import type { TieModel } from '../connection/model.ts'
import { type Side, type StageAnswer, stageOf, type Turn } from '../connection/stage.ts'
import { scoreTie, type TieScore } from '../connection/strength.ts'
import type { Relation } from '../follows/follow.ts'
import { loadRelations } from '../follows/queries.ts'
import { type Failure, invalid, notFound } from '../platform/failure.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { loadFacts, type Reader } from '../posts/hydrate.ts'
import { mayRead } from '../posts/visibility.ts'
import { loadTieFacts } from './fact-queries.ts'
import { loadMeetings, type Meeting } from './meetings.ts'
import { loadTieModel } from './models.ts'
import {
  type ActPost,
  countBoostsOfLinks,
  type LaneKind,
  selectNewestActs,
  selectTalk,
  type Talk,
} from './talk-queries.ts'

/** Oldest and newest posts of each lane from which the stage and the last talk are told. */
const mostOldest = 200
const mostNewest = 20
const mostBoosts = 200
export const mostEvidencePosts = 5

export type LastTalk = { at: number; post: string }

export type TieView = {
  account: Account
  relation: Relation
  facts: TieFacts
  score: TieScore
  horizonDays: number
  stage: StageAnswer
  last: Record<Side, LastTalk | undefined>
  startedBy: Side | undefined
  turns: readonly Turn[]
  meeting: Meeting
}

/** Newest first, at most `mostEvidencePosts` of each lane and kind, all readable by me. */
export type EvidencePosts = Record<Side, Record<LaneKind, string[]>>

const myself = invalid('Validation failed: A tie is between two people: ask for somebody else')

/** Somebody a tie with whom may be told of. */
export async function findOther(reader: Reader, me: AccountId, other: AccountId): Promise<Account | Failure> {
  if (other === me) return myself
  const account = await findAccount(reader.db, other)
  return account && !isHiddenFromAll(account) ? account : notFound
}

/** Those of `others` with whom a tie may be told of, each once, in their order. */
export async function findOthers(reader: Reader, me: AccountId, others: readonly AccountId[]): Promise<Account[]> {
  const accounts = await loadAccounts(reader.db, others)
  return [...new Set(others)]
    .filter((other) => other !== me)
    .flatMap((other) => accounts.get(other) ?? [])
    .filter((account) => !isHiddenFromAll(account))
}

async function readable(reader: Reader, me: AccountId, posts: readonly PostId[]): Promise<ReadonlySet<PostId>> {
  const facts = await loadFacts(reader, me, [...new Set(posts)])
  return new Set(facts.filter((post) => mayRead(post, me)).map(({ id }) => id))
}

type Told = Pick<TieView, 'stage' | 'last' | 'startedBy' | 'turns'>

function tell(oldest: readonly Talk[], newest: readonly Talk[], { account, relation, meeting }: Known): Told {
  const turns = oldest.map(({ turn }) => turn)
  const last = (by: Side): LastTalk | undefined => {
    const found = newest.find(({ turn }) => turn.author === by)
    return found && { at: found.turn.at, post: found.turn.post }
  }
  const { followedSince } = relation
  const met = meeting.metAt?.getTime()
  return {
    turns,
    stage: stageOf({
      followedAt: followedSince?.getTime(),
      turns,
      theirsObserved: account.domain === '',
      met: { me: met, them: met },
    }),
    last: { me: last('me'), them: last('them') },
    startedBy: turns[0]?.author,
  }
}

type Known = { account: Account; relation: Relation; meeting: Meeting }

/** The posts an answer names. */
function named({ stage, last, turns }: Told): PostId[] {
  const posts = [...stage.steps.map(({ post }) => post), last.me?.post, last.them?.post, turns[0]?.post]
  return posts.flatMap((post) => (post === undefined ? [] : (Number(post) as PostId)))
}

/**
 * Stage and last talk of each, from posts I may read today. Almost always I may read all of them: so the posts an answer
 * names are asked about first, and all posts of a pair only where one of those may not be read.
 */
async function tellAll(reader: Reader, me: AccountId, pairs: readonly Known[]): Promise<Map<AccountId, Told>> {
  const ids = pairs.map(({ account }) => account.id)
  const [oldest, newest] = await Promise.all([
    selectTalk(reader.db, me, ids, 'oldest', mostOldest),
    selectTalk(reader.db, me, ids, 'newest', mostNewest),
  ])
  const of = (talk: readonly Talk[], other: AccountId) => talk.filter((one) => one.other === other)
  const told = new Map(
    pairs.map((pair) => [pair.account.id, tell(of(oldest, pair.account.id), of(newest, pair.account.id), pair)]),
  )
  const allowed = await readable(reader, me, [...told.values()].flatMap(named))
  for (const pair of pairs) {
    const other = pair.account.id
    if (named(told.get(other)!).every((post) => allowed.has(post))) continue
    const both = [...of(oldest, other), ...of(newest, other)]
    const open = await readable(
      reader,
      me,
      both.map(({ post }) => post),
    )
    const only = (talk: readonly Talk[]) => of(talk, other).filter(({ post }) => open.has(post))
    told.set(other, tell(only(oldest), only(newest), pair))
  }
  return told
}

/** In the order of `accounts`. */
export async function loadTies(
  reader: Reader,
  me: AccountId,
  accounts: readonly Account[],
  known?: { model: TieModel; facts: ReadonlyMap<AccountId, TieFacts> },
): Promise<TieView[]> {
  const now = reader.clock.now()
  const ids = accounts.map(({ id }) => id)
  const [model, facts, relations, meetings] = await Promise.all([
    known?.model ?? loadTieModel(reader.db).then((found) => found.model),
    known?.facts ?? loadTieFacts(reader.db, me, ids, now),
    loadRelations(reader.db, me, ids, now),
    loadMeetings(reader.db, me, ids),
  ])
  const pairs = accounts.map((account) => ({
    account,
    relation: relations.get(account.id)!,
    meeting: meetings(account.id),
  }))
  const told = await tellAll(reader, me, pairs)
  return pairs.map(({ account, relation, meeting }) => {
    const { blocking, muting } = relation
    const tie: TieFacts = {
      ...facts.get(account.id)!,
      ended: blocking ? 'block' : muting ? 'mute' : undefined,
    }
    return {
      account,
      relation,
      meeting,
      facts: tie,
      score: scoreTie(model, tie, now.getTime()),
      horizonDays: model.horizonDays,
      ...told.get(account.id)!,
    }
  })
}

async function loadEvidencePosts(reader: Reader, me: AccountId, other: AccountId): Promise<EvidencePosts> {
  const acts = await selectNewestActs(reader.db, me, other, mostNewest)
  const allowed = await readable(
    reader,
    me,
    acts.map(({ post }) => post),
  )
  const of = (side: Side, wanted: LaneKind) =>
    acts
      .filter(({ by, kind, post }: ActPost) => by === side && kind === wanted && allowed.has(post))
      .slice(0, mostEvidencePosts)
      .map(({ post }) => String(post))
  return {
    me: { talk: of('me', 'talk'), attention: of('me', 'attention') },
    them: { talk: of('them', 'talk'), attention: of('them', 'attention') },
  }
}

function countOf({ out, in: received }: TieFacts, type: string): number {
  return [...out, ...(received ?? [])].reduce((sum, entry) => sum + (entry.type === type ? entry.count : 0), 0)
}

export type WholeTie = { view: TieView; posts: EvidencePosts; mix: Mix }

/** One tie with the posts it is told from. */
export async function loadTie(reader: Reader, me: AccountId, account: Account): Promise<WholeTie> {
  const [[view], posts, links] = await Promise.all([
    loadTies(reader, me, [account]),
    loadEvidencePosts(reader, me, account.id),
    countBoostsOfLinks(reader.db, me, account.id, mostBoosts),
  ])
  const { facts, turns, meeting } = view!
  const mix = mixOfTie({
    favourites: countOf(facts, 'favourite'),
    boosts: countOf(facts, 'boost'),
    boostsOfLinks: links,
    turns,
    met: meeting.metAt !== undefined,
  })
  return { view: view!, posts, mix }
}

/** Acts each way, as far as I may see them. */
export function countTie({ out, in: received }: TieFacts) {
  const sum = (lane: TieFacts['out'], isCounted: (type: TieFacts['out'][number]['type']) => boolean) =>
    lane.reduce((total, { type, count }) => total + (isCounted(type) ? count : 0), 0)
  return {
    wrote: sum(out, isTalk),
    heard: received && sum(received, isTalk),
    gave: sum(out, (type) => !isTalk(type)),
    got: sum(received ?? [], (type) => !isTalk(type)),
  }
}
