/** Whom news about posts reach, and as what. */
import type { Context } from '../platform/context.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { type Frame, frameOf } from '../platform/streaming.ts'
import { loadFiltersOf } from '../posts/filter-queries.ts'
import { filteredText, matchesOf } from '../posts/filters.ts'
import { type HydratedPost, loadPosts, stranger } from '../posts/hydrate.ts'
import { presentPosts } from '../posts/present.ts'
import { loadStances } from '../posts/stances.ts'
import {
  belongsInHashtag,
  belongsInHome,
  belongsInList,
  belongsInPublic,
  type HomeChoices,
  isOneOfMany,
  type ListRules,
  noStance,
  type PostFacts,
  type Stance,
} from '../posts/visibility.ts'
import { withoutTheRest } from './best.ts'
import { comesFrom } from './channels.ts'
import { homeChoices } from './home.ts'
import {
  selectHearingStrangersAnswered,
  selectKeptFromHome,
  selectListsHolding,
  selectMarked,
  selectTagFollowers,
} from './stream-queries.ts'
import type { Subscription } from './streams.ts'

export type PostNews = { event: 'update' | 'status.update' | 'delete'; post: PostId }

/** Where news could go at all. */
export type Reach = {
  /** Everybody with a subscription to a home or a list of theirs. */
  homes: () => readonly AccountId[]
  homeOf: (account: AccountId) => readonly Subscription[]
  /** Of the homes at least those who follow this author. */
  followersOf: (author: AccountId) => readonly AccountId[]
  /** Subscriptions to what everybody's public posts appear in. */
  open: readonly Subscription[]
}

export type Delivery = { subscription: Subscription; frame: Frame }

const loadsAtOnce = 6

/** The facts with other stances. A deleted post is taken as it was when `asItStood`. */
function restated<T>(facts: T, stanceOf: (id: AccountId) => Stance, asItStood: boolean): T {
  const restate = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(restate)
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).map(([name, inner]) => [name, name === 'stance' ? inner : restate(inner)])
    const copy = Object.fromEntries(entries)
    if ('stance' in copy) copy.stance = stanceOf(copy.id)
    if (asItStood && 'isDeleted' in copy) copy.isDeleted = false
    return copy
  }
  return restate(facts) as T
}

function withFacts(post: HydratedPost, restate: (facts: PostFacts) => PostFacts): HydratedPost {
  return {
    ...post,
    facts: restate(post.facts),
    boosted: post.boosted && withFacts(post.boosted, restate),
    quoted: post.quoted && withFacts(post.quoted, restate),
  }
}

/** Everybody of whom the facts hold a stance. */
function peopleIn(facts: PostFacts): Set<AccountId> {
  const people = new Set<AccountId>()
  restated(
    facts,
    (id) => {
      people.add(id)
      return noStance
    },
    false,
  )
  return people
}

/** One for all to whom a post looks the same. */
type View = { post: HydratedPost }

const isOpen = ({ facts }: HydratedPost) => facts.visibility === 'public' && !facts.boosted

type Loaded = {
  posts: ReadonlyMap<PostId, HydratedPost>
  people: ReadonlyMap<PostId, Set<AccountId>>
  viewOf: (post: HydratedPost, viewer: AccountId, asItStood: boolean) => View
  /** Those whom the rules have to decide about. */
  candidatesOf: (post: HydratedPost) => Subscription[]
  choicesOf: (viewer: AccountId) => HomeChoices
  lists: ReadonlyMap<number, ListRules>
}

async function loadAll(ctx: Context, news: readonly PostNews[], reach: Reach): Promise<Loaded> {
  const found = await loadPosts(ctx, stranger, [...new Set(news.map(({ post }) => post))])
  const posts = new Map(found.map((post) => [post.row.id, post]))
  const people = new Map(found.map((post) => [post.row.id, peopleIn(post.facts)]))
  const everybody = [...new Set([...people.values()].flatMap((some) => [...some]))]
  const authors = [...new Set(found.map(({ facts }) => facts.author.id))]
  const tags = [...new Set(found.flatMap(({ facts }) => facts.tags))]
  const tagFollowers = await selectTagFollowers(ctx.db, reach.homes, tags)
  const homes = new Set([...authors, ...authors.flatMap(reach.followersOf), ...tagFollowers.keys()])
  const subscriptions = [...[...homes].flatMap(reach.homeOf), ...(found.some(isOpen) ? reach.open : [])]
  const viewers = [...new Set(subscriptions.map(({ stream }) => stream.grant.viewer.accountId))]
  const listIds = subscriptions.flatMap(({ channel }) => (channel.kind === 'list' ? channel.list : []))
  const [stances, exclusive, hearing, holding] = await Promise.all([
    loadStances(ctx.db, viewers, everybody, ctx.clock.now()),
    selectKeptFromHome(ctx.db, viewers, authors),
    selectHearingStrangersAnswered(ctx.db, viewers),
    selectListsHolding(ctx.db, listIds, authors, everybody),
  ])
  const choicesOf = (viewer: AccountId): HomeChoices => ({
    tags: tagFollowers.get(viewer) ?? new Set(),
    exclusive: exclusive.get(viewer) ?? new Set(),
    answersToStrangers: hearing.has(viewer),
  })
  const lists = new Map(
    holding.map(({ list, members, repliesPolicy }) => [list, { members: new Set(members), repliesPolicy }]),
  )

  const followers = new Map<AccountId, AccountId[]>()
  for (const [viewer, ofViewer] of stances)
    for (const [other, { followState }] of ofViewer)
      if (followState === 'accepted') followers.set(other, [...(followers.get(other) ?? []), viewer])

  const numbers = new Map<Stance, number>()
  function numberOf(stance: Stance = noStance): number {
    const number = numbers.get(stance) ?? numbers.size
    numbers.set(stance, number)
    return number
  }
  const views = new Map<string, View>()
  function viewOf(post: HydratedPost, viewer: AccountId, asItStood: boolean): View {
    const ofViewer = stances.get(viewer)
    let as = `${post.row.id} ${asItStood}`
    for (const id of people.get(post.row.id)!) as += ` ${numberOf(ofViewer?.get(id))}`
    const known = views.get(as)
    if (known) return known
    const view = { post: withFacts(post, (facts) => restated(facts, (id) => ofViewer?.get(id) ?? noStance, asItStood)) }
    views.set(as, view)
    return view
  }
  const candidatesOf = (post: HydratedPost): Subscription[] => {
    const author = post.facts.author.id
    const ofPost = new Set([author, ...(followers.get(author) ?? []), ...tagFollowers.keys()])
    return [...[...ofPost].flatMap(reach.homeOf), ...(isOpen(post) ? reach.open : [])]
  }
  return { posts, people, viewOf, candidatesOf, choicesOf, lists }
}

function isIn({ channel }: Subscription, viewer: AccountId, { facts, author, row }: HydratedPost, loaded: Loaded) {
  const isLocal = author.domain === ''
  switch (channel.kind) {
    case 'user':
      return belongsInHome(facts, viewer, loaded.choicesOf(viewer))
    case 'public':
      return comesFrom(channel.source, isLocal) && belongsInPublic(facts, viewer)
    case 'hashtag':
      return comesFrom(channel.source, isLocal) && facts.tags.includes(channel.tag) && belongsInHashtag(facts, viewer)
    case 'list': {
      const rules = loaded.lists.get(channel.list)
      return rules !== undefined && row.id === facts.id && belongsInList(facts, viewer, rules)
    }
    case 'notifications':
    case 'direct':
      return false
  }
}

/** The viewers' own filters that a post falls under, by viewer and post. */
async function selectFiltered(
  ctx: Context,
  viewers: readonly AccountId[],
  posts: readonly HydratedPost[],
): Promise<(viewer: AccountId, post: HydratedPost) => boolean> {
  const filters = await loadFiltersOf(ctx.db, viewers, ctx.clock.now())
  const words = new Map(
    posts.map((post) => {
      const { row, poll } = post.boosted ?? post
      return [post.row.id, filteredText([row.spoiler_text, row.text, ...(poll?.options ?? [])])]
    }),
  )
  return (viewer, { row }) => {
    const ofViewer = filters.get(viewer)
    const text = words.get(row.id) ?? ''
    return ofViewer !== undefined && matchesOf(ofViewer, { id: row.id, boostOf: row.boost_of, text }).length > 0
  }
}

type Wanted = { news: PostNews; subscription: Subscription; viewer: AccountId; view: View }

/** Posts as those see them who have a part in them, or a mark or a filter of their own on them. */
async function loadOwnViews(ctx: Context, wanted: readonly Wanted[], loaded: Loaded) {
  const shown = wanted.filter(({ news }) => news.event !== 'delete')
  const viewers = [...new Set(shown.map(({ viewer }) => viewer))]
  const ids = [...new Set(shown.map(({ news }) => news.post))]
  const [marks, isFiltered] = await Promise.all([
    selectMarked(ctx.db, viewers, ids),
    selectFiltered(ctx, viewers, [...loaded.posts.values()]),
  ])
  const marked = new Set(marks.map(({ viewer, post }) => `${viewer} ${post}`))
  const own = new Map<AccountId, Set<PostId>>()
  for (const { news, viewer, view } of shown)
    if (
      loaded.people.get(news.post)?.has(viewer) ||
      (marked.size > 0 && marked.has(`${viewer} ${news.post}`)) ||
      isFiltered(viewer, view.post)
    )
      own.set(viewer, (own.get(viewer) ?? new Set()).add(news.post))
  const views = new Map<string, View | undefined>()
  const waiting = [...own]
  while (waiting.length > 0)
    await Promise.all(
      waiting.splice(0, loadsAtOnce).map(async ([viewer, posts]) => {
        for (const id of posts) views.set(`${viewer} ${id}`, undefined)
        for (const post of await loadPosts(ctx, viewer, [...posts])) views.set(`${viewer} ${post.row.id}`, { post })
      }),
    )
  return views
}

/**
 * Without what the volume "best n a day" holds back from homes right now. What is deleted is told to everybody who may
 * have had it.
 */
async function withoutTheRestOfDays(ctx: Context, wanted: readonly Wanted[]): Promise<Wanted[]> {
  const isWeighed = ({ news, subscription, viewer, view }: Wanted) =>
    news.event !== 'delete' && subscription.channel.kind === 'user' && isOneOfMany(view.post.facts, viewer)
  const weighed = Map.groupBy(wanted.filter(isWeighed), ({ viewer }) => viewer)
  const heard = new Set<Wanted>()
  const waiting = [...weighed]
  while (waiting.length > 0)
    await Promise.all(
      waiting.splice(0, loadsAtOnce).map(async ([viewer, some]) => {
        const entries = some.map(({ view }) => view.post.facts)
        const kept = await withoutTheRest(ctx, viewer, await homeChoices(ctx.db, viewer), entries)
        const ids = new Set(kept.map(({ id }) => id))
        for (const one of some) if (ids.has(one.news.post)) heard.add(one)
      }),
    )
  return wanted.filter((one) => !isWeighed(one) || heard.has(one))
}

/** In the order of the news. Loads what the rules need, a bounded number of statements for any number of subscribers without a part in the news. */
export async function findAudience(ctx: Context, news: readonly PostNews[], reach: Reach): Promise<Delivery[]> {
  const loaded = await loadAll(ctx, news, reach)
  const belonging: Wanted[] = []
  for (const one of news) {
    const post = loaded.posts.get(one.post)
    if (!post) continue
    for (const subscription of loaded.candidatesOf(post)) {
      const viewer = subscription.stream.grant.viewer.accountId
      const view = loaded.viewOf(post, viewer, one.event === 'delete')
      if (isIn(subscription, viewer, view.post, loaded)) belonging.push({ news: one, subscription, viewer, view })
    }
  }
  const wanted = await withoutTheRestOfDays(ctx, belonging)
  const own = wanted.length > 0 ? await loadOwnViews(ctx, wanted, loaded) : new Map<string, View | undefined>()

  const payloads = new Map<View, { text: string; hasMedia: boolean }>()
  function payloadOf({ news: { event, post: id }, viewer }: Wanted, view: View, isOwn: boolean) {
    if (event === 'delete') return { text: String(id), hasMedia: true }
    const known = payloads.get(view)
    if (known) return known
    const [wire] = presentPosts(ctx, { accountId: isOwn ? viewer : stranger }, [view.post])
    const payload = { text: JSON.stringify(wire), hasMedia: (wire?.media_attachments.length ?? 0) > 0 }
    payloads.set(view, payload)
    return payload
  }
  const frames = new Map<View, Map<string, Frame>>()
  return wanted.flatMap((one): Delivery[] => {
    const { news: said, subscription, viewer } = one
    const { channel, name, key } = subscription
    const pair = own.size > 0 ? `${viewer} ${said.post}` : ''
    const isOwn = own.has(pair)
    const view = isOwn ? own.get(pair) : one.view
    if (!view || (isOwn && !isIn(subscription, viewer, view.post, loaded))) return []
    const { text, hasMedia } = payloadOf(one, view, isOwn)
    if (channel.kind === 'public' && channel.onlyMedia && !hasMedia) return []
    const framesOfView = frames.get(view) ?? new Map<string, Frame>()
    const frameKey = `${said.event} ${key}`
    const frame = framesOfView.get(frameKey) ?? frameOf({ stream: name, event: said.event, payload: text })
    frames.set(view, framesOfView.set(frameKey, frame))
    return [{ subscription, frame }]
  })
}
