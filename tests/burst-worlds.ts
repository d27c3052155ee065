/** Histories of follows without bursts, seeded, for measuring how often the scan for bursts is wrong. */
import { dayMs, hourMs } from '../src/connection/acts.ts'
import { burstsIn, type FollowTimes } from '../src/connection/bursts.ts'

/** Numbers in [0, 1) from a seed: mulberry32. */
export function mulberry(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * Follows as an inhomogeneous Poisson stream: up to `mostPerDay` a day (from a few a year, log-uniform), 20 to 400 days,
 * with a daily rhythm of random depth and hour, dips or rises at weekends, slow growth or decline (up to fourfold a year),
 * and in every third world a day of moderate rise (up to 1.8 times).
 */
export function burstFreeWorld(seed: number, mostPerDay = 500): FollowTimes & { times: number[]; goodDay: boolean } {
  const random = mulberry(seed)
  const between = (low: number, high: number) => low + (high - low) * random()
  const perDay = Math.exp(between(Math.log(0.02), Math.log(mostPerDay)))
  const days = Math.floor(between(20, 400))
  const [depth, peakHour] = [between(0, 0.95), between(0, 24)]
  const weekend = between(0.4, 1.5)
  const growth = between(-Math.log(4), Math.log(4)) / 365
  const goodDay = random() < 1 / 3 ? Math.floor(between(0, days)) : -1
  const goodDayRise = between(1.2, 1.8)
  const rate = (time: number) => {
    const day = Math.floor(time / dayMs)
    const rhythm = 1 + depth * Math.cos((2 * Math.PI * (time / hourMs - peakHour)) / 24)
    const week = day % 7 >= 5 ? weekend : 1
    return perDay * rhythm * week * Math.exp(growth * (time / dayMs)) * (day === goodDay ? goodDayRise : 1)
  }
  const most = perDay * 2 * 1.5 * Math.max(1, Math.exp(growth * days)) * 1.8
  const times: number[] = []
  for (let time = 0; ; ) {
    time += (-Math.log(1 - random()) / most) * dayMs
    if (time >= days * dayMs) return { times, until: days * dayMs, goodDay: goodDay >= 0 }
    if (random() * most < rate(time)) times.push(time)
  }
}

export type FalseAlarms = {
  worlds: number
  follows: number
  /** Worlds told to have a burst, and how many of those have a day of moderate rise. */
  alarmed: number
  alarmedWithGoodDay: number
}

/** How many of the first `worlds` histories without bursts are told to have one. */
export function falseAlarmsIn(worlds: number, mostPerDay = 500): FalseAlarms {
  const found: FalseAlarms = { worlds, follows: 0, alarmed: 0, alarmedWithGoodDay: 0 }
  for (let seed = 1; seed <= worlds; seed++) {
    const world = burstFreeWorld(seed, mostPerDay)
    found.follows += world.times.length
    if (burstsIn(world).length === 0) continue
    found.alarmed++
    if (world.goodDay) found.alarmedWithGoodDay++
  }
  return found
}
