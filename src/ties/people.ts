/** How much a person converses: from their public and unlisted posts of twelve weeks alone, the same whoever asks. */
import { type Account, profileFields } from '../accounts/account.ts'
import { dayMs, hourOf } from '../connection/acts.ts'
import { type Mix, mixOfPerson } from '../connection/mix.ts'
import { conversationsIn, type Turn } from '../connection/stage.ts'
import { type PersonTalk, type Place, type TwoWayScore, twoWayScore, weeksLooked } from '../connection/two-way.ts'
import { textKey } from '../connection/words.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { loadFacts, type Reader } from '../posts/hydrate.ts'
import { mayRead } from '../posts/visibility.ts'
import { loadPersonFacts } from './fact-queries.ts'
import { hasMetAnybody } from './meetings.ts'
import { loadTieModel } from './models.ts'
import {
  countAttention,
  countCallers,
  countOthers,
  type OpenTurn,
  type OwnPost,
  type Partner,
  selectOpenTurns,
  selectOwnPosts,
  selectPartners,
} from './people-queries.ts'
import { mostEvidencePosts } from './tie.ts'

const weekMs = 7 * dayMs
const mostTurns = 2_000
/** The engine asks no further than this. */
const mostOthers = 200

export type PersonView = { account: Account; score: TwoWayScore; mix: Mix }

/** Addresses a person's profile points to, without those of this server. */
function ownHosts(account: Account, here: string): Set<string> {
  const text = [account.note_html, ...profileFields(account).map(({ value_html }) => value_html)].join(' ')
  const hosts = [...text.matchAll(/href="https?:\/\/([^/"?#]+)/gi)].map((match) => match[1]!.toLowerCase())
  return new Set(hosts.filter((host) => host !== here))
}

function linksToAny({ html }: OwnPost, hosts: ReadonlySet<string>): boolean {
  if (hosts.size === 0) return false
  return [...html.matchAll(/href="https?:\/\/([^/"?#]+)[^>]*target="_blank"/gi)].some((match) =>
    hosts.has(match[1]!.toLowerCase()),
  )
}

/** How many of these posts say what an earlier one of them said. */
export function countRepeated(posts: readonly OwnPost[]): number {
  const known = new Set(posts.map(({ text }) => textKey(text)))
  return posts.length - known.size
}

/** Turns of this person in conversations of three turns and more, with whomever. */
function turnsInConversations(turns: readonly OpenTurn[]): number {
  const byOther = Map.groupBy(turns, ({ other }) => other)
  let sum = 0
  for (const [other, between] of byOther) {
    const pair = between.map(
      ({ by, post, at, thread, answered }): Turn => ({
        post: String(post),
        author: by,
        at: at.getTime(),
        thread: String(thread),
        parentAuthor: answered === null ? undefined : answered === other ? 'them' : by === 'them' ? 'me' : 'other',
      }),
    )
    for (const conversation of conversationsIn(pair))
      sum += conversation.turns.filter(({ author }) => author === 'me').length
  }
  return sum
}

/** The newest of these posts that the viewer may read. */
export async function evidenceFor(reader: Reader, viewer: AccountId, posts: readonly PostId[]): Promise<string[]> {
  const facts = await loadFacts(reader, viewer, posts.slice(0, 4 * mostEvidencePosts))
  const open = new Set(facts.filter((post) => mayRead(post, viewer)).map(({ id }) => id))
  return posts
    .filter((post) => open.has(post))
    .slice(0, mostEvidencePosts)
    .map(String)
}

export type PersonRead = { talk: PersonTalk; posts: readonly OwnPost[]; exchanged: readonly PostId[] }

/** What each of these people did in the twelve weeks before `now`. With `until` nothing later counts. */
export async function readPeople(
  { db, origin }: Pick<Context, 'db' | 'origin'>,
  accounts: readonly Account[],
  { now, until }: { now: Date; until: Date | undefined },
): Promise<Map<AccountId, PersonRead>> {
  const span = { from: new Date(now.getTime() - weeksLooked * weekMs), until }
  const ids = accounts.map(({ id }) => id)
  const [posts, partners, callers] = await Promise.all([
    selectOwnPosts(db, ids, span),
    selectPartners(db, ids, span),
    until ? countCallers(db, ids, until) : loadPersonFacts(db, ids, now),
  ])
  const here = new URL(origin).host
  return new Map(
    accounts.map((account) => {
      const own = posts.get(account.id)!
      const { addressedBy, answered } = callers(account.id)
      const read = { own, partners: partners.get(account.id)!, addressedBy, answered }
      return [account.id, personRead(account, read, { now, here })]
    }),
  )
}

function personRead(
  account: Account,
  read: { own: readonly OwnPost[]; partners: readonly Partner[]; addressedBy: number; answered: number },
  { now, here }: { now: Date; here: string },
): PersonRead {
  const { own, partners, addressedBy, answered } = read
  const exchanged = own.filter((post) => post.exchanged)
  const hosts = ownHosts(account, here)
  const daysHere = Math.max(0, Math.floor((now.getTime() - account.created_at.getTime()) / dayMs))
  const isObserved = account.domain === ''
  const talk: PersonTalk = {
    addressedBy,
    answered,
    posts: own.length,
    addressing: own.filter(({ addresses }) => addresses).length,
    exchanges: isObserved ? exchanged.length : undefined,
    repeatedExchanges: countRepeated(exchanged),
    partners: isObserved ? partners : undefined,
    weeksTalked: isObserved
      ? new Set(exchanged.map(({ at }) => Math.floor((now.getTime() - at.getTime()) / weekMs))).size
      : undefined,
    weeksHere: Math.min(weeksLooked, Math.max(1, Math.ceil(daysHere / 7))),
    daysHere,
    selfLinks: own.filter((post) => linksToAny(post, hosts)).length,
    role: account.bot ? 'bot' : undefined,
    partnersOfSameDay: partners.filter(
      ({ joinedAt }) => Math.abs(joinedAt.getTime() - account.created_at.getTime()) <= dayMs,
    ).length,
  }
  return { talk, posts: own, exchanged: exchanged.map(({ id }) => id) }
}

/** What is usual here, for each of these people. */
export async function loadPlaces(db: Db, persons: readonly AccountId[]): Promise<(person: AccountId) => Place> {
  const [{ model }, others] = await Promise.all([loadTieModel(db), countOthers(db, persons, mostOthers)])
  const answerRate = Math.round(1000 * model.place.usualAnswerRate)
  return (person) => ({ answerRate, others: others(person) })
}

export async function loadPerson(
  reader: Reader & { origin: string },
  viewer: AccountId,
  account: Account,
): Promise<PersonView> {
  const { db } = reader
  const now = reader.clock.now()
  const since = new Date(now.getTime() - weeksLooked * weekMs)
  const person = account.id
  const [people, attention, turns, places] = await Promise.all([
    readPeople(reader, [account], { now, until: undefined }),
    countAttention(db, person, hourOf(since)),
    selectOpenTurns(db, person, hourOf(since), mostTurns),
    loadPlaces(db, [person]),
  ])
  const { talk, posts, exchanged } = people.get(person)!
  return {
    account,
    score: twoWayScore({ ...talk, exchangePosts: await evidenceFor(reader, viewer, exchanged) }, places(person)),
    mix: mixOfPerson({
      ...attention,
      boostedLinkPosts: posts.filter(({ boostedLink }) => boostedLink).length,
      talk: talk.addressing,
      turns: turnsInConversations(turns),
      met: person === viewer && (await hasMetAnybody(db, person)),
    }),
  }
}
