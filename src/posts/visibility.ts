/**
 * Who may read a post, act on it, and find it in which channel. Every read path asks these functions and no other.
 *
 * They are pure: facts come in as plain values, as the viewer stands to each person a post touches. `viewerId` is
 * undefined for a visitor without an account, whose stances are all `noStance`.
 */
import type { QuotePolicy } from '../auth/quote-policy.ts'
import { openDials } from '../follows/dials.ts'
import type { Relation } from '../follows/follow.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import type { FilterContext } from './filters.ts'
import type { Consent, ReplyPolicy, Visibility } from './post.ts'

/** How the viewer stands to somebody. A mute that has run out is no mute. */
export type Stance = Pick<
  Relation,
  | 'followState'
  | 'followedBy'
  | 'volume'
  | 'bestPerDay'
  | 'showBoosts'
  | 'languages'
  | 'blocking'
  | 'blockedBy'
  | 'muting'
>

export const noStance: Stance = {
  followState: undefined,
  followedBy: false,
  volume: openDials.volume,
  bestPerDay: openDials.bestPerDay,
  showBoosts: openDials.showBoosts,
  languages: undefined,
  blocking: false,
  blockedBy: false,
  muting: false,
}

/** Somebody a post touches. */
export type Party = { id: AccountId; stance: Stance }

/** `isHidden`: suspended or deleted. */
export type Author = Party & { isHidden: boolean; isSilenced: boolean }

/** Who may reply to a post: its author decides. */
export type ReplyRules = { author: Party; replyPolicy: ReplyPolicy; mentioned: readonly Party[] }

export type PostFacts = ReplyRules & {
  id: PostId
  author: Author
  visibility: Visibility
  isDeleted: boolean
  language: string | null
  /** Its hashtags as they are compared. */
  tags: readonly string[]
  /** Where the viewer's filters hide it. */
  hiddenIn: readonly FilterContext[]
  /** Whom it answers. */
  replyTo: Party | undefined
  /** The rules of the first post of the thread, where it is another one and still there. */
  root: ReplyRules | undefined
  quotePolicy: QuotePolicy
  /** `of` is there where the consent is 'accepted'. */
  quote: { consent: Consent; of: PostFacts | undefined } | undefined
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

export function mayVote(post: PostFacts, viewerId: AccountId): boolean {
  return mayRead(post, viewerId) && post.author.id !== viewerId && !post.author.stance.blocking
}

/** Public and unlisted posts by anyone, private ones by their author. */
export function mayBoost(post: PostFacts, viewerId: AccountId): boolean {
  if (post.boosted || !mayRead(post, viewerId) || post.author.stance.blocking) return false
  return post.visibility === 'private' ? post.author.id === viewerId : post.visibility !== 'direct'
}

function takesReplyOf({ author, replyPolicy, mentioned }: ReplyRules, viewerId: AccountId): boolean {
  if (author.id === viewerId) return true
  const isMentioned = mentioned.some(({ id }) => id === viewerId)
  switch (replyPolicy) {
    case 'everyone':
      return true
    case 'followed':
      return author.stance.followedBy || isMentioned
    case 'mentioned':
      return isMentioned
    case 'nobody':
      return false
  }
}

/** What the author of a post has decided, and what the author of the thread's first post has. */
export function mayReply(post: PostFacts, viewerId: ViewerId): boolean {
  if (viewerId === undefined || post.boosted || !mayRead(post, viewerId)) return false
  return takesReplyOf(post, viewerId) && (post.root === undefined || takesReplyOf(post.root, viewerId))
}

export function mayQuote(post: PostFacts, viewerId: ViewerId): boolean {
  if (viewerId === undefined || post.boosted || post.visibility === 'direct' || !mayRead(post, viewerId)) return false
  if (post.author.id === viewerId) return true
  if (post.visibility === 'private' || post.author.stance.blocking) return false
  return (
    post.quotePolicy === 'everyone' ||
    (post.quotePolicy === 'followers' && post.author.stance.followState === 'accepted')
  )
}

/** What a viewer is told of a quote. The quoted words are shown only where it is 'accepted'. */
export type QuoteState = Consent | 'deleted' | 'unauthorized' | 'blocked_account' | 'muted_account'

export function quoteStateFor({ consent, of }: NonNullable<PostFacts['quote']>, viewerId: ViewerId): QuoteState {
  if (consent !== 'accepted') return consent
  if (!of || of.isDeleted) return 'deleted'
  if (!mayRead(of, viewerId)) return 'unauthorized'
  if (of.author.stance.blocking) return 'blocked_account'
  return of.author.stance.muting ? 'muted_account' : 'accepted'
}

function isUnwanted({ stance }: Party): boolean {
  return stance.blocking || stance.muting
}

function isExcluded(party: Party): boolean {
  return isUnwanted(party) || party.stance.blockedBy
}

function answersStranger({ author, replyTo }: PostFacts, viewerId: ViewerId): boolean {
  return (
    replyTo !== undefined && ![viewerId, author.id].includes(replyTo.id) && replyTo.stance.followState !== 'accepted'
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

/** Everybody a post touches: also whom it quotes, and whom the post it boosts touches. */
function touched({ author, replyTo, mentioned, quote, boosted }: PostFacts): Party[] {
  return [
    author,
    ...(replyTo ? [replyTo] : []),
    ...mentioned,
    ...(quote?.of ? [quote.of.author] : []),
    ...(boosted ? touched(boosted) : []),
  ]
}

/** A person's filters never hide what they wrote themselves. */
export function isFilteredOut(post: PostFacts, viewerId: ViewerId, context: FilterContext): boolean {
  return post.hiddenIn.includes(context) && ![post.author.id, post.boosted?.author.id].includes(viewerId)
}

/**
 * One's own posts, and posts and boosts of the people one follows, unless they touch somebody one blocks or mutes. A
 * reply appears if it answers oneself, its own author, or somebody one follows; others where the viewer wants them.
 */
function comesFromFollowed(post: PostFacts, viewerId: AccountId, answersToStrangers: boolean): boolean {
  if (!mayRead(post, viewerId)) return false
  if (post.boosted && isUnwanted(post.boosted.author)) return false
  if (post.author.id === viewerId) return true
  if (post.author.stance.followState !== 'accepted') return false
  if (touched(post).some((party) => party.id !== viewerId && isUnwanted(party))) return false
  if (post.boosted) return isUnderstood(post.author, post.boosted.language)
  return isUnderstood(post.author, post.language) && (answersToStrangers || !answersStranger(post, viewerId))
}

/** Public posts, also of people one does not follow. */
function comesByHashtag(post: PostFacts, viewerId: AccountId, tags: ReadonlySet<string>): boolean {
  return (
    post.tags.some((tag) => tags.has(tag)) &&
    belongsInOpenChannels(post, viewerId) &&
    !touched(post).some((party) => party.id !== viewerId && isUnwanted(party))
  )
}

/**
 * What the viewer has chosen beside whom they follow. `exclusive`: members of lists that keep their posts out of home.
 * `answersToStrangers`: home also holds what is answered to people the viewer does not follow.
 */
export type HomeChoices = {
  exclusive: ReadonlySet<AccountId>
  tags: ReadonlySet<string>
  answersToStrangers: boolean
}

export const noHomeChoices: HomeChoices = { exclusive: new Set(), tags: new Set(), answersToStrangers: false }

/** What home would hold if everybody were heard at full volume. */
export function reachesHome(post: PostFacts, viewerId: AccountId, choices = noHomeChoices): boolean {
  if (isFilteredOut(post, viewerId, 'home')) return false
  if (post.author.id !== viewerId && choices.exclusive.has(post.author.id)) return false
  return comesFromFollowed(post, viewerId, choices.answersToStrangers) || comesByHashtag(post, viewerId, choices.tags)
}

const isUnwantedBoost = ({ boosted, author }: PostFacts) => boosted !== undefined && !author.stance.showBoosts

/** Says something to the viewer: that is never "to others". */
const isForViewer = ({ replyTo, mentioned }: PostFacts, viewerId: AccountId) =>
  replyTo?.id === viewerId || mentioned.some(({ id }) => id === viewerId)

/**
 * What the viewer's volume of its author keeps out, whichever way it would come, but for `best`: whether a post is among
 * the best of its day, `bestFirst` tells. Those who only ask to follow hear nothing yet, by any volume.
 */
function isTurnedDown(post: PostFacts, viewerId: AccountId): boolean {
  const { author, replyTo, boosted } = post
  if (author.id === viewerId || author.stance.followState !== 'accepted') return false
  if (isUnwantedBoost(post)) return true
  switch (author.stance.volume) {
    case 'everything':
    case 'best':
      return false
    case 'no_replies':
      return !boosted && replyTo !== undefined && replyTo.id !== author.id && !isForViewer(post, viewerId)
    case 'quiet':
      return true
  }
}

/** The home channel: what comes from people and hashtags one follows, but for what filters, exclusive lists and volumes keep out. */
export function belongsInHome(post: PostFacts, viewerId: AccountId, choices = noHomeChoices): boolean {
  return reachesHome(post, viewerId, choices) && !isTurnedDown(post, viewerId)
}

/** Whether home takes only the best of its author's day. */
export function isOneOfMany({ author }: PostFacts, viewerId: AccountId): boolean {
  return author.id !== viewerId && author.stance.followState === 'accepted' && author.stance.volume === 'best'
}

/** A post as it competes with the others of its author's day. */
export type DayEntry = {
  id: PostId
  author: AccountId
  isBoost: boolean
  replyTo: AccountId | null
  isForViewer: boolean
}

function placeInDay({ author, isBoost, replyTo, isForViewer: isSaidToViewer }: DayEntry): number {
  if (isSaidToViewer) return 0
  if (isBoost) return 3
  return replyTo === null || replyTo === author ? 1 : 2
}

/**
 * What somebody wrote on one day (UTC), best first: what is said to the viewer, their own words, replies to others, boosts;
 * among these the earliest first. Home takes the first `bestPerDay` of those that belong in it. So a post that came once
 * is only ever pushed out by a better one of the same day, and nothing comes in below what was read.
 */
export function bestFirst<Entry extends DayEntry>(entries: readonly Entry[]): Entry[] {
  return entries.toSorted((a, b) => placeInDay(a) - placeInDay(b) || a.id - b.id)
}

/** Whose replies to others a list shows: to anybody the viewer follows, to its members, or none. */
export type RepliesPolicy = 'followed' | 'list' | 'none'
export type ListRules = { members: ReadonlySet<AccountId>; repliesPolicy: RepliesPolicy }

/**
 * A list shows of its members what home would at full volume: whoever opens it wants to hear them. Boosts switched off stay
 * off, as in Mastodon.
 */
export function belongsInList(post: PostFacts, viewerId: AccountId, { members, repliesPolicy }: ListRules): boolean {
  if (!members.has(post.author.id) || isFilteredOut(post, viewerId, 'home')) return false
  if (!comesFromFollowed(post, viewerId, false) || isUnwantedBoost(post)) return false
  const { replyTo, author } = post
  if (replyTo === undefined || [viewerId, author.id].includes(replyTo.id)) return true
  return repliesPolicy === 'followed' || (repliesPolicy === 'list' && members.has(replyTo.id))
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
  return belongsInHashtag(post, viewerId) && !answersOthers
}

export function belongsInHashtag(post: PostFacts, viewerId: ViewerId): boolean {
  return belongsInOpenChannels(post, viewerId) && !isFilteredOut(post, viewerId, 'public')
}

/** What a notification is about. */
export function mayBeAnnounced(post: PostFacts, viewerId: ViewerId): boolean {
  return mayRead(post, viewerId) && !isFilteredOut(post, viewerId, 'notifications')
}

/** Above and below a post in its thread. */
export function belongsInThread(post: PostFacts, viewerId: ViewerId): boolean {
  if (!mayRead(post, viewerId)) return false
  if (post.author.id === viewerId) return true
  if (isFilteredOut(post, viewerId, 'thread')) return false
  return !isUnwanted(post.author) && (!post.author.isSilenced || post.author.stance.followState === 'accepted')
}

/** Among what a search for posts finds. Whether the viewer may search it at all is the search's to know. */
export function belongsInSearch(post: PostFacts, viewerId: ViewerId): boolean {
  if (post.boosted || !mayRead(post, viewerId)) return false
  if (post.author.id === viewerId) return true
  return !isUnwanted(post.author) && (!post.author.isSilenced || post.author.stance.followState === 'accepted')
}

/** On the author's own profile. Whoever opens the profile of somebody muted or blocked wants to see it. */
export function belongsInProfile(post: PostFacts, viewerId: ViewerId): boolean {
  if (!mayRead(post, viewerId) || isFilteredOut(post, viewerId, 'account')) return false
  if (!post.boosted || post.author.id === viewerId || post.boosted.author.id === viewerId) return true
  return !isExcluded(post.boosted.author)
}

/** Whether somebody is named among those who favourited or boosted. */
export function mayBeNamed(person: Author, viewerId: ViewerId): boolean {
  return !person.isHidden && (person.id === viewerId || !isExcluded(person))
}
