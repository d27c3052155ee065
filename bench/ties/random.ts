/** Numbers in [0, 1), the same in every run with the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Poisson with mean 1: how often a bootstrap draw takes one actor. */
export function drawPoisson(random: () => number): number {
  let [drawn, product] = [0, random()]
  const limit = Math.exp(-1)
  while (product > limit) {
    drawn++
    product *= random()
  }
  return drawn
}
