/** What the Two-Way Benchmark reads, asks about and shows the scores it compares. */
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { compare, earlierWindow, windowOf } from '../../bench/ties/compare.ts'
import { directedOf, featuresOf } from '../../bench/ties/features.ts'
import { foldAt, tasksOf } from '../../bench/ties/fold.ts'
import { formulaScores } from '../../bench/ties/formulas.ts'
import { pageRank, sharedNeighbours } from '../../bench/ties/graph.ts'
import { parseLine, readInteractionFile, readInteractions } from '../../bench/ties/interactions.ts'
import { historyBefore, ours } from '../../bench/ties/ours.ts'
import { dayMs, hourMs } from '../../src/connection/acts.ts'
import { type PairedHistory, pairHistory } from '../../src/connection/history.ts'

async function* linesOf(text: string) {
  for (const line of text.trim().split('\n')) yield line
}
const read = (text: string) => readInteractions(linesOf(text))

/** An act by day: `[from, to, day, type]`. */
type Act = [string, string, number, ('RT' | 'MT' | 'RE')?]
const readActs = (acts: readonly Act[]) =>
  read(acts.map(([from, to, day, type = 'MT']) => `${from} ${to} ${day * 86_400} ${type}`).join('\n'))

test('a line names actor, target, time and perhaps a type', () => {
  assert.deepEqual(parseLine('7 9 100 RE', 1), { actor: '7', target: '9', at: 100_000, type: 'reply' })
  assert.deepEqual(parseLine('a\tb\t100', 1), { actor: 'a', target: 'b', at: 100_000, type: 'mention' })
  assert.equal(parseLine('7 9 100 RT', 1)?.type, 'boost')
  for (const [word, type] of Object.entries({ quote: 'quote', Retweet: 'boost', like: 'favourite', re: 'reply' }))
    assert.equal(parseLine(`7 9 100 ${word}`, 1)?.type, type)
  assert.deepEqual(parseLine('7, 9; 1700000000123', 1), {
    actor: '7',
    target: '9',
    at: 1_700_000_000_123,
    type: 'mention',
  })
  assert.equal(parseLine('actor,target,unix_time,type', 1), undefined)
  assert.equal(parseLine('# SNAP', 1), undefined)
  assert.equal(parseLine('  ', 1), undefined)
})

test('a line that cannot be read is told by its number', async () => {
  for (const line of ['1 2', '1 2 soon', '1 2 -3', '1 2 3 XX', '1 2 3 RT more'])
    await assert.rejects(read(`1 2 3\n${line}`), /^Error: Line 2 cannot be read: .* Write actor, target/)
  await assert.rejects(read('1 1 3'), /holds no act of one person towards another/)
})

test('a file may be packed or not, in any order, with whatever ends its lines; what cannot be read is told', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ties-data-'))
  const file = async (name: string, content: string | Buffer) => {
    await writeFile(join(folder, name), content)
    return join(folder, name)
  }
  try {
    const text = '\uFEFFb a 400\r\n% a comment\r\n\r\na b 100\r\na b 300\r\n'
    const packed = gzipSync(text)
    for (const path of [await file('plain.gz', text), await file('packed', packed)]) {
      const { history, rows } = await readInteractionFile(path)
      assert.deepEqual([...history.at], [100_000, 300_000, 400_000])
      assert.equal(rows, 3)
    }
    const damaged = await file('damaged.gz', packed.subarray(0, packed.length - 12))
    await assert.rejects(readInteractionFile(damaged), /damaged\.gz cannot be read: it is cut off or damaged\.$/)
    await assert.rejects(readInteractionFile(join(folder, 'none')), /none cannot be read: there is no such file\.$/)
    await assert.rejects(readInteractionFile(folder), /cannot be read: it is a folder\.$/)
    await assert.rejects(readInteractionFile(await file('empty', '')), /holds no act of one person towards another/)
    const split = { cutDays: undefined, cutFraction: 0.7, labelDays: undefined }
    const atOnce = await readInteractionFile(await file('at-once', '1 2 5\n2 1 5\n'))
    assert.throws(() => windowOf(atOnce, split), /lie at one moment/)
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('a reply that is logged again as a mention counts once, as a reply; acts towards oneself do not count', async () => {
  const { history, rows, selfActs, repeatedReplies } = await read(
    ['1 2 100 MT', '1 2 100 RE', '1 2 101 MT', '2 1 100 MT', '1 3 100 MT', '1 2 100 RT', '4 4 100 RE'].join('\n'),
  )
  assert.deepEqual(
    { rows, selfActs, repeatedReplies, people: history.people },
    { rows: 7, selfActs: 1, repeatedReplies: 1, people: 3 },
  )
  const forth = [...history.type].filter((_, row) => history.from[row] === 0 && history.to[row] === 1)
  assert.deepEqual(forth.toSorted(), [0, 1, 3], 'one reply, one later mention, one boost')
})

test('the cut is a day or a share of acts, the earlier fold lies before it', async () => {
  const interactions = await readActs(Array.from({ length: 11 }, (_, day): Act => ['a', 'b', day]))
  const split = { cutDays: undefined, cutFraction: 0.7, labelDays: undefined }
  assert.deepEqual(windowOf(interactions, split), { cut: 7 * dayMs, until: 9 * dayMs })
  const higgs = windowOf(interactions, { ...split, cutDays: 4.5, labelDays: 2.5 })
  assert.deepEqual(higgs, { cut: 4.5 * dayMs, until: 7 * dayMs })
  assert.deepEqual(earlierWindow(higgs, 0), { cut: 3.5 * dayMs, until: 4.5 * dayMs })
  assert.throws(() => windowOf(interactions, { ...split, cutDays: 40 }), /Choose another/)
})

test('candidates are pairs with a past, both ways; each task asks what it says', async () => {
  const { history } = await readActs([
    ['a', 'b', 1], // a spoke to b, who answers in the window
    ['b', 'a', 12],
    ['c', 'd', 1, 'RT'], // boosts are a past, but no talk
    ['c', 'd', 12, 'RT'],
    ['e', 'f', 1, 'RE'], // both ways in the window
    ['e', 'f', 12],
    ['f', 'e', 13, 'RE'],
    ['a', 'g', 12], // new in the window: never asked about
    ['a', 'b', 21], // after the window
  ])
  const fold = foldAt(pairHistory(history), { cut: 10 * dayMs, until: 20 * dayMs })
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
  const nameOf = (candidate: number) => `${names[fold.from[candidate]!]}${names[fold.to[candidate]!]}`
  const asked = Object.entries(tasksOf(fold)).map(([task, { asked, labels }]) => [
    task,
    [...asked.keys()]
      .filter((candidate) => asked[candidate])
      .map(nameOf)
      .join(' '),
    [...asked.keys()]
      .filter((candidate) => asked[candidate] && labels[candidate])
      .map(nameOf)
      .join(' '),
  ])
  assert.deepEqual(asked, [
    ['T1', 'ab ba cd dc ef fe', 'ba ef fe'],
    ['T2', 'ab ba cd ef fe', 'ba ef fe'],
    ['T3', 'ab ef', 'ef'],
    ['T4', 'ba fe', 'ba fe'],
    ['T5', 'ab ba cd dc ef fe', 'ba ef fe'],
    ['T6', 'ab ba cd dc ef fe', 'ef fe'],
  ])
})

test('T5 leaves out those whom fifty people act on', async () => {
  const fans = Array.from({ length: 50 }, (_, fan): Act => [`fan${fan}`, 'hub', 1, 'RT'])
  const { history } = await readActs([...fans, ['fan0', 'fan1', 1], ['fan0', 'fan1', 12]])
  const fold = foldAt(pairHistory(history), { cut: 10 * dayMs, until: 20 * dayMs })
  const { T1, T5 } = tasksOf(fold)
  const count = (flags: Uint8Array) => flags.reduce((sum, flag) => sum + flag, 0)
  assert.equal(count(T1!.asked), 102)
  assert.equal(count(T5!.asked), 52, 'towards the fans, not towards the hub')
})

const anyActs = fc.array(
  fc.record({
    from: fc.integer({ min: 0, max: 6 }),
    to: fc.integer({ min: 0, max: 6 }),
    day: fc.integer({ min: 1, max: 19 }),
    type: fc.constantFrom('RT' as const, 'MT' as const, 'RE' as const),
  }),
  { minLength: 1, maxLength: 60 },
)
const withTwoPeople = anyActs.map((acts) =>
  acts.map(({ from, to, ...rest }) => ({ from, to: to === from ? (to + 1) % 7 : to, ...rest })),
)
const historyOf = async (acts: Awaited<ReturnType<typeof readArbitrary>>) => acts.history
const readArbitrary = (acts: { from: number; to: number; day: number; type: 'RT' | 'MT' | 'RE' }[]) =>
  readActs([['0', '1', 0], ...acts.map(({ from, to, day, type }): Act => [`${from}`, `${to}`, day, type])])

test('nothing at or after the cut reaches a score', async () => {
  await fc.assert(
    fc.asyncProperty(withTwoPeople, async (acts) => {
      const history = await historyOf(await readArbitrary(acts))
      const window = { cut: 10 * dayMs, until: 20 * dayMs }
      const whole = foldAt(pairHistory(history), window)
      const past = foldAt(pairHistory(historyBefore(history, window.cut)), window)
      assert.deepEqual(whole.from, past.from)
      assert.deepEqual(featuresOf(whole, directedOf(whole)), featuresOf(past, directedOf(past)))
      assert.deepEqual(formulaScores(whole, directedOf(whole)), formulaScores(past, directedOf(past)))
    }),
    { numRuns: 40 },
  )
})

test('shared neighbours are those of both, whichever side is better connected; ranks add up to one', async () => {
  await fc.assert(
    fc.asyncProperty(withTwoPeople, async (acts) => {
      const fold = foldAt(pairHistory(await historyOf(await readArbitrary(acts))), {
        cut: 30 * dayMs,
        until: 40 * dayMs,
      })
      const neighbours = new Map<number, Set<number>>()
      for (const [candidate, person] of fold.from.entries())
        neighbours.set(person, (neighbours.get(person) ?? new Set()).add(fold.to[candidate]!))
      const { common, adamicAdar, jaccard } = sharedNeighbours(fold)
      for (let candidate = 0; candidate < fold.from.length; candidate++) {
        const mine = neighbours.get(fold.from[candidate]!)!
        const theirs = neighbours.get(fold.to[candidate]!)!
        const both = [...mine.intersection(theirs)]
        assert.equal(common[candidate], both.length)
        const weighted = both.reduce((sum, third) => sum + 1 / Math.log(neighbours.get(third)!.size), 0)
        assert.ok(Math.abs(adamicAdar[candidate]! - weighted) < 1e-9)
        assert.equal(jaccard[candidate], both.length / mine.union(theirs).size)
      }
      assert.ok(Math.abs(pageRank(fold).reduce((sum, rank) => sum + rank, 0) - 1) < 1e-9)
    }),
    { numRuns: 40 },
  )
})

test('the formulas give what they say', async () => {
  const { history } = await readActs([
    ['a', 'b', 7],
    ['a', 'b', 7, 'RT'],
    ['b', 'a', 4],
    ['c', 'a', 1],
  ])
  const fold = foldAt(pairHistory(history), { cut: 10 * dayMs, until: 11 * dayMs })
  const { count, recency, recip, b72 } = formulaScores(fold, directedOf(fold))
  assert.deepEqual([count[0], count[1]], [2, 1])
  assert.deepEqual([recency[0], recency[1]], [-72, -72])
  assert.deepEqual([recip[0], recip[1]], [2, 2])
  // a answered b but not c, b answered a: two of three. Points: half of 1.3 forth, a quarter of 1 back.
  const rateOfA = (1 + 5 * (2 / 3)) / (2 + 5)
  assert.ok(Math.abs(b72[0]! - (0.65 + rateOfA * 0.25 + Math.sqrt(0.65 * 0.25))) < 1e-9)
})

test('the engine learns from the past alone and answers for every candidate in order', async () => {
  const interactions = await readActs([
    ['a', 'b', 1],
    ['b', 'a', 2],
    ['c', 'a', 3, 'RE'],
    ['a', 'c', 12],
    ['b', 'c', 13],
  ])
  const window = { cut: 10 * dayMs, until: 20 * dayMs }
  const fold = foldAt(pairHistory(interactions.history), window)
  let shown: PairedHistory | undefined
  const answer = ours(fold, (past) => {
    shown = past
    return ({ out }, now) => ({ points: out.length, talk: out.length > 0 ? 1 / (now / hourMs - out[0]!.hour) : 0 })
  })
  assert.deepEqual(
    [...shown!.history.at].map((at) => at / dayMs),
    [1, 2, 3],
  )
  // a→b, b→a, a→c, c→a
  assert.deepEqual([...answer.talk], [1 / (9 * 24), 1 / (8 * 24), 0, 1 / (7 * 24)])
  assert.deepEqual([...answer.points], [1, 1, 0, 1])
  assert.equal(answer.bothWays, undefined)
  assert.equal(answer.bytesPerPair, 32)
})

test('two people are enough, and what cannot be told is null', async () => {
  const interactions = await read('1 2 0\n2 1 86400\n1 2 172800')
  const { tasks } = compare(
    interactions,
    windowOf(interactions, { cutDays: undefined, cutFraction: 0.7, labelDays: 1 }),
    undefined,
    () => () => ({ points: 7, talk: 0.5, bothWays: 0.25 }),
  )
  assert.deepEqual(Object.keys(tasks.T1!.scores), ['count', 'recency', 'recip', 'b72', 'lr', 'gbdt', 'ours'])
  assert.equal(tasks.T1!.positives, 1)
  assert.equal(tasks.T1!.scores.ours!.auc, 0.5)
  assert.equal(tasks.T1!.scores.ours!.brier_skill, 0)
  assert.equal(tasks.T6!.scores.ours!.auc, null)
  assert.equal(tasks.T4!.candidates, 0)
  assert.equal(tasks.T4!.scores.gbdt!.ap, null)
})
