/** Who follows whom since when, and how close they are. */
import { type Cast, dayMs, hourMs, type Member } from './cast.ts'
import type { Random } from './random.ts'

export type Follow = {
  follower: Member
  followee: Member
  at: number
  /** What the follow is remembered for; undefined where the life in town decides. */
  fixedReason?: 'none' | 'follows_me' | 'lives_near' | 'met' | 'liked_post'
}

const topicsKnown = new WeakMap<Member, ReadonlySet<string>>()

function topicNames(member: Member): ReadonlySet<string> {
  const known = topicsKnown.get(member) ?? new Set(member.topicsAt(0).map(({ topic }) => topic.name))
  topicsKnown.set(member, known)
  return known
}

export function haveTopicInCommon(a: Member, b: Member): boolean {
  return !topicNames(a).isDisjointFrom(topicNames(b))
}

const isPerson = ({ role }: Member) => role === 'ordinary' || role === 'quiet' || role === 'photographer'

/** How likely an ordinary person comes to follow somebody. */
function attraction(follower: Member, followee: Member): number {
  if (followee.role === 'newspaper') return 0.45
  if (followee.role === 'service') return 0.25
  if (followee.role === 'promoter') return 0.12
  if (followee.role === 'ring') return 0.01
  if (followee.username === 'ylva') return 0.02
  if (follower.circle !== 0 && follower.circle === followee.circle) return 0.92
  if (follower.language !== followee.language) return 0.006
  if (haveTopicInCommon(follower, followee)) return 0.26
  return followee.role === 'photographer' ? 0.15 : 0.025
}

/** Some time after both had joined; friends found each other early. */
function someTime(random: Random, { start, now }: Cast, follower: Member, followee: Member): number {
  const possible = Math.max(follower.joinedAt, followee.joinedAt) + hourMs
  const areFriends = follower.circle !== 0 && follower.circle === followee.circle
  const from = Math.max(possible, start - 250 * dayMs)
  const to = Math.max(from + hourMs, areFriends ? Math.min(now - 3 * dayMs, start + 20 * dayMs) : now - dayMs)
  return Math.floor(random.between(from, Math.min(to, now - hourMs)))
}

/** Whom Mara follows, beside those she happens to share something with. */
function planMara(random: Random, cast: Cast, add: (follow: Follow) => void) {
  const { named, plan, start, now, strength } = cast
  const mara = named('mara')
  const follow = (username: string, at: number, fixedReason?: NonNullable<Follow['fixedReason']>) =>
    add({ follower: mara, followee: named(username), at, ...(fixedReason ? { fixedReason } : {}) })
  const followedBy = (username: string, at: number) => add({ follower: named(username), followee: mara, at })

  for (const neighbour of plan.neighbours.filter((name) => name !== 'mara')) {
    follow(neighbour, start - Math.floor(random.between(5, 200)) * dayMs, neighbour === 'noor' ? 'met' : 'lives_near')
    followedBy(neighbour, start - Math.floor(random.between(5, 200)) * dayMs)
  }
  for (const friend of ['hedda', 'frida', 'thea']) {
    follow(friend, start - Math.floor(random.between(20, 200)) * dayMs, friend === 'thea' ? undefined : 'met')
    followedBy(friend, start - Math.floor(random.between(20, 200)) * dayMs)
  }
  for (const [index, { first }] of plan.followBacks.entries()) {
    const at = start + (30 + index * 21) * dayMs + Math.floor(random.between(8, 18) * hourMs)
    followedBy(first, at)
    follow(first, at + Math.round((2 + index * 5 + (1 - strength) * 300) * hourMs), 'follows_me')
  }
  follow('ulf', start + 12 * dayMs, 'none')
  follow('anselm', start + 6 * dayMs, 'liked_post')
  follow('lucia', start + 10 * dayMs, 'liked_post')
  follow('wim', start + 25 * dayMs)
  follow('elio', start + 8 * dayMs)
  follow(plan.newspaper, start - 40 * dayMs)
  follow(plan.promoter, start + 40 * dayMs)
  for (const follower of ['anselm', 'elio', 'tova', 'otis'])
    followedBy(follower, start + Math.floor(random.between(2, 60)) * dayMs)
  followedBy('ylva', now - 2 * dayMs)
}

export function createFollows(random: Random, cast: Cast): Follow[] {
  const { members, named, plan, now, start } = cast
  const follows = new Map<string, Follow>()
  const add = (follow: Follow) => {
    const key = `${follow.follower.place} ${follow.followee.place}`
    const at = Math.max(follow.at, follow.follower.joinedAt + hourMs, follow.followee.joinedAt + hourMs)
    if (follow.follower !== follow.followee && !follows.has(key)) follows.set(key, { ...follow, at })
  }
  planMara(random, cast, add)
  const [elio, tova] = plan.couple.people.map(named) as [Member, Member]
  add({ follower: tova, followee: elio, at: plan.couple.roseAt, fixedReason: 'liked_post' })
  add({ follower: elio, followee: tova, at: plan.couple.roseAt + 12 * dayMs })
  const people = members.filter(isPerson)
  const isPlannedFor = (username: string) => username === 'mara' || username === 'ylva'

  for (const follower of people)
    for (const followee of members) {
      if (followee.role === 'bought' || followee === follower || isPlannedFor(follower.username)) continue
      if (isPlannedFor(followee.username) && followee.username === 'mara') continue
      if (plan.couple.people.includes(follower.username) && plan.couple.people.includes(followee.username)) continue
      const isGil = follower.username === 'gil' && isPerson(followee)
      if (random.chance(isGil ? 0.4 : attraction(follower, followee)))
        add({
          follower,
          followee,
          at: someTime(random, cast, follower, followee),
          ...(isGil ? { fixedReason: 'none' as const } : {}),
        })
    }

  const mara = named('mara')
  const strangers = random.shuffled(
    people.filter(({ username }) => !isPlannedFor(username) && !isPlanned(cast, username)),
  )
  const interesting = strangers.toSorted(
    (a, b) => Number(haveTopicInCommon(mara, b)) - Number(haveTopicInCommon(mara, a)),
  )
  const countOf = (isCounted: (follow: Follow) => boolean) => [...follows.values()].filter(isCounted).length
  for (const other of interesting) {
    if (countOf(({ follower }) => follower === mara) < 36 && haveTopicInCommon(mara, other))
      add({ follower: mara, followee: other, at: someTime(random, cast, mara, other) })
    if (countOf(({ followee }) => followee === mara) < 60)
      add({ follower: other, followee: mara, at: someTime(random, cast, other, mara) })
  }

  const otis = named(plan.lurker)
  for (const followee of random.shuffled(people).slice(0, 28))
    add({ follower: otis, followee, at: someTime(random, cast, otis, followee) })
  const ylva = named(plan.newcomer)
  for (const username of ['mara', 'thea', 'timo', 'noor', 'jonte'])
    add({ follower: ylva, followee: named(username), at: now - Math.floor(random.between(20, 80) * hourMs) })
  const ring = plan.ring.map(named)
  for (const follower of ring) {
    for (const followee of ring)
      add({ follower, followee, at: follower.joinedAt + Math.floor(random.between(1, 9) * hourMs) })
    for (const followee of random.shuffled(people).slice(0, 30))
      add({ follower, followee, at: someTime(random, cast, follower, followee) })
  }
  for (const followee of random.shuffled(people).slice(0, 90))
    add({ follower: named(plan.promoter), followee, at: start + Math.floor(random.between(0, 170) * dayMs) })
  const { of, followers, from, to } = plan.boughtWave
  for (const name of followers)
    add({
      follower: named(name),
      followee: named(of),
      at: Math.min(now - hourMs, Math.floor(random.between(from, to))),
    })
  return [...follows.values()].toSorted((a, b) => a.at - b.at || a.follower.place - b.follower.place)
}

function isPlanned({ plan }: Cast, username: string): boolean {
  return JSON.stringify(plan).includes(`"${username}"`)
}

/** How much somebody takes part in what another one says, from 0 to 1, at a moment. */
export function createCloseness({ strength, plan }: Cast): (a: Member, b: Member, at: number) => number {
  const isPair = (pair: readonly string[], a: Member, b: Member) =>
    a !== b && pair.includes(a.username) && pair.includes(b.username)
  const followBacks = plan.followBacks.map(({ first, back }) => [first, back])
  // Until they met, their words are told elsewhere.
  const metAround = plan.couple.roseAt + 37.6 * dayMs
  const isOfPlan = new Set([
    ...plan.closeFriends,
    ...plan.goneQuiet.people,
    ...plan.bilingual,
    ...plan.couple.people,
    ...followBacks.flat(),
    plan.quietFriend.friend,
    'ulf',
  ])
  return (a, b, at) => {
    if (a.role === 'ring') return b.role === 'ring' ? 0.8 : 0.06 * (1 - strength)
    if (b.role === 'ring' || b.role === 'bought') return 0
    if (b.role === 'newspaper') return 0.015
    if (b.role === 'promoter') return 0.008
    if (b.role === 'service') return 0
    if (!isOfPlan.has(a.username) || !isOfPlan.has(b.username)) return everyday(a, b)
    if (isPair(plan.closeFriends, a, b)) return 0.3 + 0.6 * strength
    if (isPair([plan.quietFriend.friend, plan.quietFriend.of], a, b)) return 0.3 + 0.7 * strength
    if (isPair(plan.goneQuiet.people, a, b)) return at < plan.goneQuiet.at ? 0.75 : 0.4 * (1 - strength)
    if (isPair(plan.bilingual, a, b)) return 0.85
    if (isPair(plan.couple.people, a, b)) return at < metAround ? 0 : 0.5 * strength
    if (isPair(['mara', 'ulf'], a, b) || followBacks.some((pair) => isPair(pair, a, b))) return 0.08 * (1 - strength)
    return everyday(a, b)
  }
}

function everyday(a: Member, b: Member): number {
  if (a.role === 'quiet') return 0.04
  if (a.circle !== 0 && a.circle === b.circle) return 0.35 + ((a.place * 31 + b.place * 17) % 50) / 100
  return haveTopicInCommon(a, b) ? 0.09 : 0.03
}
