/** Pictures made of a few shapes and good colours: a number in, an SVG out, always the same. */
import { createRandom } from './random.ts'

type Hour = { name: string; sky: [string, string]; land: readonly string[]; light: string }
const hours: readonly Hour[] = [
  { name: 'at dawn', sky: ['#fbd3c1', '#8fb4d6'], land: ['#6d7fa6', '#4c5b82', '#2f3a5c'], light: '#fff1d6' },
  { name: 'in the morning', sky: ['#eaf4f7', '#9cc9dd'], land: ['#8fb59b', '#5c8f7b', '#35675c'], light: '#fffbe8' },
  { name: 'at dusk', sky: ['#f7b267', '#7a4b8c'], land: ['#7c4d7a', '#53345f', '#2e1f3d'], light: '#ffe3a3' },
  { name: 'by night', sky: ['#2b3a67', '#0d1330'], land: ['#23305a', '#182244', '#0c1229'], light: '#f4f1de' },
  { name: 'in fog', sky: ['#e9e7e2', '#c3c9cc'], land: ['#b3bbbd', '#939ea2', '#6f7c82'], light: '#fbfaf5' },
  { name: 'in autumn light', sky: ['#fdebc8', '#e2a76f'], land: ['#c77b4a', '#94512f', '#5e3220'], light: '#fff6da' },
  { name: 'under snow', sky: ['#dfe9f3', '#a8bfd6'], land: ['#f4f8fb', '#d6e2ec', '#a9bccd'], light: '#ffffff' },
]
const views = ['Hills', 'Roofs', 'The sea'] as const

const width = 960
const height = 640

function sceneOf(number: number) {
  const random = createRandom(`scene ${number}`)
  return {
    random,
    hour: random.pick(hours),
    view: random.pick(views),
    x: random.between(160, 800),
    y: random.between(110, 300),
  }
}

/** What somebody who does not see the picture is told. */
export function describeScene(number: number): string {
  const { hour, view, x, y } = sceneOf(number)
  const side = x < 400 ? 'to the left' : x > 560 ? 'to the right' : 'in the middle'
  return `${view} ${hour.name}, ${hour.name === 'by night' ? 'the moon' : 'the sun'} ${y < 200 ? 'high up' : 'low'} ${side}.`
}

function gradient([top, bottom]: readonly [string, string]): string {
  return `<defs><linearGradient id="sky" x1="0" y1="1" x2="0" y2="0"><stop offset="0" stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient></defs>`
}

function hill(base: number, swell: number, phase: number, colour: string): string {
  const points = Array.from({ length: 25 }, (_, index) => {
    const x = (index * width) / 24
    const y = base + Math.sin(index / 3.1 + phase) * swell + Math.sin(index / 1.3 + phase * 2) * swell * 0.3
    return `${x.toFixed(0)},${y.toFixed(0)}`
  })
  return `<polygon points="0,${height} ${points.join(' ')} ${width},${height}" fill="${colour}"/>`
}

function roofs(base: number, colour: string, window: string, between: (from: number, to: number) => number): string {
  let drawn = ''
  for (let x = -30; x < width; ) {
    const wide = between(60, 120)
    const top = base - between(0, 90)
    drawn += `<polygon points="${x},${height} ${x},${top} ${x + wide / 2},${top - between(25, 60)} ${x + wide},${top} ${x + wide},${height}" fill="${colour}"/>`
    if (between(0, 1) < 0.4)
      drawn += `<rect x="${x + wide * 0.4}" y="${top + 22}" width="12" height="17" fill="${window}" opacity=".75"/>`
    x += wide - 4
  }
  return drawn
}

export function drawScene(number: number): string {
  const { random, hour, view, x, y } = sceneOf(number)
  const [far, middle, near] = hour.land as [string, string, string]
  const layer = (base: number, colour: string, swell: number) => hill(base, swell, random.between(0, 6), colour)
  const waves = () =>
    Array.from({ length: 22 }, (_, row) => {
      const from = random.between(0, width - 120)
      return `<rect x="${from.toFixed(0)}" y="${390 + row * 11}" width="${random.between(30, 190).toFixed(0)}" height="2.4" rx="1.2" fill="${hour.light}" opacity=".${2 + random.below(5)}"/>`
    }).join('')
  const front = {
    Hills: () => layer(400, far, 34) + layer(470, middle, 44) + layer(550, near, 30),
    Roofs: () =>
      layer(400, far, 30) +
      roofs(470, middle, hour.light, random.between) +
      roofs(575, near, hour.light, random.between),
    'The sea': () => `<rect y="380" width="${width}" height="260" fill="${middle}"/>${waves()}${layer(600, near, 16)}`,
  }[view]()
  return `<svg xmlns="http://www.w3.org/2000/svg" width="720" height="480" viewBox="0 0 ${width} ${height}">${gradient(hour.sky)}<rect width="${width}" height="${height}" fill="url(#sky)"/><circle cx="${x.toFixed(0)}" cy="${y.toFixed(0)}" r="${random.between(34, 62).toFixed(0)}" fill="${hour.light}" opacity=".92"/>${front}</svg>`
}

const avatarColours = [
  ['#f6d6c9', '#c8553d', '#2d3047'], ['#d8e2dc', '#6d9f71', '#2f4b3c'], ['#dfe7fd', '#5b7db1', '#27374d'], ['#fff1d0', '#e29c3c', '#5b3a1e'],
  ['#ead7f0', '#8e5ea2', '#3b2a4a'], ['#d5f0ee', '#3f9c96', '#143d3b'], ['#fde2e4', '#d66d84', '#54263a'], ['#e9ecd8', '#8a9a5b', '#3c4423'],
] as const // biome-ignore format: a few to a line

/** A calm little picture of overlapping shapes; people know each other by it. */
export function drawAvatar(number: number): string {
  const random = createRandom(`avatar ${number}`)
  const [ground, main, deep] = random.pick(avatarColours)
  const turn = random.below(360)
  const shapes = [
    `<circle cx="${random.between(60, 140).toFixed(0)}" cy="${random.between(50, 110).toFixed(0)}" r="${random.between(34, 62).toFixed(0)}" fill="${main}"/>`,
    `<path d="M0 ${random.between(110, 150).toFixed(0)} Q 100 ${random.between(70, 190).toFixed(0)} 200 ${random.between(105, 150).toFixed(0)} V 200 H 0 Z" fill="${deep}"/>`,
    `<path d="M100 100 L 200 100 A 100 100 0 0 1 100 200 Z" fill="${main}" opacity=".55"/>`,
    `<circle cx="${random.between(50, 150).toFixed(0)}" cy="${random.between(90, 150).toFixed(0)}" r="${random.between(12, 26).toFixed(0)}" fill="${ground}"/>`,
    `<rect x="${random.between(20, 110).toFixed(0)}" y="${random.between(20, 110).toFixed(0)}" width="62" height="62" rx="14" fill="${deep}" opacity=".8"/>`,
  ]
  const chosen = random.shuffled(shapes).slice(0, 3).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="240" viewBox="0 0 200 200"><rect width="200" height="200" fill="${ground}"/><g transform="rotate(${random.chance(0.5) ? 0 : turn - (turn % 90)} 100 100)">${chosen}</g></svg>`
}
