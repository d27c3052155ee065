/** Pure: what a list of interactions (actor, target, time, RT|MT|RE) says about posts, replies and boosts. */

export type InteractionKind = 'mention' | 'reply' | 'boost'

/** One line of a source. People are numbered in order of first appearance; `second` is unix time. */
export type Interaction = { actor: number; target: number; second: number; kind: InteractionKind }

const kinds: Record<string, InteractionKind> = { MT: 'mention', RE: 'reply', RT: 'boost' }
const line = /^(\w{1,29}) (\w{1,29}) (\d{1,10}) (RT|MT|RE)$/

export type ParsedSource = { people: string[]; interactions: Interaction[] }

/** Undefined for a line that is not `actor target unix_time RT|MT|RE`. */
export function createSourceReader() {
  const numbers = new Map<string, number>()
  const people: string[] = []
  const interactions: Interaction[] = []
  const numberOf = (spelling: string) => {
    const name = spelling.toLowerCase()
    let number = numbers.get(name)
    if (number === undefined) {
      number = people.length
      numbers.set(name, number)
      people.push(name)
    }
    return number
  }
  return {
    /** False when the line is not of the format. */
    add(text: string): boolean {
      const match = line.exec(text)
      if (!match) return false
      interactions.push({
        actor: numberOf(match[1]!),
        target: numberOf(match[2]!),
        second: Number(match[3]),
        kind: kinds[match[4]!]!,
      })
      return true
    },
    /** In the order of time, lines of one second as they stood. */
    done: (): ParsedSource => ({ people, interactions: interactions.sort((a, b) => a.second - b.second) }),
  }
}

export type PlannedPost = {
  /** Its number in the plan. */
  post: number
  author: number
  second: number
  kind: 'post' | 'reply' | 'placeholder'
  mentions: number | undefined
  parent: number | undefined
  parentAuthor: number | undefined
  /** The first post of its thread; itself where it starts one. */
  thread: number
}
export type PlannedBoost = { boost: number; booster: number; second: number; original: number; author: number }

/** A run of interactions of whole seconds, planned. */
export type PlannedBatch = {
  /** How many interactions of the source are done with after this batch. */
  linesDone: number
  posts: PlannedPost[]
  boosts: PlannedBoost[]
  /** Mentions that list a reply a second time. */
  doubled: number
  /** Boosts of a post by somebody who has boosted it already. */
  repeated: number
}

type Known = { post: number; thread: number }

/**
 * Plans batch after batch, deterministically: the same source gives the same numbers, so an interrupted replay goes on
 * where it stopped. A reply or boost goes to the target's latest post of an earlier second; where none exists, one
 * placeholder a second earlier stands in its place. A mention that repeats a reply of that second is the same act.
 */
export function* planReplay(interactions: readonly Interaction[], batchSize: number): Generator<PlannedBatch> {
  const latest = new Map<number, Known>()
  const boosted = new Set<string>()
  let next = 0
  let batch: PlannedBatch = { linesDone: 0, posts: [], boosts: [], doubled: 0, repeated: 0 }

  for (let start = 0; start < interactions.length; ) {
    const { second } = interactions[start]!
    let end = start
    while (end < interactions.length && interactions[end]!.second === second) end++
    const lines = interactions.slice(start, end)
    const replies = new Set(
      lines.filter(({ kind }) => kind === 'reply').map(({ actor, target }) => `${actor} ${target}`),
    )
    const written: PlannedPost[] = []

    const latestOf = (author: number): Known => {
      const known = latest.get(author)
      if (known) return known
      const post = next++
      batch.posts.push({
        post,
        author,
        second: second - 1,
        kind: 'placeholder',
        mentions: undefined,
        parent: undefined,
        parentAuthor: undefined,
        thread: post,
      })
      const placeholder = { post, thread: post }
      latest.set(author, placeholder)
      return placeholder
    }

    for (const { actor, target, kind } of lines) {
      const mentions = target === actor ? undefined : target
      if (kind === 'mention') {
        if (replies.has(`${actor} ${target}`)) {
          batch.doubled++
          continue
        }
        const post = next++
        written.push({
          post,
          author: actor,
          second,
          kind: 'post',
          mentions,
          parent: undefined,
          parentAuthor: undefined,
          thread: post,
        })
        continue
      }
      const answered = latestOf(target)
      if (kind === 'reply') {
        written.push({
          post: next++,
          author: actor,
          second,
          kind,
          mentions,
          parent: answered.post,
          parentAuthor: target,
          thread: answered.thread,
        })
        continue
      }
      const key = `${actor} ${answered.post}`
      if (boosted.has(key)) batch.repeated++
      else {
        boosted.add(key)
        batch.boosts.push({ boost: next++, booster: actor, second, original: answered.post, author: target })
      }
    }
    for (const post of written) latest.set(post.author, { post: post.post, thread: post.thread })
    batch.posts.push(...written)
    batch.linesDone = end
    if (batch.posts.length + batch.boosts.length >= batchSize) {
      yield batch
      batch = { linesDone: end, posts: [], boosts: [], doubled: 0, repeated: 0 }
    }
    start = end
  }
  if (batch.posts.length + batch.boosts.length + batch.doubled + batch.repeated > 0) yield batch
}
