/** Six months of talk: who says what when, who answers, and what comes of it. */
import { type Cast, dayMs, hourMs, type Member } from './cast.ts'
import { createCloseness, type Follow, haveTopicInCommon } from './following.ts'
import type { Random } from './random.ts'
import { finish } from './record.ts'
import { ask, court, leaveOpen } from './scripts.ts'
import { createTalk, type Draft, understands } from './talk.ts'
import type { Town } from './town.ts'
import type { Truths } from './truths.ts'

export type Boost = { booster: Member; post: Draft; at: number }
export type Favourite = { by: Member; post: Draft; at: number }

const mostTurns = 9
const mostRepliers = 4
const minuteMs = 60_000

/** Nobody writes in their sleep: what falls into the night happens in the morning. */
function whenAwake(random: Random, at: number): number {
  const hour = (at % dayMs) / hourMs
  if (hour >= 6 && hour < 23) return at
  const morning = at - (at % dayMs) + (hour >= 23 ? dayMs : 0) + 6.5 * hourMs
  return morning + random.between(0, 2.5 * hourMs)
}

export function createLife({
  seed,
  random,
  cast,
  follows,
}: {
  seed: string
  random: Random
  cast: Cast
  follows: readonly Follow[]
}): { town: Town; truths: Truths } {
  const { now, start, strength, members, plan } = cast
  const talk = createTalk(random, strength)
  const closeness = createCloseness(cast)
  const followersOf = Map.groupBy(follows, ({ followee }) => followee)
  const followedBy = Map.groupBy(follows, ({ follower }) => follower)
  const posts: Draft[] = []
  const boosts: Boost[] = []
  const favourites: Favourite[] = []
  const hasSpoken = new Set<string>()

  /** Weekends have more posts in them; everybody has their hour. */
  function timeOfPost(member: Member): number | undefined {
    const from = Math.max(start, member.joinedAt + hourMs)
    const at = from + random.next() * (now - from)
    const weekday = new Date(at).getUTCDay()
    if (weekday !== 0 && weekday !== 6 && random.chance(0.2)) return undefined
    const midnight = at - (at % dayMs)
    const spread = random.next() + random.next() + random.next() - 1.5
    const hour = Math.min(23.2, Math.max(5.5, member.hour + spread * 7))
    const time = midnight + hour * hourMs + random.below(1000)
    return time >= from && time < now - 5 * minuteMs ? Math.round(time) : undefined
  }

  function originals(): Draft[] {
    const made = members.flatMap((member) => {
      const days = (now - Math.max(start, member.joinedAt)) / dayMs
      const count = member.postsPerDay === 0 ? 0 : random.count(Math.min(600, member.postsPerDay * 1.17 * days))
      return Array.from({ length: count }, () => timeOfPost(member)).flatMap((at) =>
        at === undefined ? [] : { member, at },
      )
    })
    const recent: Draft[] = []
    return made
      .toSorted((a, b) => a.at - b.at || a.member.place - b.member.place)
      .map(({ member, at }) => {
        const draft = write(member, at, recent)
        if (draft.visibility === 'public' && draft.kind !== 'plan' && member.role === 'ordinary') recent.push(draft)
        if (recent.length > 60) recent.shift()
        return draft
      })
  }

  function write(member: Member, at: number, recent: readonly Draft[]): Draft {
    const drawn = random.next()
    const follows = member.role === 'ordinary' ? (followedBy.get(member) ?? []).filter((follow) => follow.at < at) : []
    const friends = follows.filter(
      ({ followee }) => closeness(member, followee, at) > 0.3 && followee.language === member.language,
    )
    if (drawn < 0.06 && friends.length > 0) return talk.invite(member, random.pick(friends).followee, at)
    const quotable = recent.filter(
      ({ author, language }) =>
        language === member.language &&
        follows.some(({ followee }) => followee === author && closeness(member, author, at) >= 0.03),
    )
    if (drawn < 0.1 && quotable.length > 0) return talk.quote(member, random.pick(quotable), at)
    return talk.compose(member, at)
  }

  const add = (draft: Draft) => {
    if (draft.at >= now - minuteMs) return undefined
    posts.push(draft)
    for (const other of draft.named) hasSpoken.add(`${draft.author.place} ${other.place}`)
    return draft
  }

  /** How soon somebody answers: friends and rings sooner. */
  function delay(author: Member, close: number): number {
    if (author.role === 'ring') return random.between(2, 40) * minuteMs
    return minuteMs + random.wait((close > 0.4 ? 1.2 : 4) * hourMs)
  }

  /** Two people take turns, for as long as both like. */
  function converse(first: Draft, answerer: Member) {
    let last = first
    let speaker = answerer
    let other = first.author
    for (let turn = 1; turn <= mostTurns; turn++) {
      const close = closeness(speaker, other, last.at)
      const isLast = turn >= 3 && random.chance(0.3)
      const at = Math.round(whenAwake(random, last.at + delay(speaker, close)))
      const isFirstWord = !hasSpoken.has(`${speaker.place} ${other.place}`) && turn === 1
      const said = add(
        talk.reply(speaker, last, at, last.named.filter(({ place }) => place !== other.place).slice(0, 2), {
          isFirstWord,
          isLast,
        }),
      )
      if (!said || isLast) return
      last = said
      ;[speaker, other] = [other, speaker]
      const back = closeness(speaker, other, at)
      const willingness = turn === 1 ? 0.5 + 0.5 * back : 0.25 + 0.6 * back
      const isDone = last.kind === 'closing' || last.kind === 'accept'
      if (!random.chance(speaker.answers * willingness * (isDone ? 0.3 : 1))) return
    }
  }

  const appealOf: Partial<Record<Draft['kind'], number>> = { ask: 1.7, picture: 1.1, link: 0.6, plan: 0.2 }

  function respond(post: Draft) {
    const { author, at } = post
    if (post.kind === 'plan') {
      const friend = post.named[0]!
      if (random.chance(0.35 + 0.6 * closeness(friend, author, at))) converse(post, friend)
    }
    let repliers = 0
    for (const { follower, at: since } of random.shuffled(followersOf.get(author) ?? [])) {
      if (since > at || follower.role === 'bought' || !understands(follower, post.language)) continue
      const close = closeness(follower, author, at)
      const interest = close * follower.eagerness
      const canReply = follower.role !== 'lurker' && follower.role !== 'service' && follower.role !== 'newspaper'
      const pull = 0.26 * (appealOf[post.kind] ?? 1)
      if (canReply && repliers < mostRepliers && random.chance(Math.min(0.85, interest * pull))) {
        repliers++
        converse(post, follower)
      }
      react(post, follower, close)
    }
    if (author.role === 'ordinary' && post.visibility === 'public' && random.chance(0.03)) greet(post)
  }

  function react(post: Draft, reader: Member, close: number) {
    if (reader.role === 'ring' && post.author.role !== 'ring') return
    const at = () => Math.round(whenAwake(random, post.at + minuteMs + random.wait(4 * hourMs)))
    const liking = close === 0 ? 0 : (close * 0.55 + 0.035) * Math.max(0.3, reader.eagerness)
    if (random.chance(Math.min(0.7, liking * (post.kind === 'picture' ? 1.5 : 1))))
      favourites.push({ by: reader, post, at: at() })
    const isWorthSharing = post.visibility === 'public' && post.kind !== 'plan' && reader.role !== 'lurker'
    if (
      isWorthSharing &&
      close > 0 &&
      random.chance((0.006 + close * 0.02 + (post.kind === 'link' ? 0.03 : 0)) * Math.min(1, reader.eagerness))
    )
      boosts.push({ booster: reader, post, at: at() })
  }

  /** Somebody who does not follow them comes by, through a hashtag or a friend. */
  function greet(post: Draft) {
    const reader = random.pick(members)
    const isPossible =
      reader.role === 'ordinary' &&
      reader !== post.author &&
      reader.joinedAt < post.at &&
      understands(reader, post.language)
    const isCareful = [
      'ylva',
      'ulf',
      'mara',
      'frida',
      ...plan.couple.people,
      ...plan.followBacks.map(({ first }) => first),
    ]
    if (isPossible && haveTopicInCommon(reader, post.author) && !isCareful.includes(reader.username))
      converse(post, reader)
  }

  const courtship = court(cast, talk)
  const written = originals()
  for (const post of written) add(post)
  for (const post of courtship.posts) add(post)
  for (const post of [...written, courtship.roseFor]) respond(post)
  const customers = members.filter(({ role, language }) => role === 'ordinary' && language === 'en')
  for (const post of ask(random, cast, talk, customers)) add(post)
  // Answers to the boosts and favourites are friends' doing: whoever was answered shows that it was read.
  for (const post of posts) {
    const reader = post.parent?.author
    const isWelcome = reader && reader !== post.author && reader.eagerness > 0 && reader.role !== 'lurker'
    if (isWelcome && random.chance(0.22 * reader.eagerness))
      favourites.push({ by: reader, post, at: Math.round(post.at + minuteMs + random.wait(2 * hourMs)) })
  }
  const openQuestion = leaveOpen(
    cast,
    talk,
    posts.toSorted((a, b) => a.at - b.at),
  )
  posts.push(openQuestion)
  return finish({ seed, random, cast, follows, posts, boosts, favourites, courtship, openQuestion })
}
