/**
 * What an audit says in towns of different seeds, in which what was planted shows more or less plainly (strength 0.2 to 1):
 * of whom something was planted and found, and of whom else something is said. `--towns=N` (20 unless told), `--people=N` in
 * each (100; the bought followers come on top). The audit is asked as the server asks it, without HTTP between.
 *
 * `found_…`: in how many of the towns of each strength. `accused`: of `audited` people of whom nothing was planted, those of
 * whom something is said; `who` names them.
 */
import { loadAudit } from '../src/audit/audit.ts'
import type { Mark } from '../src/audit/marks.ts'
import type { Context } from '../src/platform/context.ts'
import { createDb, createPool } from '../src/platform/db.ts'
import { createIds } from '../src/platform/ids.ts'
import { createLogger } from '../src/platform/log.ts'
import { createFolderStorage } from '../src/platform/storage.ts'
import { profileAuthors } from '../src/ties/interest.ts'
import { loadTown } from '../src/town/load.ts'
import { createTown } from '../src/town/town.ts'
import type { Truths } from '../src/town/truths.ts'
import { accusations, layPictures, readChannel } from '../tests/auditing.ts'
import { createTestDatabase, withTestCluster } from '../tests/cluster.ts'
import type { Figures } from './run.ts'

const now = new Date('2030-01-15T18:00:00Z')
const strengths = [0.2, 0.4, 0.6, 0.8, 1]

/** Whom an audit is to be told of, and by which mark. */
const plantedIn = (truths: Truths): Partial<Record<Mark, string[]>> => ({
  promotes: [truths.promoter],
  quiet_friend: [truths.quietFriend.friend],
  follow_back_only: truths.followBacks.map(({ first }) => first),
  moved_away: [truths.drifted.person],
  language_changed: [truths.languageChanged.person],
  gone_quiet: [truths.goneQuiet.people[1]],
  waiting: [truths.openQuestion.by],
})

async function auditTown(seed: string, strength: number, people: number) {
  const { town, truths } = createTown({ seed, now, strength, people })
  const { connectionString, drop } = await createTestDatabase()
  const pool = createPool(connectionString, () => {})
  const clock = { now: () => now }
  const ctx: Context = {
    db: createDb(pool),
    clock,
    newId: createIds(clock, 1, 0).newId,
    log: createLogger('silent'),
    emojis: { byName: new Map() },
    origin: 'https://town.example',
    domain: 'town.example',
    storage: createFolderStorage('/nowhere'),
    committed: () => {},
  }
  try {
    const loaded = await loadTown(ctx, pool, town, { password: 'measured-in-words-1', withPictures: false })
    await layPictures(ctx, town, loaded)
    await readChannel(ctx, town, loaded, truths.resident)
    await profileAuthors(ctx)
    const { entries } = await loadAudit(ctx, loaded.idOf(truths.resident))
    const marks = new Map(entries.map(({ audited, marks }) => [audited.facts.username, marks]))
    return { marks, planted: plantedIn(truths) }
  } finally {
    await pool.end()
    await drop()
  }
}

export async function run(args: string[]): Promise<Figures> {
  const numberOf = (name: string, usual: number) =>
    Number(new RegExp(`^--${name}=(\\d+)$`).exec(args.find((arg) => arg.startsWith(`--${name}=`)) ?? '')?.[1] ?? usual)
  const [towns, people] = [numberOf('towns', 20), numberOf('people', 100)]
  const found = new Map<string, Record<string, number>>()
  const who: string[] = []
  let audited = 0
  const startedAt = performance.now()
  await withTestCluster(async () => {
    for (let number = 0; number < towns; number++) {
      const strength = strengths[number % strengths.length]!
      const seed = `town ${number}`
      const { marks, planted } = await auditTown(seed, strength, people)
      for (const [mark, names] of Object.entries(planted)) {
        const curve = found.get(mark) ?? {}
        const isFound = names.every((name) => marks.get(name)?.includes(mark as Mark))
        curve[strength.toFixed(1)] = (curve[strength.toFixed(1)] ?? 0) + Number(isFound)
        found.set(mark, curve)
      }
      for (const [name, held] of marks) {
        const isPlanted = accusations.some((mark) => planted[mark as Mark]?.includes(name))
        if (isPlanted) continue
        audited++
        const said = held.filter((mark) => accusations.includes(mark))
        if (said.length > 0) who.push(`${seed} ${name}: ${said.join(' ')}`)
      }
    }
  })
  const curves = Object.fromEntries([...found].map(([mark, curve]) => [`found_${mark}`, curve]))
  return {
    towns,
    people,
    seconds: Math.round((performance.now() - startedAt) / 1_000),
    audited,
    accused: who.length,
    who: who.join('; '),
    ...curves,
  }
}
