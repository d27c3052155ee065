/** Numbers that look like chance and are the same at every run. */
export type Random = {
  /** From 0 up to, but not including, 1. */
  next: () => number
  chance: (probability: number) => boolean
  /** A whole number from 0 up to, but not including, `end`. */
  below: (end: number) => number
  between: (from: number, to: number) => number
  pick: <T>(choices: readonly T[]) => T
  /** Each with a chance in proportion to its weight. Undefined when all weigh nothing. */
  weighted: <T>(choices: readonly T[], weightOf: (choice: T) => number) => T | undefined
  shuffled: <T>(all: readonly T[]) => T[]
  /** How often something happens that happens `mean` times on average, each time on its own (Poisson). */
  count: (mean: number) => number
  /** A waiting time with this mean (exponential). */
  wait: (mean: number) => number
}

/** Mulberry32, started from a hash of the seed (FNV-1a). */
export function createRandom(seed: string): Random {
  let state = 0x811c9dc5
  for (const character of seed) state = Math.imul(state ^ character.codePointAt(0)!, 0x01000193)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (end: number) => Math.floor(next() * end)
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    between: (from, to) => from + next() * (to - from),
    pick: (choices) => choices[below(choices.length)]!,
    weighted(choices, weightOf) {
      const weights = choices.map(weightOf)
      let left = next() * weights.reduce((sum, weight) => sum + weight, 0)
      return choices.find((_, index) => {
        left -= weights[index]!
        return left < 0
      })
    },
    shuffled(all) {
      const order = [...all]
      for (let end = order.length - 1; end > 0; end--) {
        const other = below(end + 1)
        ;[order[end], order[other]] = [order[other]!, order[end]!]
      }
      return order
    },
    count(mean) {
      const limit = Math.exp(-mean)
      let happened = 0
      for (let product = next(); product > limit; product *= next()) happened++
      return happened
    },
    wait: (mean) => -Math.log(1 - next()) * mean,
  }
}
