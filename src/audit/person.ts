/** The audit of one person I follow in full: every answer with the posts behind it. */
import { dayMs } from '../connection/acts.ts'
import type { Words } from '../messages/words.ts'
import { utcDay } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import { type Failure, notFound } from '../platform/failure.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { presentTie } from '../ties/present.ts'
import { loadTie } from '../ties/tie.ts'
import { selectDeliveredDays } from '../timelines/delivered-queries.ts'
import { type Audit, type Entry, loadAudit } from './audit.ts'
import { weekStart } from './calendar.ts'
import { answersInFull, type EvidencePosts } from './evidence.ts'
import { selectMeasureDetails } from './measure-queries.ts'
import { readableOf, type Shown, showEntries } from './people-of-page.ts'
import { selectDetails } from './people-queries.ts'
import { selectActsSince, selectReactedPosts, selectReactionDays } from './person-queries.ts'
import { presentAnswers, presentAuditPerson } from './present.ts'
import { selectAnswersOf } from './snapshot-queries.ts'
import { answersInWords } from './snapshots.ts'

const weeksShown = 13
const weekMs = 7 * dayMs

async function loadPosts(ctx: Context, me: AccountId, { audited: { facts } }: Entry, exchanged: readonly PostId[]) {
  const { account, followedAt, reasonPost, measure } = facts
  const since = new Date(weekStart(ctx.clock.now()).getTime() - (weeksShown - 1) * weekMs)
  const [acts, reacted] = await Promise.all([
    selectActsSince(ctx.db, me, account, followedAt),
    selectReactedPosts(ctx.db, me, account, since),
  ])
  const by = (side: 'me' | 'them') => acts.filter((act) => act.by === side).map(({ post }) => post)
  const found: Record<keyof EvidencePosts, readonly PostId[]> = {
    reason: reasonPost === undefined ? [] : [reasonPost],
    firstAct: measure?.firstAct ? [measure.firstAct.post] : [],
    introduction: measure?.introduction ? [measure.introduction.act] : [],
    mineSince: by('me'),
    theirsSince: by('them'),
    reacted,
    exchanged,
    theirTalk: by('them'),
  }
  const open = await readableOf(ctx, me, Object.values(found).flat())
  return Object.fromEntries(
    Object.entries(found).map(([what, posts]) => [what, posts.filter((post) => open.has(post)).map(String)]),
  ) as EvidencePosts
}

/** Posts delivered and reactions of mine, by week from Monday, oldest first; this week is the last. */
async function loadWeeks(ctx: Context, me: AccountId, them: AccountId) {
  const start = weekStart(ctx.clock.now()).getTime() - (weeksShown - 1) * weekMs
  const [delivered, reactions] = await Promise.all([
    selectDeliveredDays(ctx.db, me, them, new Date(start)),
    selectReactionDays(ctx.db, me, them, new Date(start)),
  ])
  const weeks = Array.from({ length: weeksShown }, (_, week) => ({
    week: utcDay(new Date(start + week * weekMs)),
    delivered: 0,
    reactions: 0,
  }))
  const at = (time: number) => weeks[Math.floor((time - start) / weekMs)]
  for (const { day, count } of delivered) {
    const week = at(Date.parse(day))
    if (week) week.delivered += count
  }
  for (const { day, acts } of reactions) {
    const week = at(day * dayMs)
    if (week) week.reactions += acts
  }
  return weeks
}

const word = ({ word, count }: { word: string; count: number }) => ({ word, count })

async function presentInFull(ctx: Context, say: Words, me: AccountId, shown: Shown) {
  const { entry, account, introducer } = shown
  const [person, measured] = await Promise.all([
    selectDetails(ctx.db, account.id),
    selectMeasureDetails(ctx.db, me, account.id),
  ])
  const isMeasured = entry.audited.facts.measure !== undefined
  const [posts, weeks, tie, history] = await Promise.all([
    loadPosts(ctx, me, entry, person?.exchanged ?? []),
    loadWeeks(ctx, me, account.id),
    loadTie(ctx, me, account),
    selectAnswersOf(ctx.db, me, account.id),
  ])
  const { change, drift, words } = (isMeasured ? measured : undefined) ?? {
    change: undefined,
    drift: undefined,
    words: [],
  }
  const short = presentAnswers(say, entry, shown)
  const sentences = {
    reason: short.reason,
    follow_back: short.follow_back,
    interest: short.interest,
    engaging: short.engaging,
  }
  const score = entry.audited.facts.person && person?.score
  return {
    ...presentAuditPerson(ctx, say, entry, shown),
    answers: answersInFull(entry.audited, { words: say, posts, introducer, change, drift, score }).map((answer) => ({
      ...answer,
      sentence: sentences[answer.question].sentence,
      confidence: sentences[answer.question].confidence,
    })),
    words: { now: words.map(word), came: (drift?.came ?? []).map(word), went: (drift?.went ?? []).map(word) },
    weeks,
    tie: presentTie(say, tie, ctx.clock.now()),
    history: history.map(({ day, letters }) => ({ day, ...answersInWords(letters) })),
  }
}
export type WireAuditPersonInFull = Awaited<ReturnType<typeof presentInFull>>

/** What one does not follow is not there. */
export async function loadAuditOf(
  ctx: Context,
  words: Words,
  me: AccountId,
  them: AccountId,
): Promise<WireAuditPersonInFull | Failure> {
  const audit: Audit = await loadAudit(ctx, me)
  const entry = audit.entries.find(({ audited }) => audited.facts.account === them)
  if (!entry) return notFound
  const [shown] = await showEntries(ctx, me, [entry])
  return presentInFull(ctx, words, me, shown!)
}
