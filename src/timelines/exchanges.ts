/**
 * The Conversations channel: two-way exchanges among the people somebody follows, and with them. One entry per thread,
 * where its newest mutual turn stands, newest first.
 *
 * Read in windows of answers, newest first. A thread met in a window is an entry of it exactly if its newest mutual turn
 * that the viewer may find lies inside the window; otherwise it stands in another one. So pages hold no thread twice.
 */
import { type AccountId, type Id, maxId, type PostId } from '../platform/ids.ts'
import { type HydratedPost, loadFacts, type Reader } from '../posts/hydrate.ts'
import { loadAllowed } from '../posts/reading.ts'
import { belongsInHome, belongsInThread, type PostFacts } from '../posts/visibility.ts'
import { type Exchange, exchangeAmong } from './exchange.ts'
import { selectTalkers, selectTalkIn, selectTurns, selectWaysUp, type TurnWindow } from './exchange-queries.ts'

/** One request looks at so many windows, and at so many threads in each. */
const mostWindows = 6
const threadsAtOnce = 40
/** So far up an exchange is followed. */
const longestWay = 100
/** Shown of an exchange that is longer than this: its opening and the newest turns. */
const shownOfExchange = 5

export type ShownExchange = Exchange & {
  thread: PostId
  /** Oldest first: the opening, then the newest turn and what led to it. */
  posts: HydratedPost[]
  /** How many stand between the opening and the rest. */
  omitted: number
}

/** `below`: where the next page begins; undefined at the end. A page may be short, or empty, and not the last. */
export type ExchangePage = { exchanges: ShownExchange[]; below: Id | undefined }

const asTurn = ({ id, author, replyTo, mentioned }: PostFacts) => ({
  id,
  author: author.id,
  answers: replyTo?.id,
  mentioned: mentioned.map((party) => party.id),
})

type Found = Exchange & { thread: PostId }

async function findExchanges(
  reader: Reader,
  viewerId: AccountId,
  talkers: readonly AccountId[],
  threads: readonly PostId[],
): Promise<Found[]> {
  if (threads.length === 0) return []
  const talk = await selectTalkIn(reader.db, threads, talkers)
  const isTalker = new Set(talkers)
  const facts = (await loadFacts(reader, viewerId, [...talk.values()].flat())).filter(
    (post) => isTalker.has(post.author.id) && belongsInHome(post, viewerId),
  )
  const allowed = new Map(facts.map((post) => [post.id, asTurn(post)]))
  return [...talk].flatMap(([thread, ids]) => {
    const exchange = exchangeAmong(ids.flatMap((id) => allowed.get(id) ?? []))
    return exchange ? [{ ...exchange, thread }] : []
  })
}

/** The threads of a window, and down to which id they are all there are. */
function threadsOf({ turns, completeDownTo }: TurnWindow): { threads: PostId[]; downTo: Id } {
  const threads = new Set<PostId>()
  for (const { id, thread_id } of turns) {
    if (threads.size === threadsAtOnce && !threads.has(thread_id)) return { threads: [...threads], downTo: id + 1 }
    threads.add(thread_id)
  }
  return { threads: [...threads], downTo: completeDownTo }
}

async function show(reader: Reader, viewerId: AccountId, found: readonly Found[]): Promise<ShownExchange[]> {
  if (found.length === 0) return []
  const ways = await selectWaysUp(
    reader.db,
    found.map(({ newest }) => newest),
    longestWay,
  )
  const ids = [...new Set([...ways.values()].flat())]
  const facts = new Map((await loadFacts(reader, viewerId, ids)).map((post) => [post.id, post]))
  const chosen = found.map((exchange) => {
    const way = (ways.get(exchange.newest) ?? [])
      .filter((id) => id === exchange.newest || (facts.has(id) && belongsInThread(facts.get(id)!, viewerId)))
      .toReversed()
    const isLong = way.length > shownOfExchange + 1
    const shown = isLong ? [way[0]!, ...way.slice(1 - shownOfExchange)] : way
    return { exchange, shown, omitted: way.length - shown.length }
  })
  const all = [...new Set(chosen.flatMap(({ shown }) => shown))]
  const posts = new Map((await loadAllowed(reader, viewerId, all)).map((post) => [post.row.id, post]))
  return chosen.flatMap(({ exchange, shown, omitted }) => {
    if (!posts.has(exchange.newest)) return []
    return [{ ...exchange, omitted, posts: shown.flatMap((id) => posts.get(id) ?? []) }]
  })
}

export async function readExchanges(
  reader: Reader,
  viewerId: AccountId,
  page: { maxId?: Id | undefined; sinceId?: Id | undefined; limit: number },
): Promise<ExchangePage> {
  const above = page.sinceId ?? 0
  const talkers = await selectTalkers(reader.db, viewerId, reader.clock.now())
  const found: Found[] = []
  let below: Id = page.maxId ?? maxId
  for (let window = 0; window < mostWindows && below > above && found.length <= page.limit; window++) {
    const { threads, downTo } = threadsOf(await selectTurns(reader.db, talkers, viewerId, below))
    const inWindow = ({ newest }: Found) => newest < below && newest >= downTo && newest > above
    const exchanges = await findExchanges(reader, viewerId, talkers, threads)
    found.push(...exchanges.filter(inWindow).toSorted((a, b) => b.newest - a.newest))
    below = downTo
  }
  const kept = found.slice(0, page.limit)
  return {
    exchanges: await show(reader, viewerId, kept),
    below: found.length > page.limit ? kept.at(-1)!.newest : below > above ? below : undefined,
  }
}
