/**
 * What is found of what was planted, and of whom something is said that is not so. Towns of different seeds, in which what
 * was planted shows more or less plainly (strength 0.2 to 1), are loaded into databases of their own, and their people ask
 * the server over HTTP. `--towns=N` (20 unless told), `--people=N` in each (200).
 *
 * `found`: for each truth, the share of towns in which it is found, by strength. `accused`: for each innocent, and for
 * ordinary people together, the share of which something is said that was not planted. What is known after each town goes to stderr.
 */

import { profileAuthors } from '../src/ties/interest.ts'
import { type LoadedTown, loadTown } from '../src/town/load.ts'
import { createTown, type Town } from '../src/town/town.ts'
import type { Truths } from '../src/town/truths.ts'
import { accusations, auditOf, layPictures, readChannel } from '../tests/auditing.ts'
import { withTestCluster } from '../tests/cluster.ts'
import { logInAs } from '../tests/log-in.ts'
import { createWorld, type Person } from '../tests/world.ts'
import type { Figures } from './run.ts'

const now = new Date('2030-01-15T18:00:00Z')
const strengths = [0.2, 0.4, 0.6, 0.8, 1]
const password = 'measured-in-words-1'
const ordinaryAsked = 30
const minuteMs = 60_000

/** Shares as they come: how often it was so, of how often it was asked. */
type Tally = Map<string, Map<string, { yes: number; of: number }>>

function note(tally: Tally, name: string, strength: number, isSo: boolean) {
  const curve = tally.get(name) ?? new Map<string, { yes: number; of: number }>()
  const key = strength.toFixed(1)
  const point = curve.get(key) ?? { yes: 0, of: 0 }
  curve.set(key, { yes: point.yes + Number(isSo), of: point.of + 1 })
  tally.set(name, curve)
}

type Line = { what: string; count: number; points: number }
type Tie = { band: string; trend: string; stage: { stage: string } }
type Score = { band: string; evidence: Line[]; counter_evidence: Line[] }
type Interest = { drift: { band: string } }
type Burst = { from: string; to: string; count: number }

/** What people are told by the server, in the words of its API. */
type Asking = {
  tie: (viewer: string, other: string) => Promise<Tie>
  twoWay: (other: string) => Promise<Score>
  interest: (viewer: string, other: string) => Promise<Interest>
  bursts: (viewer: string) => Promise<Burst[]>
}

function createAsking(loaded: LoadedTown, logIn: (username: string) => Promise<Person['api']>): Asking {
  const people = new Map<string, Promise<Person['api']>>()
  async function get<T>(viewer: string, path: string): Promise<T> {
    const known = people.get(viewer) ?? logIn(viewer)
    people.set(viewer, known)
    const answer = await (await known)('GET', `/api/twoway/v1/${path}`)
    if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}: ${answer.text}`)
    return answer.body
  }
  return {
    tie: (viewer, other) => get(viewer, `ties/${loaded.idOf(other)}`),
    twoWay: (other) => get('mara', `people/${loaded.idOf(other)}/two_way`),
    interest: (viewer, other) => get(viewer, `people/${loaded.idOf(other)}/interest`),
    bursts: async (viewer) => (await get<{ bursts: Burst[] }>(viewer, 'audience')).bursts,
  }
}

const isClose = ({ band }: Tie) => band === 'strong' || band === 'warm'
const haveTalked = ({ stage: { stage } }: Tie) => stage === 'conversation' || stage === 'met'
const nothingPassed = ({ stage: { stage } }: Tie) => stage === 'rose' || stage === 'none'
const countOf = ({ evidence, counter_evidence }: Score, what: string) =>
  [...evidence, ...counter_evidence].find((line) => line.what === what)?.count ?? 0
const isRing = (score: Score) => countOf(score, 'partners_of_same_day') >= 3 && countOf(score, 'few_partners') > 0
const isSelfPraise = (score: Score) => score.band === 'broadcast' && countOf(score, 'own_links') >= 5

async function findTies({ tie }: Asking, truths: Truths): Promise<Record<string, boolean>> {
  const { closeFriends, quietFriend, couple, goneQuiet, followBacks, bilingual, withoutReason } = truths
  const [admired, admirer] = couple.people
  const gone = await tie(...goneQuiet.people)
  const backs = await Promise.all(followBacks.map(({ first, back }) => tie(back, first)))
  const stage = couple.metAt === undefined ? 'conversation' : 'met'
  return {
    close_friends: isClose(await tie(...closeFriends)),
    quiet_friend: isClose(await tie(quietFriend.of, quietFriend.friend)),
    couple: (await tie(admirer, admired)).stage.stage === stage,
    gone_quiet: haveTalked(gone) && gone.trend === 'fading',
    follow_back_only: backs.every(nothingPassed),
    follow_without_a_word: nothingPassed(await tie(withoutReason.follower, withoutReason.followee)),
    bilingual_pair: isClose(await tie(...bilingual)),
  }
}

async function findPeople({ twoWay, interest, bursts }: Asking, truths: Truths): Promise<Record<string, boolean>> {
  const { promoter, ring, drifted, languageChanged, boughtWave, resident } = truths
  const ofRing = await Promise.all(ring.map(twoWay))
  const wave = await bursts(boughtWave.of)
  const isWave = ({ from, to }: Burst) => Date.parse(from) <= boughtWave.to && Date.parse(to) >= boughtWave.from
  return {
    self_promoter: isSelfPraise(await twoWay(promoter)),
    reply_ring: ofRing.every(isRing),
    bought_wave: wave.some(isWave),
    drifted: (await interest(resident, drifted.person)).drift.band === 'moved',
    language_changed: (await interest(resident, languageChanged.person)).drift.band === 'language_switch',
  }
}

/** Of each asked: whether something is said of them that is not so. */
async function accuse(asking: Asking, town: Town, truths: Truths): Promise<Record<string, boolean[]>> {
  const { tie, twoWay, interest, bursts } = asking
  const { resident, newspaper, newcomer, lurker, service, photographer, neighbours, ordinary } = truths
  const isOrdinary = new Set(ordinary)
  const asked = ordinary.slice(0, ordinaryAsked)
  const follows = town.follows.filter(({ follower, followee }) => follower === resident && isOrdinary.has(followee))
  const scores = await Promise.all(asked.map(twoWay))
  const interests = await Promise.all(follows.map(({ followee }) => interest(resident, followee)))
  const ties = await Promise.all(follows.map(({ followee }) => tie(resident, followee)))
  const blames = (score: Score) => isRing(score) || isSelfPraise(score)
  return {
    // It publishes: that it broadcasts is so. That somebody is close to it, or that its followers were bought, is not.
    newspaper_as_close: [isClose(await tie(resident, newspaper))],
    newspaper_bought_followers: [(await bursts(newspaper)).length > 0],
    newcomer_as_broadcast: [(await twoWay(newcomer)).band === 'broadcast'],
    lurker_as_broadcast: [(await twoWay(lurker)).band === 'broadcast'],
    service_as_broadcast: [(await twoWay(service)).band === 'broadcast'],
    photographer_as_moved: [(await interest(resident, photographer)).drift.band === 'moved'],
    neighbours_as_ring_or_promoter: (await Promise.all(neighbours.map(twoWay))).map(blames),
    ordinary_as_broadcast: scores.map(({ band }) => band === 'broadcast'),
    ordinary_as_ring_or_promoter: scores.map(blames),
    ordinary_as_moved: interests.map(({ drift }) => drift.band === 'moved' || drift.band === 'language_switch'),
    silent_follow_as_close: ties.map((one) => nothingPassed(one) && isClose(one)),
    friends_as_gone_quiet: [(await tie(...truths.closeFriends)).trend === 'fading'],
    bought_followers_of_others: await Promise.all(
      [resident, neighbours[1]!, neighbours[4]!].map(async (name) => (await bursts(name)).length > 0),
    ),
  }
}

/** What Mara's audit says of those who were planted, and of everybody else she follows. */
async function findInAudit(api: Person['api'], truths: Truths) {
  const audit = await auditOf(api)
  const marksOf = (name: string) => audit.get(name)?.marks ?? []
  const { promoter, quietFriend, followBacks, drifted, languageChanged, goneQuiet, openQuestion } = truths
  const planted = new Set([promoter, drifted.person, languageChanged.person, ...followBacks.map(({ first }) => first)])
  return {
    found: {
      audit_self_promoter: marksOf(promoter).includes('promotes'),
      audit_quiet_friend: marksOf(quietFriend.friend).includes('quiet_friend'),
      audit_follow_back_only: followBacks.every(({ first }) => marksOf(first).includes('follow_back_only')),
      audit_drifted: marksOf(drifted.person).includes('moved_away'),
      audit_language_changed: marksOf(languageChanged.person).includes('language_changed'),
      audit_gone_quiet: marksOf(goneQuiet.people[1]).includes('gone_quiet'),
      audit_waiting: marksOf(openQuestion.by).includes('waiting'),
    },
    accused: [...audit]
      .filter(([name]) => !planted.has(name))
      .map(([, { marks }]) => marks.some((mark) => accusations.includes(mark))),
  }
}

async function measure(number: number, people: number, found: Tally, accused: Tally): Promise<number> {
  const strength = strengths[number % strengths.length]!
  const { town, truths } = createTown({ seed: `town ${number}`, now, strength, people })
  const world = await createWorld()
  try {
    world.clock.set(now)
    const startedAt = performance.now()
    const loaded = await loadTown(world.ctx, world.server.pool, town, { password, withPictures: false })
    const seconds = (performance.now() - startedAt) / 1_000
    await world.settle()
    world.clock.set(new Date(now.getTime() + minuteMs))
    await layPictures(world.ctx, town, loaded)
    await readChannel(world.ctx, town, loaded, truths.resident)
    await profileAuthors(world.ctx)
    const asking = createAsking(loaded, (username) => logInAs(world, username, password))
    const audited = await findInAudit(await logInAs(world, truths.resident, password), truths)
    const findings = { ...(await findTies(asking, truths)), ...(await findPeople(asking, truths)), ...audited.found }
    for (const isAccused of audited.accused) note(accused, 'anybody_else_by_audit', strength, isAccused)
    for (const [name, isFound] of Object.entries(findings)) note(found, name, strength, isFound)
    for (const [name, all] of Object.entries(await accuse(asking, town, truths)))
      for (const isAccused of all) note(accused, name, strength, isAccused)
    return seconds
  } finally {
    await world.stop()
  }
}

function shares(prefix: string, tally: Tally): Figures {
  return Object.fromEntries(
    [...tally].map(([name, curve]) => [
      `${prefix}_${name}`,
      Object.fromEntries(
        [...curve]
          .toSorted(([a], [b]) => a.localeCompare(b))
          .map(([strength, { yes, of }]) => [strength, Number((yes / of).toFixed(3))]),
      ),
    ]),
  )
}

export async function run(args: string[]): Promise<Figures> {
  const numberOf = (name: string, usual: number) =>
    Number(new RegExp(`^--${name}=(\\d+)$`).exec(args.find((arg) => arg.startsWith(`--${name}=`)) ?? '')?.[1] ?? usual)
  const towns = numberOf('towns', 20)
  const people = numberOf('people', 200)
  const found: Tally = new Map()
  const accused: Tally = new Map()
  const seconds: number[] = []
  await withTestCluster(async () => {
    for (let number = 0; number < towns; number++) {
      seconds.push(await measure(number, people, found, accused))
      console.error(JSON.stringify({ after: number + 1, ...shares('found', found), ...shares('accused', accused) }))
    }
  })
  const load_s = Number((seconds.reduce((sum, one) => sum + one, 0) / seconds.length).toFixed(1))
  return { towns, people, load_s, ...shares('found', found), ...shares('accused', accused) }
}
