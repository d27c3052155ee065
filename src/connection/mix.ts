/**
 * What passes between people, told from its structure alone, so that it is the same in every language: favourites are
 * encouragement, chains of three or more changing turns are discourse, boosts of posts with a link are shared information,
 * other boosts are highlights, other replies, mentions and quotes are chatter.
 */
import { conversationsIn, type Turn } from './stage.ts'
import { partsOf } from './statistics.ts'

export const mixKinds = ['encouragement', 'discourse', 'shared_information', 'highlights', 'chatter'] as const
export type MixKind = (typeof mixKinds)[number]
/** Acts of each kind. */
export type MixCounts = Record<MixKind, number>

export type Mix = {
  counts: MixCounts
  /** Thousandths that sum to 1,000 exactly; all 0 where nothing has passed. */
  shares: Record<MixKind, number>
  /** Both confirmed that they met in person. */
  met: boolean
}

/** What has passed between two people, both ways, as far as the one who asks may see it. */
export type TieMixFacts = {
  favourites: number
  boosts: number
  /** How many of the boosts are of posts with a link. */
  boostsOfLinks: number
  /** Replies, mentions and quotes. */
  turns: readonly Turn[]
  met: boolean
}

export function mixOfTie({ favourites, boosts, boostsOfLinks, turns, met }: TieMixFacts): Mix {
  const discourse = conversationsIn(turns).reduce((sum, conversation) => sum + conversation.turns.length, 0)
  const counts = {
    encouragement: favourites,
    discourse,
    shared_information: boostsOfLinks,
    highlights: boosts - boostsOfLinks,
    chatter: turns.length - discourse,
  }
  return mixOf(counts, met)
}

/** What one person does in public. */
export type PersonMixFacts = {
  /** Favourites they gave to posts of others. */
  favourites: number
  /** Boosts of others' posts. */
  boosts: number
  /** Own posts with a link which somebody else boosted. */
  boostedLinkPosts: number
  /** Own posts that reply to, name or quote another person. */
  talk: number
  /** How many of `talk` are turns of conversations (see conversationsIn) with anybody. */
  turns: number
  /** Somebody and they confirmed that they met in person; only told to themself. */
  met: boolean
}

export function mixOfPerson({ favourites, boosts, boostedLinkPosts, talk, turns, met }: PersonMixFacts): Mix {
  const counts = {
    encouragement: favourites,
    discourse: turns,
    shared_information: boostedLinkPosts,
    highlights: boosts,
    chatter: Math.max(0, talk - turns),
  }
  return mixOf(counts, met)
}

function mixOf(counts: MixCounts, met: boolean): Mix {
  const [encouragement = 0, discourse = 0, information = 0, highlights = 0, chatter = 0] = partsOf(
    1000,
    mixKinds.map((kind) => counts[kind]),
  )
  return { counts, shares: { encouragement, discourse, shared_information: information, highlights, chatter }, met }
}
