/**
 * The planted town: some two hundred people and six months of what they said, made up from a seed. Nothing in it knows
 * how Twoway measures ties; what was planted is told apart from the town itself, for tests to compare with.
 */
import { createCast } from './cast.ts'
import { createFollows } from './following.ts'
import { createLife } from './life.ts'
import { createRandom } from './random.ts'
import type { Truths } from './truths.ts'
import type { Language } from './words/topic.ts'

export const townDays = 182

/** Pictures are drawn from a number: the same number gives the same picture. */
export type Drawing = { kind: 'avatar' | 'scene'; number: number }

export type TownPerson = {
  username: string
  displayName: string
  bio: string
  fields: { name: string; value: string }[]
  isBot: boolean
  language: Language
  joinedAt: Date
  avatar: Drawing | undefined
  /** Has a login; the first of them looks after the server. */
  isResident: boolean
}

/** Why somebody follows, in the words of the follow; `post` is a place in `Town.posts`. */
export type TownReason = {
  reason: 'liked_post' | 'other_side' | 'lives_near' | 'know_someday' | 'follows_me' | 'met' | 'other'
  ownWords: string
  post: number | undefined
}
export type TownFollow = {
  follower: string
  followee: string
  at: Date
  followedBySince: Date | undefined
  why: TownReason | undefined
}

/** `parent` and `quoted` are places in `Town.posts`, before this one. */
export type TownPost = {
  author: string
  at: Date
  text: string
  language: Language
  visibility: 'public' | 'unlisted' | 'private'
  parent: number | undefined
  quoted: number | undefined
  pictures: { drawing: Drawing; description: string }[]
}
export type TownBoost = { booster: string; post: number; at: Date }
export type TownFavourite = { by: string; post: number; at: Date }
/** Both say that they met. */
export type TownMeeting = { people: [string, string]; at: Date }

/** Everything by time, the oldest first. Within a kind no two things happen in the same millisecond. */
export type Town = {
  seed: string
  now: Date
  people: TownPerson[]
  follows: TownFollow[]
  posts: TownPost[]
  boosts: TownBoost[]
  favourites: TownFavourite[]
  meetings: TownMeeting[]
}

export type TownOptions = {
  seed: string
  now: Date
  /** How plainly what was planted shows, from 0 (hardly) to 1. */
  strength?: number
  /** How many live here, those who are planted included; the bought followers come on top. At least 80. */
  people?: number
}

/** The same options give the same town, to the byte. */
export function createTown({ seed, now, strength = 1, people = 200 }: TownOptions): { town: Town; truths: Truths } {
  const random = createRandom(`${seed} ${people}`)
  const cast = createCast({ random, now: now.getTime(), strength, people })
  const follows = createFollows(random, cast)
  return createLife({ seed, random, cast, follows })
}
