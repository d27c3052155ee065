/** How much a person converses: from their public and unlisted posts of twelve weeks alone, the same whoever asks. */
import { type Account, profileFields } from '../accounts/account.ts'
import { dayMs, hourOf } from '../connection/acts.ts'
import { type Mix, mixOfPerson } from '../connection/mix.ts'
import { conversationsIn, type Turn } from '../connection/stage.ts'
import {
  type DeclaredRole,
  type PersonTalk,
  type Place,
  type PostsKind,
  type TwoWayScore,
  twoWayScore,
  weeksLooked,
} from '../connection/two-way.ts'
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

/** Those of these posts, newest first, that say what an earlier one of them said. */
function repeatedOf(posts: readonly OwnPost[]): OwnPost[] {
  const known = new Set<number>()
  return posts
    .toReversed()
    .filter(({ text }) => {
      const key = textKey(text)
      const isKnown = known.has(key)
      known.add(key)
      return isKnown
    })
    .toReversed()
}
export const countRepeated = (posts: readonly OwnPost[]) => repeatedOf(posts).length

const roleFields = /^(role|type|account type|kind of account)$/i
const roleWords: readonly [RegExp, DeclaredRole][] = [
  [/^(news|newspaper|press|announcements)\b/i, 'news'],
  [/^(service|customer service|support|help ?desk)\b/i, 'service'],
  [/^(group|club|association|community)\b/i, 'group'],
  [/^(bot|automated)\b/i, 'bot'],
]

/** What an account says it is: an app marks it automated, or a field of the profile says so, as in `Role: news`. */
export function declaredRole(account: Pick<Account, 'bot' | 'fields'>): DeclaredRole | undefined {
  const said =
    profileFields(account)
      .find(({ name }) => roleFields.test(name.trim()))
      ?.value.trim() ?? ''
  return roleWords.find(([words]) => words.test(said))?.[1] ?? (account.bot ? 'bot' : undefined)
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

const candidatesLooked = 4 * mostEvidencePosts

/** The newest of these posts that the viewer may read. */
export async function evidenceFor(reader: Reader, viewer: AccountId, posts: readonly PostId[]): Promise<string[]> {
  const looked = posts.slice(0, candidatesLooked)
  return newestOf(looked, await readableOf(reader, viewer, looked))
}

async function readableOf(reader: Reader, viewer: AccountId, posts: readonly PostId[]): Promise<ReadonlySet<PostId>> {
  const facts = await loadFacts(reader, viewer, posts)
  return new Set(facts.filter((post) => mayRead(post, viewer)).map(({ id }) => id))
}

const newestOf = (posts: readonly PostId[], open: ReadonlySet<PostId>) =>
  posts
    .filter((post) => open.has(post))
    .slice(0, mostEvidencePosts)
    .map(String)

/** The same for every kind, with one question about who may read what. */
async function linePostsFor(
  reader: Reader,
  viewer: AccountId,
  told: PersonRead['told'],
): Promise<Partial<Record<PostsKind, string[]>>> {
  const looked = Object.entries(told).map(([kind, posts]) => [kind, posts.slice(0, candidatesLooked)] as const)
  const open = await readableOf(reader, viewer, [...new Set(looked.flatMap(([, posts]) => posts))])
  return Object.fromEntries(looked.map(([kind, posts]) => [kind, newestOf(posts, open)]))
}

export type PersonRead = {
  talk: PersonTalk
  posts: readonly OwnPost[]
  exchanged: readonly PostId[]
  /** Posts behind the lines of the score, newest first. */
  told: Record<PostsKind, readonly PostId[]>
}

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
  const linking = own.filter((post) => linksToAny(post, hosts))
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
    selfLinks: linking.length,
    role: declaredRole(account),
    partnersOfSameDay: partners.filter(
      ({ joinedAt }) => Math.abs(joinedAt.getTime() - account.created_at.getTime()) <= dayMs,
    ).length,
  }
  const idsOf = (posts: readonly OwnPost[]) => posts.map(({ id }) => id)
  const told = {
    exchanges: idsOf(exchanged),
    addressing: idsOf(own.filter(({ addresses }) => addresses)),
    own_links: idsOf(linking),
    repeated_answers: idsOf(repeatedOf(exchanged)),
  }
  return { talk, posts: own, exchanged: told.exchanges, told }
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
  const { talk, posts, told } = people.get(person)!
  return {
    account,
    score: twoWayScore({ ...talk, linePosts: await linePostsFor(reader, viewer, told) }, places(person)),
    mix: mixOfPerson({
      ...attention,
      boostedLinkPosts: posts.filter(({ boostedLink }) => boostedLink).length,
      talk: talk.addressing,
      turns: turnsInConversations(turns),
      met: person === viewer && (await hasMetAnybody(db, person)),
    }),
  }
}
