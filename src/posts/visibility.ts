/**
 * Who may read a post, act on it, and find it in which channel. Every read path asks these functions and no other.
 *
 * They are pure: facts come in as plain values, as the viewer stands to each person a post touches. `viewerId` is
 * undefined for a visitor without an account, whose stances are all `noStance`.
 */
import type { Relation } from '../follows/follow.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import type { Visibility } from './post.ts'

/** How the viewer stands to somebody. A mute that has run out is no mute. */
export type Stance = Pick<Relation, 'followState' | 'showBoosts' | 'languages' | 'blocking' | 'blockedBy' | 'muting'>

export const noStance: Stance = {
  followState: undefined,
  showBoosts: true,
  languages: undefined,
  blocking: false,
  blockedBy: false,
  muting: false,
}

/** Somebody a post touches. */
export type Party = { id: AccountId; stance: Stance }

/** `isHidden`: suspended or deleted. */
export type Author = Party & { isHidden: boolean; isSilenced: boolean }

export type PostFacts = {
  id: PostId
  author: Author
  visibility: Visibility
  isDeleted: boolean
  language: string | null
  /** Whom it answers. */
  replyTo: Party | undefined
  mentioned: readonly Party[]
  /** What it boosts; undefined for a post with words of its own. */
  boosted: PostFacts | undefined
}

type ViewerId = AccountId | undefined

/**
 * Public and unlisted: anyone. Private: accepted followers and who is mentioned. Direct: who is mentioned. Never whom
 * the author blocks; and a mention opens nothing between two people of whom one blocks the other. A boost can be read
 * by those who can read both it and what it boosts.
 */
export function mayRead(post: PostFacts, viewerId: ViewerId): boolean {
  if (post.isDeleted || post.author.isHidden) return false
  if (post.boosted && !mayRead(post.boosted, viewerId)) return false
  if (post.author.id === viewerId) return true
  const { followState, blocking, blockedBy } = post.author.stance
  if (blockedBy) return false
  const isAddressed = !blocking && post.mentioned.some(({ id }) => id === viewerId)
  switch (post.visibility) {
    case 'public':
    case 'unlisted':
      return true
    case 'private':
      return followState === 'accepted' || isAddressed
    case 'direct':
      return isAddressed
  }
}

export function mayFavourite(post: PostFacts, viewerId: AccountId): boolean {
  return mayRead(post, viewerId) && !post.author.stance.blocking
}

/** Public and unlisted posts by anyone, private ones by their author. */
export function mayBoost(post: PostFacts, viewerId: AccountId): boolean {
  if (post.boosted || !mayRead(post, viewerId) || post.author.stance.blocking) return false
  return post.visibility === 'private' ? post.author.id === viewerId : post.visibility !== 'direct'
}

function isUnwanted({ stance }: Party): boolean {
  return stance.blocking || stance.muting
}

function isExcluded(party: Party): boolean {
  return isUnwanted(party) || party.stance.blockedBy
}

function isSpokenTo(viewerId: ViewerId, { author, replyTo }: PostFacts): boolean {
  return (
    replyTo === undefined || [viewerId, author.id].includes(replyTo.id) || replyTo.stance.followState === 'accepted'
  )
}

/** No languages chosen for a follow: all of them. A post without a language is let through. */
function isUnderstood({ stance }: Party, language: string | null): boolean {
  return (
    stance.languages === undefined ||
    stance.languages.length === 0 ||
    language === null ||
    stance.languages.includes(language)
  )
}

/** Everybody a post touches, and whom the post it boosts touches. */
function touched({ author, replyTo, mentioned, boosted }: PostFacts): Party[] {
  return [author, ...(replyTo ? [replyTo] : []), ...mentioned, ...(boosted ? touched(boosted) : [])]
}

/**
 * The home channel: one's own posts, and posts and boosts of the people one follows, unless they touch somebody one
 * blocks or mutes. A reply appears if it answers oneself, its own author, or somebody one follows.
 */
export function belongsInHome(post: PostFacts, viewerId: AccountId): boolean {
  if (!mayRead(post, viewerId)) return false
  if (post.boosted && isUnwanted(post.boosted.author)) return false
  if (post.author.id === viewerId) return true
  const { followState, showBoosts } = post.author.stance
  if (followState !== 'accepted') return false
  if (touched(post).some((party) => party.id !== viewerId && isUnwanted(party))) return false
  if (post.boosted) return showBoosts && isUnderstood(post.author, post.boosted.language)
  return isUnderstood(post.author, post.language) && isSpokenTo(viewerId, post)
}

/** Among how many newer entries of the home channel a boost must bring something new. */
export const boostWindow = 40

/**
 * True when the home channel has the boosted post already: itself, or in another boost, among the `boostWindow`
 * entries just newer. Entries are what `belongsInHome` lets through; this rule itself takes none of them away, so the
 * answer is the same wherever a page begins or ends.
 */
export function isRepeatedBoost({ boosted }: PostFacts, justNewer: readonly PostFacts[]): boolean {
  return boosted !== undefined && justNewer.some((entry) => (entry.boosted ?? entry).id === boosted.id)
}

function belongsInOpenChannels(post: PostFacts, viewerId: ViewerId): boolean {
  if (post.visibility !== 'public' || post.boosted || !mayRead(post, viewerId)) return false
  return !post.author.isSilenced && (post.author.id === viewerId || !isExcluded(post.author))
}

/** Public posts of everyone here, without boosts and answers to others. */
export function belongsInPublic(post: PostFacts, viewerId: ViewerId): boolean {
  const answersOthers = post.replyTo !== undefined && post.replyTo.id !== post.author.id
  return belongsInOpenChannels(post, viewerId) && !answersOthers
}

export function belongsInHashtag(post: PostFacts, viewerId: ViewerId): boolean {
  return belongsInOpenChannels(post, viewerId)
}

/** Above and below a post in its thread. */
export function belongsInThread(post: PostFacts, viewerId: ViewerId): boolean {
  if (!mayRead(post, viewerId)) return false
  if (post.author.id === viewerId) return true
  return !isUnwanted(post.author) && (!post.author.isSilenced || post.author.stance.followState === 'accepted')
}

/** On the author's own profile. Whoever opens the profile of somebody muted or blocked wants to see it. */
export function belongsInProfile(post: PostFacts, viewerId: ViewerId): boolean {
  if (!mayRead(post, viewerId)) return false
  if (!post.boosted || post.author.id === viewerId || post.boosted.author.id === viewerId) return true
  return !isExcluded(post.boosted.author)
}

/** Whether somebody is named among those who favourited or boosted. */
export function mayBeNamed(person: Author, viewerId: ViewerId): boolean {
  return !person.isHidden && (person.id === viewerId || !isExcluded(person))
}
