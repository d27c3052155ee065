/**
 * What people have been told is done, and what they asked for without ever getting an answer. Every entry belongs to one
 * writer, who does one thing at a time, so that its state is known at every moment.
 */

export type Person = { index: number; name: string; id: string; token: string; standingPosts: string[] }

/** `asked`: no answer came, so that it may be there or not; likewise `deletion asked`. */
export type PostState = 'asked' | 'published' | 'deletion asked' | 'deleted'
export type PostEntry = {
  key: string
  author: Person
  text: string
  mentioned: Person | undefined
  id: string | undefined
  state: PostState
}

export type ToggleKind = 'favourite' | 'boost' | 'follow'
/** Something a person does and takes back again: to a standing post of `target`, or to `target` where there is none. */
export type ToggleEntry = {
  kind: ToggleKind
  actor: Person
  target: Person
  post: string | undefined
  state: 'on' | 'off' | 'unknown'
}

export type SignUpEntry = { name: string; state: 'asked' | 'done' }

export type Ledger = {
  people: Person[]
  posts: PostEntry[]
  toggles: ToggleEntry[]
  signUps: SignUpEntry[]
}

export function createLedger(people: Person[]): Ledger {
  const toggles = people.flatMap((actor) =>
    people
      .filter((target) => target !== actor)
      .flatMap((target) => [
        ...target.standingPosts.flatMap((post) => [
          { kind: 'favourite' as const, actor, target, post, state: 'off' as const },
          { kind: 'boost' as const, actor, target, post, state: 'off' as const },
        ]),
        { kind: 'follow' as const, actor, target, post: undefined, state: 'off' as const },
      ]),
  )
  return { people, posts: [], toggles, signUps: [] }
}

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
export function createRandom(seed: number) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    /** A whole number from `least` to below `bound`. */
    between: (least: number, bound: number) => least + Math.floor(next() * (bound - least)),
    pick: <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)]!,
    chance: (probability: number) => next() < probability,
  }
}
export type Random = ReturnType<typeof createRandom>
