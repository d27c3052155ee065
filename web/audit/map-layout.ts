/**
 * Where everybody stands on the map. Pure: the same people give the same picture.
 *
 * Points have no end, so they are squashed to p / (|p| + half): 0 in the middle, ±half half way to the edge, where half
 * is what is usual among these people. What is not known stands in a gutter of its own, never in the middle. Whoever would cover somebody else is pushed aside a little,
 * the smaller of the two further: the places say roughly, the list says exactly.
 */
import type { MapPerson } from './types.ts'

export const mapSize = 600
const gutter = { from: 14, to: 62 }
const field = { from: 84, to: 586 }
/** Less than this apart is next to nothing. */
const leastHalf = 300
const radius = { least: 9, most: 30 }
const rounds = 60
/** Beyond so many the picture is a cloud anyway. */
const mostPushed = 400

export type Place = { id: string; x: number; y: number; r: number }
export type Corner = 'talk_near' | 'talk_far' | 'cast_near' | 'cast_far' | 'unknown'

const squash = (points: number, half: number) => points / (Math.abs(points) + half)
const clamp = (value: number, from: number, to: number) => Math.min(to, Math.max(from, value))

/** The points that stand half way to the edge: the median distance from the middle. */
function halfOf(points: readonly (number | null)[]): number {
  const sizes = points.flatMap((one) => (one === null ? [] : Math.abs(one))).toSorted((a, b) => a - b)
  return Math.max(leastHalf, sizes[Math.floor(sizes.length / 2)] ?? 0)
}

/** The fractional part of the golden ratio's multiples spreads evenly without a random. */
const spread = (index: number) => (index * 0.618_034) % 1

export function layOut(people: readonly MapPerson[]): Place[] {
  const most = Math.max(1, ...people.map(({ delivered }) => delivered))
  const middle = (field.from + field.to) / 2
  const halfTwoWay = halfOf(people.map(({ two_way }) => two_way))
  const halfInterest = halfOf(people.map(({ interest }) => interest))
  const places = people.map(({ account_id, two_way, interest, delivered }, index): Place => {
    const along = gutter.from + spread(index) * (gutter.to - gutter.from)
    const r = radius.least + Math.sqrt(delivered / most) * (radius.most - radius.least)
    // The largest reach the edge of the field, not over it.
    const half = (field.to - field.from) / 2 - r
    return {
      id: account_id,
      x: two_way === null ? along : middle + squash(two_way, halfTwoWay) * half,
      // Upwards is closer; SVG counts downwards.
      y: interest === null ? mapSize - along : mapSize - middle - squash(interest, halfInterest) * half,
      r,
    }
  })
  if (places.length <= mostPushed) pushApart(places, people)
  return places
}

function pushApart(places: Place[], people: readonly MapPerson[]) {
  for (let round = 0; round < rounds; round++) {
    let isMoved = false
    for (let i = 0; i < places.length; i++)
      for (let j = i + 1; j < places.length; j++) {
        const a = places[i]!
        const b = places[j]!
        const overlap = a.r + b.r + 1 - Math.hypot(b.x - a.x, b.y - a.y)
        if (overlap <= 0) continue
        isMoved = true
        const angle = a.x === b.x && a.y === b.y ? spread(i + j) * 2 * Math.PI : Math.atan2(b.y - a.y, b.x - a.x)
        const part = a.r / (a.r + b.r)
        move(a, people[i]!, -overlap * (1 - part) * 0.5, angle)
        move(b, people[j]!, overlap * part * 0.5, angle)
      }
    if (!isMoved) return
  }
}

/** Nobody is pushed out of the field, or out of the gutter, they belong in; the field holds them whole. */
function move(place: Place, { two_way, interest }: MapPerson, by: number, angle: number) {
  const across = boundsOf(two_way, place.r)
  const down = boundsOf(interest, place.r)
  place.x = clamp(place.x + by * Math.cos(angle), across.from, across.to)
  place.y = clamp(place.y + by * Math.sin(angle), mapSize - down.to, mapSize - down.from)
}

function boundsOf(points: number | null, r: number) {
  const { from, to } = points === null ? gutter : field
  const inset = points === null ? Math.min(r, (to - from) / 4) : r
  return { from: from + inset, to: to - inset }
}

export function cornerOf({ two_way, interest }: MapPerson): Corner {
  if (two_way === null || interest === null) return 'unknown'
  return `${two_way >= 0 ? 'talk' : 'cast'}_${interest >= 0 ? 'near' : 'far'}`
}

/** Whose middle lies within a rectangle, whichever way it was drawn. */
export function within(places: readonly Place[], [from, to]: readonly [Point, Point]): string[] {
  const inside = (value: number, a: number, b: number) => value >= Math.min(a, b) && value <= Math.max(a, b)
  return places.filter(({ x, y }) => inside(x, from.x, to.x) && inside(y, from.y, to.y)).map(({ id }) => id)
}
export type Point = { x: number; y: number }
