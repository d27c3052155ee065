/** What became of a follow: rose → first word → answered → conversation → met. */

export const stages = ['none', 'rose', 'first_word', 'answered', 'conversation', 'met'] as const
export type Stage = (typeof stages)[number]

export type Side = 'me' | 'them'

/** A post in which one of the two addresses the other by a reply, a mention or a quote, as far as I may see it. */
export type Turn = {
  post: string
  author: Side
  /** Milliseconds since 1970. */
  at: number
  /** Whose post it answers or quotes; undefined: it answers nobody, it only names the other. */
  parentAuthor?: Side | 'other' | undefined
  /** The post that opened the thread. */
  thread: string
}

export type StageFacts = {
  /** When I followed them; undefined: I do not. */
  followedAt: number | undefined
  /** Posts that still exist, in any order, from before the follow too. */
  turns: readonly Turn[]
  /** False where what they do reaches us only in part, as from another server. */
  theirsObserved: boolean
  /** When each confirmed that we met in person. */
  met: { me?: number | undefined; them?: number | undefined }
}

export type StageStep = { stage: Exclude<Stage, 'none'>; at: number; post: string | undefined; by: Side | 'both' }

export type StageAnswer = {
  /** The furthest step. */
  stage: Stage
  /** Steps reached, in the order of `stages`. */
  steps: StageStep[]
  /** Steps not reached which may have happened where we cannot see. */
  unobserved: Stage[]
}

/** Ids are numbers in digits: the shorter one is the smaller. */
const byTime = (a: Turn, b: Turn) =>
  a.at - b.at || a.post.length - b.post.length || (a.post < b.post ? -1 : a.post > b.post ? 1 : 0)

export type Conversation = {
  /** The turns, oldest first. */
  turns: Turn[]
  /** The turn that made it a conversation. */
  third: Turn
}

/**
 * Conversations: in each thread the longest chain of turns in which each answers a post of the other one, after a turn of the
 * other one; three changing turns or more. Somebody who goes on under their own post keeps their turn. Naming the other in an
 * answer to a third person is no turn. Since the longest chain is taken, a deleted post never makes a conversation.
 */
export function conversationsIn(turns: readonly Turn[]): Conversation[] {
  const threads = Map.groupBy(turns.toSorted(byTime), ({ thread }) => thread)
  return [...threads.values()].flatMap((inThread) => {
    const longest: Record<Side, Turn[]> = { me: [], them: [] }
    let third: Turn | undefined
    for (const turn of inThread) {
      const other = turn.author === 'me' ? 'them' : 'me'
      const chain = turn.parentAuthor === other ? [...longest[other], turn] : [turn]
      if (chain.length > longest[turn.author].length) longest[turn.author] = chain
      if (chain.length >= 3) third ??= turn
    }
    if (!third) return []
    return [{ turns: longest.me.length > longest.them.length ? longest.me : longest.them, third }]
  })
}

/**
 * The stage of a follow is a function of what exists now: a post that is deleted is left out of `turns`, and the stage goes
 * back by itself. The first word is mine. A word is answered once each of us has addressed the other; where they spoke
 * first, my first word is the answer.
 */
export function stageOf({ followedAt, turns, theirsObserved, met }: StageFacts): StageAnswer {
  const sorted = turns.toSorted(byTime)
  const steps: StageStep[] = []
  if (followedAt !== undefined) steps.push({ stage: 'rose', at: followedAt, post: undefined, by: 'me' })
  const mine = sorted.find(({ author }) => author === 'me')
  if (mine) steps.push({ stage: 'first_word', at: mine.at, post: mine.post, by: 'me' })
  const opened = sorted[0]
  const answer = opened && sorted.find(({ author }) => author !== opened.author)
  if (answer) steps.push({ stage: 'answered', at: answer.at, post: answer.post, by: answer.author })
  const third = conversationsIn(sorted)
    .map((conversation) => conversation.third)
    .toSorted(byTime)[0]
  if (third) steps.push({ stage: 'conversation', at: third.at, post: third.post, by: 'both' })
  if (met.me !== undefined && met.them !== undefined)
    steps.push({ stage: 'met', at: Math.max(met.me, met.them), post: undefined, by: 'both' })
  const reached = new Set<Stage>(steps.map(({ stage }) => stage))
  const theirs: Stage[] = ['answered', 'conversation', 'met']
  return {
    stage: steps.at(-1)?.stage ?? 'none',
    steps,
    unobserved: theirsObserved ? [] : theirs.filter((stage) => !reached.has(stage)),
  }
}
