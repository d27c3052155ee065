/** Puts what happened in order, and tells apart what was planted. */
import { type Cast, dayMs, hourMs, type Member } from './cast.ts'
import type { Follow } from './following.ts'
import type { Boost, Favourite } from './life.ts'
import type { Random } from './random.ts'
import type { Courtship } from './scripts.ts'
import { say } from './speech.ts'
import type { Draft } from './talk.ts'
import type { Town, TownPerson, TownReason } from './town.ts'
import type { Truths } from './truths.ts'
import { followWords } from './words/reasons.ts'

/** Moves what falls into the same millisecond a little on. */
function withTimesOfTheirOwn<T extends { at: number }>(all: readonly T[]): T[] {
  let last = 0
  return all
    .toSorted((a, b) => a.at - b.at)
    .map((one) => {
      last = Math.max(last + 1, one.at)
      return { ...one, at: last }
    })
}

/** No act comes before what it is about, none in the future, and nobody does the same twice. */
function onlyOnce<T extends { at: number; post: Draft }>(
  acts: readonly T[],
  actorOf: (act: T) => Member,
  now: number,
): T[] {
  const done = new Set<string>()
  const numbers = new Map<Draft, number>()
  const numberOf = (post: Draft) => numbers.get(post) ?? numbers.set(post, numbers.size).get(post)!
  return acts.filter((act) => {
    const actor = actorOf(act)
    const key = `${actor.place} ${numberOf(act.post)}`
    const isPossible = act.at < now - 60_000 && actor !== act.post.author && !done.has(key)
    if (isPossible) done.add(key)
    return isPossible
  })
}

type Happened = {
  seed: string
  random: Random
  cast: Cast
  follows: readonly Follow[]
  posts: readonly Draft[]
  boosts: readonly Boost[]
  favourites: readonly Favourite[]
  courtship: Courtship
  openQuestion: Draft
}

function personOf(random: Random, member: Member, start: number): TownPerson {
  const isBought = member.role === 'bought'
  return {
    username: member.username,
    displayName: member.displayName,
    bio: member.bio,
    fields: member.fields,
    isBot: member.isBot,
    language: member.language,
    joinedAt: new Date(
      Math.min(member.joinedAt, isBought ? member.joinedAt : Math.max(member.joinedAt, start - 900 * dayMs)),
    ),
    avatar: isBought ? undefined : { kind: 'avatar', number: random.below(1_000_000) },
    isResident: !isBought,
  }
}

export function finish({ seed, random, cast, follows, posts, boosts, favourites, courtship, openQuestion }: Happened): {
  town: Town
  truths: Truths
} {
  const { now, plan, members, start, named } = cast
  const ordered = posts.toSorted((a, b) => a.at - b.at)
  // Posts and boosts share their time line: a boost is a post that carries another one.
  const placed = withTimesOfTheirOwn([
    ...ordered.map((post) => ({ at: post.at, post, booster: undefined })),
    ...onlyOnce(boosts, ({ booster }) => booster, now),
  ])
  const made = placed.filter(({ booster }) => booster === undefined)
  const placeOf = new Map(made.map(({ post }, place) => [post, place]))
  const timeOf = new Map(made.map(({ post, at }) => [post, at]))
  const metAt = courtship.metAt

  const postsOf = Map.groupBy(ordered, ({ author }) => author)
  const followTimes = new Map(follows.map(({ follower, followee, at }) => [`${follower.place} ${followee.place}`, at]))
  const timedFollows = withTimesOfTheirOwn(follows)
  const whyOf = (follow: Follow): TownReason | undefined => {
    const { follower, followee, at, fixedReason } = follow
    if (
      fixedReason === 'none' ||
      follower.role === 'ring' ||
      follower.role === 'bought' ||
      follower.role === 'promoter'
    )
      return undefined
    const theirs = followTimes.get(`${followee.place} ${follower.place}`)
    const isBack = theirs !== undefined && theirs < at && at - theirs < 2 * dayMs
    const readable = (postsOf.get(followee) ?? []).filter(
      (post) => post.visibility === 'public' && post.at < at && post.at > at - 9 * dayMs,
    )
    const liked =
      follower === named(plan.couple.people[1]) && followee === named(plan.couple.people[0])
        ? courtship.roseFor
        : readable.findLast(({ parent }) => !parent)
    const heard = readable.findLast(({ parent }) => parent)
    const areFriends = follower.circle !== 0 && follower.circle === followee.circle
    const choices: TownReason['reason'][] = [
      ...(areFriends ? (['met', 'lives_near'] as const) : []),
      ...(isBack ? (['follows_me', 'follows_me'] as const) : []),
      ...(liked ? (['liked_post', 'liked_post'] as const) : []),
      ...(heard ? (['other_side'] as const) : []),
      'know_someday',
      'other',
    ]
    const wanted = fixedReason === 'liked_post' && !liked ? 'know_someday' : fixedReason
    if (!wanted && random.chance(0.2)) return undefined
    const reason = wanted ?? random.pick(choices)
    const post = reason === 'liked_post' ? liked : reason === 'other_side' ? heard : undefined
    const { topic } = followee.topicsAt(at)[0]!
    const words = random.pick(followWords[reason])
    const ownWords =
      reason === 'other' || random.chance(0.4)
        ? say(random, words, { ...topic, language: 'en', words: {} }, { it: post?.about ?? random.pick(topic.things) })
            .text
        : ''
    return { reason, ownWords, post: post && placeOf.get(post) }
  }

  const town: Town = {
    seed,
    now: new Date(now),
    people: members.map((member) => personOf(random, member, start)),
    follows: timedFollows.map((follow) => {
      const theirs = followTimes.get(`${follow.followee.place} ${follow.follower.place}`)
      return {
        follower: follow.follower.username,
        followee: follow.followee.username,
        at: new Date(follow.at),
        followedBySince: theirs !== undefined && theirs < follow.at ? new Date(theirs) : undefined,
        why: whyOf(follow),
      }
    }),
    posts: made.map(({ post, at }) => ({
      author: post.author.username,
      at: new Date(at),
      text: post.text,
      language: post.language,
      visibility: post.visibility,
      parent: post.parent && placeOf.get(post.parent),
      quoted: post.quoted && placeOf.get(post.quoted),
      pictures: post.pictures,
    })),
    boosts: placed.flatMap(({ booster, post, at }) =>
      booster
        ? { booster: booster.username, post: placeOf.get(post)!, at: new Date(Math.max(at, timeOf.get(post)! + 1)) }
        : [],
    ),
    favourites: withTimesOfTheirOwn(onlyOnce(favourites, ({ by }) => by, now)).map(({ by, post, at }) => ({
      by: by.username,
      post: placeOf.get(post)!,
      at: new Date(at),
    })),
    meetings: [
      { people: ['mara', 'noor'] as [string, string], at: new Date(start + 20 * dayMs + 10 * hourMs) },
      ...(metAt === undefined ? [] : [{ people: plan.couple.people, at: new Date(metAt) }]),
    ],
  }
  const { couple, ...planted } = plan
  const notOrdinary = JSON.stringify(plan)
  const truths: Truths = {
    ...planted,
    couple: { people: couple.people, roseAt: couple.roseAt, metAt },
    openQuestion: { by: openQuestion.author.username, to: 'mara', post: placeOf.get(openQuestion)! },
    ordinary: members.map(({ username }) => username).filter((username) => !notOrdinary.includes(`"${username}"`)),
  }
  return { town, truths }
}
