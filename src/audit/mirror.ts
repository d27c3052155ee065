/** Myself, seen as others are: how much I converse, what I do here, what became of my follows, and who waits for me. */
import { findAccount, loadAccounts } from '../accounts/queries.ts'
import { dayMs, hourOf } from '../connection/acts.ts'
import { stageOf } from '../connection/stage.ts'
import { partsOf } from '../connection/statistics.ts'
import { weeksLooked } from '../connection/two-way.ts'
import { wordsOf } from '../connection/words.ts'
import type { Context } from '../platform/context.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { loadLanes } from '../ties/fact-queries.ts'
import { loadOwnWords } from '../ties/interest.ts'
import { loadMeetings } from '../ties/meetings.ts'
import { loadPerson, readPeople } from '../ties/people.ts'
import { countAttention, type OwnPost } from '../ties/people-queries.ts'
import { selectTalk } from '../ties/talk-queries.ts'
import { selectAuditedFollows } from './follow-queries.ts'
import { selectQuestions, selectTalkedWith, selectUnanswered, type Waiting } from './mirror-queries.ts'
import { readableOf } from './people-of-page.ts'

export const mixKinds = [
  'own_doings',
  'highlights',
  'encouragement',
  'discourse',
  'shared_information',
  'self_links',
] as const
export type MixKind = (typeof mixKinds)[number]
export type MixPart = { kind: MixKind; count: number; share: number; posts: PostId[] }

const mostPosts = 5
const hasLink = ({ html }: OwnPost) => html.includes('target="_blank"')

async function loadMix(ctx: Context, me: AccountId): Promise<MixPart[]> {
  const now = ctx.clock.now()
  const account = (await findAccount(ctx.db, me))!
  const since = new Date(now.getTime() - weeksLooked * 7 * dayMs)
  const [read, attention] = await Promise.all([
    readPeople(ctx, [account], { now, until: undefined }),
    countAttention(ctx.db, me, hourOf(since)),
  ])
  const { posts, told } = read.get(me)!
  const own = new Set(told.own_links)
  const talk = posts.filter(({ addresses }) => addresses)
  const rest = posts.filter(({ addresses }) => !addresses)
  const links = rest.filter(({ id }) => own.has(id))
  const shared = rest.filter((post) => !own.has(post.id) && hasLink(post))
  const doings = rest.filter((post) => !own.has(post.id) && !hasLink(post))
  const parts: Record<MixKind, { count: number; posts: readonly OwnPost[] }> = {
    own_doings: { count: doings.length, posts: doings },
    highlights: { count: attention.boosts, posts: [] },
    encouragement: { count: attention.favourites, posts: [] },
    discourse: { count: talk.length, posts: talk },
    shared_information: { count: shared.length, posts: shared },
    self_links: { count: links.length, posts: links },
  }
  const shares = partsOf(
    1000,
    mixKinds.map((kind) => parts[kind].count),
  )
  return mixKinds.map((kind, place) => ({
    kind,
    count: parts[kind].count,
    share: shares[place]! / 1000,
    posts: parts[kind].posts.slice(0, mostPosts).map(({ id }) => id),
  }))
}

export type Roses = { roses: number; firstWords: number; answered: number; conversations: number; met: number }
const mostTurns = 200

async function loadRoses(ctx: Context, me: AccountId): Promise<Roses> {
  const follows = await selectAuditedFollows(ctx.db, me, ctx.clock.now())
  const ids = follows.map(({ account }) => account)
  const [lanes, meetings] = await Promise.all([loadLanes(ctx.db, me, ids), loadMeetings(ctx.db, me, ids)])
  const isTalk = ({ type }: { type: string }) => type === 'reply' || type === 'mention' || type === 'quote'
  const bothTalked = ids.filter((id) => lanes(id).out.some(isTalk) && lanes(id).in.some(isTalk))
  const talk = Map.groupBy(await selectTalk(ctx.db, me, bothTalked, 'oldest', mostTurns), ({ other }) => other)
  const hasConversation = (id: AccountId) => {
    const turns = (talk.get(id) ?? []).map(({ turn }) => turn)
    return stageOf({ followedAt: undefined, turns, theirsObserved: true, met: {} }).stage === 'conversation'
  }
  return {
    roses: ids.length,
    firstWords: ids.filter((id) => lanes(id).out.some(isTalk)).length,
    answered: bothTalked.length,
    conversations: bothTalked.filter(hasConversation).length,
    met: ids.filter((id) => meetings(id).metAt !== undefined).length,
  }
}

export async function loadMirror(ctx: Context, me: AccountId) {
  const account = (await findAccount(ctx.db, me))!
  const [person, mix, roses] = await Promise.all([loadPerson(ctx, me, account), loadMix(ctx, me), loadRoses(ctx, me)])
  return { person, mix, roses }
}

const tiedForDays = 180
const openForDays = 14
const mostCandidates = 200
const mostQuestions = 10
const mostWords = 80

/** In Latin letters one or two say nothing of what somebody asks about. */
const isTelling = (word: string) => !/^\p{Script=Latin}{1,2}$/u.test(word)

export type OpenQuestion = Waiting & { toMe: boolean; words: string[] }

/** Questions of people I exchange words with, to me or about what I talk about; what is nearest to me first. */
export async function loadQuestions(ctx: Context, me: AccountId): Promise<OpenQuestion[]> {
  const now = ctx.clock.now()
  const daysAgo = (days: number) => new Date(now.getTime() - days * dayMs)
  const tied = (await selectTalkedWith(ctx.db, me, daysAgo(tiedForDays))).filter((id) => id !== me)
  const [candidates, own] = await Promise.all([
    selectQuestions(ctx.db, me, tied, daysAgo(openForDays), mostCandidates),
    loadOwnWords(ctx.db, me, now, mostWords),
  ])
  const open = await readableOf(
    ctx,
    me,
    candidates.map(({ post }) => post),
  )
  const interests = new Set(own.map(({ word }) => word).filter(isTelling))
  return candidates
    .filter(({ post }) => open.has(post))
    .map((one) => ({
      ...one,
      words: [...wordsOf([one.text]).keys()].filter((word) => interests.has(word)).slice(0, 5),
    }))
    .filter(({ toMe, words }) => toMe || words.length > 0)
    .toSorted((a, b) => Number(b.toMe) - Number(a.toMe) || b.words.length - a.words.length || b.post - a.post)
    .slice(0, mostQuestions)
}

const unansweredForDays = 60
export const mostUnanswered = 5
/** More are not counted. */
export const mostWaiting = 100

/** The newest of everybody who waits. */
export async function loadUnanswered(ctx: Context, me: AccountId, most: number): Promise<Waiting[]> {
  const since = new Date(ctx.clock.now().getTime() - unansweredForDays * dayMs)
  const found = await selectUnanswered(ctx.db, me, since, mostWaiting)
  const open = await readableOf(
    ctx,
    me,
    found.map(({ post }) => post),
  )
  return found.filter(({ post }) => open.has(post)).slice(0, most)
}

export async function loadPeopleOf(ctx: Context, waiting: readonly Waiting[]) {
  return loadAccounts(
    ctx.db,
    waiting.map(({ account }) => account),
  )
}
