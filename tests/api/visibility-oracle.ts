/**
 * Who sees what, by brute force over sets of people: written from the rules as they are told to people, without the
 * server's code, so that the two can be held against each other.
 */
import type { Db } from '../../src/platform/db.ts'

export type Visibility = 'public' | 'unlisted' | 'private' | 'direct'

/** One entry of the model, in the order of ids. `boostOf` and `replyTo` are other entries. */
export type ModelPost = {
  id: number
  author: number
  visibility: Visibility
  mentioned: Set<number>
  tagged: boolean
  /** Holds the word that filters look for. */
  spicy: boolean
  replyTo: ModelPost | undefined
  boostOf: ModelPost | undefined
  deleted: boolean
}

export const filterContexts = ['home', 'public', 'thread', 'account'] as const
export type FilterContext = (typeof filterContexts)[number]

export type Relations = {
  /** `follower>followee` → whether boosts are shown; accepted follows only. */
  follows: Map<string, boolean>
  /** `blocker>blocked` */
  blocks: Set<string>
  mutes: Set<string>
  suspended: Set<number>
}

export type Model = {
  posts: ModelPost[]
  favourites: { by: number; post: ModelPost; cursor: number }[]
  bookmarks: { by: number; post: ModelPost; cursor: number }[]
  relations: Relations
  /** By viewer: where what holds the word is hidden from them. */
  hiddenFrom: Map<number, Set<FilterContext>>
  /** Whose homes also hold answers to people they do not follow. */
  hearStrangersAnswered: Set<number>
}

export async function readRelations(db: Db): Promise<Relations> {
  const follows = await db.selectFrom('follows').selectAll().where('state', '=', 'accepted').execute()
  const blocks = await db.selectFrom('blocks').selectAll().execute()
  const mutes = await db.selectFrom('mutes').selectAll().execute()
  const suspended = await db.selectFrom('accounts').select('id').where('suspended_at', 'is not', null).execute()
  return {
    follows: new Map(follows.map((row) => [`${row.follower_id}>${row.followee_id}`, row.show_boosts])),
    blocks: new Set(blocks.map((row) => `${row.blocker_id}>${row.blocked_id}`)),
    mutes: new Set(mutes.map((row) => `${row.muter_id}>${row.muted_id}`)),
    suspended: new Set(suspended.map((row) => Number(row.id))),
  }
}

/** A visitor without an account. */
export const visitor = 0

/** A boost is left out of a channel that holds the same words among the 40 entries above it. */
function withoutRepeatedBoosts(entries: ModelPost[]): ModelPost[] {
  return entries.filter((post, index) => {
    const above = entries.slice(0, index).slice(-40)
    return !post.boostOf || !above.some((other) => other === post.boostOf || other.boostOf === post.boostOf)
  })
}

export function createOracle(
  { posts, favourites, bookmarks, relations, hiddenFrom, hearStrangersAnswered }: Model,
  people: readonly number[],
) {
  const { follows, blocks, mutes, suspended } = relations
  const areApart = (one: number, other: number) => blocks.has(`${one}>${other}`) || blocks.has(`${other}>${one}`)
  const doesFollow = (one: number, other: number) => follows.has(`${one}>${other}`)
  /** Whom `viewer` does not want to hear of. */
  const unwanted = (viewer: number) =>
    new Set(people.filter((id) => blocks.has(`${viewer}>${id}`) || mutes.has(`${viewer}>${id}`)))
  const alive = posts.filter((post) => !post.deleted && !suspended.has(post.author))
  const newestFirst = alive.toSorted((a, b) => b.id - a.id)

  function audience(post: ModelPost): Set<number> {
    if (post.deleted || suspended.has(post.author)) return new Set()
    const addressed = [...post.mentioned].filter((id) => !areApart(id, post.author))
    const named = {
      public: [visitor, ...people],
      unlisted: [visitor, ...people],
      private: [...people.filter((id) => doesFollow(id, post.author)), ...addressed],
      direct: addressed,
    }[post.visibility]
    const readers = new Set(named.filter((id) => !blocks.has(`${post.author}>${id}`)))
    readers.add(post.author)
    return post.boostOf ? readers.intersection(audience(post.boostOf)) : readers
  }
  const reads = (viewer: number, post: ModelPost) => audience(post).has(viewer)

  /** A boost says what it boosts. Nobody's filters hide what they wrote, or boosted, themselves. */
  function isFiltered(viewer: number, post: ModelPost, context: FilterContext): boolean {
    const isTheirs = post.author === viewer || post.boostOf?.author === viewer
    return (post.boostOf ?? post).spicy && !isTheirs && hiddenFrom.get(viewer)?.has(context) === true
  }

  function peopleIn(post: ModelPost): number[] {
    return [
      post.author,
      ...post.mentioned,
      ...(post.replyTo ? [post.replyTo.author] : []),
      ...(post.boostOf ? peopleIn(post.boostOf) : []),
    ]
  }

  function isHomeEntry(viewer: number, post: ModelPost, withStrangers: boolean): boolean {
    if (!reads(viewer, post) || isFiltered(viewer, post, 'home')) return false
    const noise = unwanted(viewer)
    if (post.boostOf && noise.has(post.boostOf.author)) return false
    if (post.author === viewer) return true
    if (!doesFollow(viewer, post.author)) return false
    if (peopleIn(post).some((id) => noise.has(id))) return false
    if (post.boostOf) return follows.get(`${viewer}>${post.author}`) === true
    if (!post.replyTo || withStrangers) return true
    const answered = post.replyTo.author
    return answered === viewer || answered === post.author || doesFollow(viewer, answered)
  }

  function isOpen(viewer: number, post: ModelPost): boolean {
    const isShut = viewer !== post.author && (areApart(viewer, post.author) || mutes.has(`${viewer}>${post.author}`))
    const isShown = reads(viewer, post) && !isShut && !isFiltered(viewer, post, 'public')
    return post.visibility === 'public' && !post.boostOf && isShown
  }

  const mayName = (viewer: number, id: number) =>
    !suspended.has(id) && (id === viewer || (!areApart(viewer, id) && !mutes.has(`${viewer}>${id}`)))

  return {
    reads,
    home: (viewer: number) =>
      withoutRepeatedBoosts(newestFirst.filter((post) => isHomeEntry(viewer, post, hearStrangersAnswered.has(viewer)))),
    /** A list of these people, with their answers to anybody the viewer follows. */
    list: (viewer: number, members: ReadonlySet<number>) =>
      withoutRepeatedBoosts(newestFirst.filter((post) => members.has(post.author) && isHomeEntry(viewer, post, false))),
    public: (viewer: number) =>
      newestFirst.filter((post) => isOpen(viewer, post) && (!post.replyTo || post.replyTo.author === post.author)),
    hashtag: (viewer: number) => newestFirst.filter((post) => isOpen(viewer, post) && post.tagged),
    profile(viewer: number, author: number, { replies, boosts }: { replies: boolean; boosts: boolean }): ModelPost[] {
      return newestFirst.filter((post) => {
        if (post.author !== author || !reads(viewer, post) || isFiltered(viewer, post, 'account')) return false
        if (!replies && post.replyTo && post.replyTo.author !== author) return false
        if (!post.boostOf) return true
        return boosts && (viewer === author || mayName(viewer, post.boostOf.author))
      })
    },
    ancestors(viewer: number, post: ModelPost): ModelPost[] {
      const found: ModelPost[] = []
      for (let above = post.replyTo; above; above = above.replyTo) found.unshift(above)
      return found.filter((each) => this.inThread(viewer, each))
    },
    descendants(viewer: number, post: ModelPost): ModelPost[] {
      const isBelow = (each: ModelPost): boolean =>
        each.replyTo === post || (each.replyTo !== undefined && isBelow(each.replyTo))
      return posts.filter((each) => isBelow(each) && this.inThread(viewer, each))
    },
    inThread: (viewer: number, post: ModelPost) =>
      reads(viewer, post) &&
      !isFiltered(viewer, post, 'thread') &&
      (post.author === viewer || !unwanted(viewer).has(post.author)),
    kept(viewer: number, kind: 'favourites' | 'bookmarks'): ModelPost[] {
      const all = kind === 'favourites' ? favourites : bookmarks
      return all
        .filter((act) => act.by === viewer && reads(viewer, act.post))
        .toSorted((a, b) => b.cursor - a.cursor)
        .map((act) => act.post)
    },
    favouriters: (viewer: number, post: ModelPost) =>
      favourites
        .filter((act) => act.post === post && mayName(viewer, act.by))
        .toSorted((a, b) => b.cursor - a.cursor)
        .map((act) => act.by),
    boosters: (viewer: number, post: ModelPost) =>
      posts
        .filter(
          (boost) => boost.boostOf === post && !boost.deleted && ['public', 'unlisted'].includes(boost.visibility),
        )
        .filter((boost) => mayName(viewer, boost.author))
        .toSorted((a, b) => b.id - a.id)
        .map((boost) => boost.author),
    counts(post: ModelPost) {
      const open = posts.filter((each) => !each.deleted && ['public', 'unlisted'].includes(each.visibility))
      return {
        replies_count: open.filter((each) => each.replyTo === post).length,
        reblogs_count: open.filter((each) => each.boostOf === post).length,
        favourites_count: favourites.filter((act) => act.post === post).length,
      }
    },
    mayFavourite: (viewer: number, post: ModelPost) => reads(viewer, post) && !blocks.has(`${viewer}>${post.author}`),
    mayBoost(viewer: number, post: ModelPost) {
      if (!this.mayFavourite(viewer, post) || post.visibility === 'direct') return false
      return post.visibility !== 'private' || post.author === viewer
    },
  }
}

export type Oracle = ReturnType<typeof createOracle>
