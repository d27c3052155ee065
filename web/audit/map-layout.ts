/**
 * Where everybody stands on the map. Pure: the same people in the same width give the same picture, in the screen's pixels.
 *
 * Points have no end, so they are squashed to p / (|p| + half): 0 in the middle, ±half half way to the edge, where half
 * is what is usual among these people. What is not known stands in a strip of its own, never in the middle: beside the
 * field who is known by one of the two, below it, row by row, who is known by neither. The names of the axes have bands of
 * their own, so that nobody stands on them. The more people there are, the smaller they are drawn; whoever would still cover
 * somebody else stands beside them, the smaller of the two: the places say roughly, the list says exactly.
 */
import type { MapPerson } from './types.ts'

export type Point = { x: number; y: number }
export type Rect = Point & { width: number; height: number }
export type Place = Point & { id: string; r: number }
/** The strips are there when somebody stands in them. */
export type Frame = {
  width: number
  height: number
  field: Rect
  talkUnknown: Rect | undefined
  interestUnknown: Rect | undefined
  bothUnknown: Rect | undefined
}
export type Corner = 'talk_near' | 'talk_far' | 'cast_near' | 'cast_far' | 'unknown'

/** For one line of words. */
export const band = 22
/** Of the strips beside the field: less on a phone. */
const stripWidthIn = (width: number) => (width < 420 ? 36 : 52)
const gap = 6
/** Less than this apart is next to nothing. */
const leastHalf = 300
const radius = { least: 9, most: 30 }
/** The largest face is no more than this part of the field wide. */
const mostOfField = 1 / 7
/** How much of a field its people may cover: with more, free places become rare. */
const mostCovered = 0.3
/** A face that is smaller tells nobody from another. */
export const leastFace = 7
const goldenAngle = Math.PI * (3 - Math.sqrt(5))
const besideCells = [-1, 0, 1].flatMap((across) => [-1, 0, 1].map((down) => [across, down] as const))

const squash = (points: number, half: number) => points / (Math.abs(points) + half)
const clamp = (value: number, from: number, to: number) => Math.min(Math.max(from, to), Math.max(from, value))

/** The points that stand half way to the edge: the median distance from the middle. */
function halfOf(points: readonly (number | null)[]): number {
  const sizes = points.flatMap((one) => (one === null ? [] : Math.abs(one))).toSorted((a, b) => a - b)
  return Math.max(leastHalf, sizes[Math.floor(sizes.length / 2)] ?? 0)
}

/** The fractional part of the golden ratio's multiples spreads evenly without a random. */
const spread = (index: number) => (index * 0.618_034) % 1

type Strip = 'field' | 'talkUnknown' | 'interestUnknown' | 'bothUnknown'

function stripOf({ two_way, interest }: MapPerson): Strip {
  if (two_way === null) return interest === null ? 'bothUnknown' : 'talkUnknown'
  return interest === null ? 'interestUnknown' : 'field'
}

/** Rows of equal cells, as large as may be in at most a third of the width of the map. */
function cellsOf(count: number, width: number) {
  const cell = clamp(Math.sqrt((width * width) / 3 / count), 9, 2 * radius.least + 4)
  const perRow = Math.max(1, Math.floor(width / cell))
  return { cell, perRow, height: Math.ceil(count / perRow) * cell }
}

function frameOf(width: number, has: (strip: Strip) => boolean, unknown: number): Frame {
  const stripWidth = stripWidthIn(width)
  const start = has('talkUnknown') ? band + stripWidth + gap : 0
  const side = width - start - band
  const field: Rect = { x: start + band, y: 0, width: side, height: side }
  const across = { x: field.x, width: side }
  let height = side + band
  const interestUnknown = has('interestUnknown') ? { ...across, y: height, height: stripWidth } : undefined
  if (interestUnknown) height += stripWidth + band
  const bothUnknown = unknown > 0 ? { ...across, y: height, height: cellsOf(unknown, side).height + gap } : undefined
  if (bothUnknown) height += bothUnknown.height + band
  return {
    width,
    height,
    field,
    talkUnknown: has('talkUnknown') ? { x: band, y: 0, width: stripWidth, height: side } : undefined,
    interestUnknown,
    bothUnknown,
  }
}

/** So much smaller is everybody drawn that those of one strip do not cover more of it than they may. */
function scaleOf(radii: readonly number[], { width, height }: Rect): number {
  const covered = radii.reduce((sum, r) => sum + Math.PI * r * r, 0)
  return Math.min(1, Math.sqrt((mostCovered * width * height) / Math.max(1, covered)))
}

export function layOut(people: readonly MapPerson[], width: number): { frame: Frame; places: Place[] } {
  const strips = Map.groupBy(people, stripOf)
  const frame = frameOf(width, (strip) => strips.has(strip), strips.get('bothUnknown')?.length ?? 0)
  const most = Math.max(1, ...people.map(({ delivered }) => delivered))
  const largest = Math.max(radius.least, Math.min(radius.most, (frame.field.width * mostOfField) / 2))
  const sizeOf = ({ delivered }: MapPerson) => radius.least + Math.sqrt(delivered / most) * (largest - radius.least)
  const halfTwoWay = halfOf(people.map(({ two_way }) => two_way))
  const halfInterest = halfOf(people.map(({ interest }) => interest))
  const placed = new Map<string, Place>()

  for (const [strip, members] of strips) {
    const rect = frame[strip]!
    if (strip === 'bothUnknown') {
      for (const place of inRows(members, rect)) placed.set(place.id, place)
      continue
    }
    const isField = strip === 'field'
    const sizes = members.map((person) => (isField ? sizeOf(person) : radius.least))
    const scale = scaleOf(sizes, rect)
    const middle = { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 }
    const places = members.map(({ account_id, two_way, interest }, index): Place => {
      const r = sizes[index]! * scale
      // The largest reach the edge, not over it.
      const reach = { x: rect.width / 2 - r, y: rect.height / 2 - r }
      const aside = 2 * spread(index) - 1
      return {
        id: account_id,
        x: middle.x + (two_way === null ? aside : squash(two_way, halfTwoWay)) * reach.x,
        // Upwards is closer; the screen counts downwards.
        y: middle.y - (interest === null ? aside : squash(interest, halfInterest)) * reach.y,
        r,
      }
    })
    settle(places, rect)
    for (const place of places) placed.set(place.id, place)
  }
  return { frame, places: people.map(({ account_id }) => placed.get(account_id)!) }
}

function inRows(people: readonly MapPerson[], rect: Rect): Place[] {
  const { cell, perRow } = cellsOf(people.length, rect.width)
  return people.map(({ account_id }, index) => ({
    id: account_id,
    x: rect.x + ((index % perRow) + 0.5) * cell,
    y: rect.y + gap / 2 + (Math.floor(index / perRow) + 0.5) * cell,
    r: (cell - 4) / 2,
  }))
}

/**
 * Each takes the free place nearest to their own, found along a sunflower's spiral; the largest first, so that they stay
 * where they belong. Where none is free, their own.
 */
function settle(places: readonly Place[], { x, y, width, height }: Rect) {
  const bySize = places.toSorted((a, b) => b.r - a.r)
  const cell = 2 * (bySize[0]?.r ?? 0) + 1
  const settled = new Map<number, Place[]>()
  /** How far the spirals around a cell are taken: whoever comes later need not try that again. */
  const taken = new Map<number, number>()
  const cellOf = (at: Point) => Math.floor((at.y - y) / cell) * 10_000 + Math.floor((at.x - x) / cell)
  const isFree = (at: Point, r: number) =>
    besideCells.every(([across, down]) =>
      (settled.get(cellOf(at) + down * 10_000 + across) ?? []).every(
        (other) => Math.hypot(other.x - at.x, other.y - at.y) >= other.r + r + 0.5,
      ),
    )
  for (const place of bySize) {
    const step = Math.max(1, place.r)
    const most = (width * width + height * height) / (step * step)
    const wish = kept(place, place.r)
    let at = wish
    let turn = taken.get(cellOf(wish)) ?? 0
    for (; turn < most && !isFree(at, place.r); turn++) {
      const away = step * Math.sqrt(turn)
      at = kept(
        { x: wish.x + away * Math.cos(turn * goldenAngle), y: wish.y + away * Math.sin(turn * goldenAngle) },
        place.r,
      )
    }
    Object.assign(place, at)
    taken.set(cellOf(wish), turn)
    const key = cellOf(place)
    settled.set(key, [...(settled.get(key) ?? []), place])
  }
  function kept(at: Point, r: number): Point {
    return { x: clamp(at.x, x + r, x + width - r), y: clamp(at.y, y + r, y + height - r) }
  }
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
