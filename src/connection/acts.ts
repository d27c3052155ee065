/** What one account does to another, as the engine takes it. */

/** A reply is not also a mention, a quote not also a boost. */
export const actTypes = ['reply', 'mention', 'quote', 'boost', 'favourite'] as const
export type ActType = (typeof actTypes)[number]

/** Acts that address somebody in words. */
export const talkTypes: readonly ActType[] = ['reply', 'mention', 'quote']
export const isTalk = (type: ActType) => type === 'reply' || type === 'mention' || type === 'quote'

export const hourMs = 3_600_000
export const dayMs = 24 * hourMs
/** Whole hours since 1970. */
export const hourOf = (time: number | Date) => Math.floor(Number(time) / hourMs)
/** Whole days since 1970, UTC. */
export const dayOf = (time: number | Date) => Math.floor(Number(time) / dayMs)

/**
 * Acts of one type from one account to another within one hour. A post that names n people is one act to each of them and
 * 1000/n thousandths (rounded down, at least 1): `share` is their sum, so twenty people named at once are not twenty talks.
 */
export type HourCount = { hour: number; type: ActType; count: number; share: number }

/** What a person did, and what was done to them, on one day (UTC): public and unlisted acts only. */
export type PersonDay = { day: number; talkOut: number; actsOut: number; talkIn: number; actsIn: number }

/**
 * What is known about one person from public and unlisted acts alone. Whole numbers that are kept by adding and
 * subtracting; "distinct people" never counts the person themself.
 */
export type PersonFacts = {
  /** Distinct people who replied to, mentioned or quoted them. */
  addressedBy: number
  /** How many of those they have replied to, mentioned or quoted themself, in whichever order. */
  answered: number
  /** Distinct people they replied to, mentioned or quoted. */
  talkedTo: number
  /** Distinct people who did anything towards them, boosts and favourites included. */
  actedOnBy: number
  /** Distinct people they did anything towards. */
  actedOn: number
  /** The last 28 days, in any order; a day without acts may be missing. */
  days: readonly PersonDay[]
}

/** What has passed between me and somebody, as far as I may see it. */
export type TieFacts = {
  /** From me to them. */
  out: readonly HourCount[]
  /** From them to me; undefined: what they do cannot be observed from here. */
  in: readonly HourCount[] | undefined
  me: PersonFacts
  them: PersonFacts
  /** I ended it, by a block or a mute. */
  ended?: 'block' | 'mute' | undefined
}
