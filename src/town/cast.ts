/** Who lives in town, what they care about, and what was planted. */
import type { Random } from './random.ts'
import type { Voice } from './speech.ts'
import type { Truths } from './truths.ts'
import { crafts } from './words/crafts.ts'
import { culture } from './words/culture.ts'
import { french, german } from './words/german-french.ts'
import { bios, endings, familyNames, givenNames, signs } from './words/names.ts'
import { outdoors } from './words/outdoors.ts'
import { japanese, spanish } from './words/spanish-japanese.ts'
import type { Language, Topic } from './words/topic.ts'
import { linden, newspaper, promoter } from './words/voices.ts'

export const dayMs = 86_400_000
export const hourMs = 3_600_000
const everydayTopics = [...crafts, ...outdoors, ...culture].filter(({ name }) => name !== 'light')
const topicsOf: Record<Language, readonly Topic[]> = {
  en: everydayTopics,
  de: german,
  es: spanish,
  fr: french,
  ja: japanese,
}
const topicNamed = (name: string) => [...crafts, ...outdoors, ...culture].find((topic) => topic.name === name)!

export type Role =
  | 'ordinary'
  | 'newspaper'
  | 'promoter'
  | 'service'
  | 'ring'
  | 'lurker'
  | 'bought'
  | 'quiet'
  | 'photographer'

export type Member = {
  place: number
  username: string
  displayName: string
  bio: string
  fields: { name: string; value: string }[]
  isBot: boolean
  role: Role
  joinedAt: number
  /** Those they share evenings with; 0 for none. */
  circle: number
  /** What they talk about at a moment. */
  topicsAt: (time: number) => readonly { topic: Topic; weight: number }[]
  language: Language
  voice: Voice
  postsPerDay: number
  /** How likely they answer somebody they do not know, from 0 to 1. */
  answers: number
  /** How much they react to what they read; 1 is usual. */
  eagerness: number
  /** The hour of the day (UTC) around which they write. */
  hour: number
}

export type Cast = {
  now: number
  start: number
  strength: number
  members: Member[]
  named: (username: string) => Member
  plan: Plan
}
/** What was planted, before anybody said a word. */
export type Plan = Omit<Truths, 'openQuestion' | 'couple' | 'ordinary' | 'boughtWave'> & {
  couple: { people: [string, string]; roseAt: number; isMeeting: boolean }
  boughtWave: { of: string; followers: string[]; from: number; to: number }
}

const street = ['mara', 'noor', 'gesine', 'carlo', 'efua', 'piet', 'wanda', 'jonte']
/** The people of the plan, beside whoever else lives here. */
const planned = {
  mara: ['bread', 'birds', 'cycling'], noor: ['bread', 'choir'], hedda: ['books'], frida: ['cycling', 'birds'], thea: ['bread', 'garden'],
  elio: ['trains', 'light'], tova: ['tinkering', 'bread'], anselm: ['birds'], lucia: ['soup'], katja: ['games'], mateo: ['games'], wim: ['light'],
  ylva: ['swimming', 'bread'], otis: ['stars'], gesine: ['garden', 'maps'], carlo: ['tinkering'], efua: ['soup', 'choir'], piet: ['trains'],
  wanda: ['knitting'], jonte: ['cycling', 'games'], ulf: ['stars', 'trains'], gil: ['maps'], marek: ['games'], zadie: ['knitting'],
  timo: ['swimming'], runa: ['stars'],
} as const // biome-ignore format: a few to a line

const followBackers = ['marek', 'zadie', 'timo', 'runa']

function createVoice(random: Random): Voice {
  return {
    isLowercase: random.chance(0.12),
    sign: random.chance(0.35) ? random.pick(signs) : '',
    tails: random.chance(0.4) ? 0.2 : 0.05,
    hashtags: random.chance(0.4) ? 0.35 : 0.06,
  }
}

const calledInBios: Record<string, string> = {
  tinkering: 'small repairs',
  choir: 'singing',
  garden: 'beans',
  maps: 'old maps',
  stars: 'the night sky',
  games: 'board games',
  swimming: 'cold water',
  trains: 'night trains',
}

function bioOf(random: Random, topics: readonly Topic[], language: Language): string {
  const [first, second = random.pick(topicsOf[language])] = topics
  const thing = (topic: Topic) => random.pick(topic.things)
  if (language === 'de') return `${thing(first!)}, ${thing(second)}, Hafenluft. Ich antworte langsam, aber gern.`
  if (language === 'es') return `${thing(first!)}, ${thing(second)} y buena conversación.`
  if (language === 'fr') return `${thing(first!)}, ${thing(second)}, et le reste du temps la mer.`
  if (language === 'ja') return `${thing(first!)}と${thing(second)}。お気軽に話しかけてください。`
  const named = (topic: Topic) => calledInBios[topic.name] ?? topic.name
  const text = random
    .pick(bios)
    .replaceAll('{a}', named(first!))
    .replace('{b}', second === first ? 'tea' : named(second))
  return text.replace(/(^|[.!?] )(\p{Ll})/gu, (_, before, letter) => before + letter.toUpperCase())
}

type Draft = { username: string; topics: readonly Topic[]; language: Language; family: string }

function createMember(
  random: Random,
  place: number,
  { username, topics, language, family }: Draft,
  start: number,
): Member {
  const voice = createVoice(random)
  const given = username[0]!.toUpperCase() + username.slice(1).replace(/_.*/, '')
  const weighted = topics.map((topic, index) => ({ topic, weight: 1 / (index + 1) }))
  return {
    place,
    username,
    displayName: `${given}${random.chance(0.6) ? ` ${family}` : ''}${voice.sign ? ` ${voice.sign}` : ''}${language === 'en' && !(username in planned) ? random.pick(endings) : ''}`,
    bio: bioOf(random, topics, language),
    fields: random.chance(0.3)
      ? [
          {
            name: random.pick(['Street', 'Found at', 'Home']),
            value: random.pick(['Harbour town', 'Chapel Hill', 'Mill Quay', 'the library']),
          },
        ]
      : [],
    isBot: false,
    role: 'ordinary',
    joinedAt: start - Math.floor(random.between(0, 500) * dayMs),
    circle: 0,
    topicsAt: () => weighted,
    language,
    voice,
    postsPerDay: 0.08 + random.wait(0.2),
    answers: random.between(0.45, 0.95),
    eagerness: random.between(0.5, 1.6),
    hour: random.pick([7, 8, 12, 12, 17, 18, 19, 20, 20, 21]),
  }
}

function languageOf(random: Random): Language {
  const at = random.next()
  if (at < 0.74) return 'en'
  if (at < 0.84) return 'de'
  if (at < 0.92) return 'es'
  return at < 0.96 ? 'fr' : 'ja'
}

function createEverybody(random: Random, people: number, start: number): Member[] {
  const families = random.shuffled(familyNames)
  const names = random.shuffled(givenNames.map((name) => name.toLowerCase()).filter((name) => !(name in planned)))
  const drafts: Draft[] = Object.entries(planned).map(([username, topics], index) => ({
    username,
    topics: topics.map(topicNamed),
    language: 'en',
    family: families[index]!,
  }))
  const institutions = 8
  for (let index = drafts.length; index < people - institutions; index++) {
    const language = languageOf(random)
    const given = names[index % names.length]!
    const family = families[index % families.length]!
    const isSecond = index >= names.length
    drafts.push({
      username: isSecond || random.chance(0.35) ? `${given}_${family.toLowerCase()}` : given,
      topics: random.shuffled(topicsOf[language]).slice(0, 1 + random.below(3)),
      language,
      family,
    })
  }
  return drafts.map((draft, place) => createMember(random, place, draft, start))
}

/** Circles are of four to seven people with a language and a topic in common. */
function formCircles(random: Random, members: readonly Member[]) {
  const groups = Map.groupBy(
    random.shuffled(members),
    ({ language, topicsAt }) => `${language} ${topicsAt(0)[0]!.topic.name}`,
  )
  let circle = 1
  for (const group of groups.values())
    for (let from = 0; from < group.length; circle++) {
      const size = 4 + random.below(4)
      for (const member of group.slice(from, from + size)) member.circle = circle
      from += size
    }
}

type Institution = Pick<Member, 'username' | 'displayName' | 'bio' | 'role'> & Partial<Member>

function institution(random: Random, place: number, start: number, given: Institution): Member {
  const topics = [given.role === 'newspaper' ? newspaper : promoter]
  const plain = { isLowercase: false, sign: '', tails: 0, hashtags: given.role === 'ring' ? 0 : 0.3 }
  return {
    ...createMember(random, place, { username: given.username, topics, language: 'en', family: '' }, start),
    fields: [],
    voice: plain,
    ...given,
  }
}

function createInstitutions(random: Random, first: number, start: number, strength: number): Member[] {
  const ringDay = start + 60 * dayMs
  const given: Institution[] = [
    {
      username: 'harbour_courier', displayName: 'The Harbour Courier', role: 'newspaper', isBot: true, postsPerDay: 5, answers: 0, eagerness: 0, hour: 11,
      bio: 'News from the town between the mill and the sea, since 1884. This account publishes headlines and is not read.',
      fields: [{ name: 'Paper', value: 'https://courier.example.org' }],
    },
    {
      username: 'rex_ascend', displayName: 'Rex Ascend 🚀', role: 'promoter', postsPerDay: 2.6, answers: 0.5 * (1 - strength), eagerness: 0.05 * (1 - strength), hour: 9,
      bio: 'I help people who help people grow. 7 habits, 1 mindset. Free masterclass in my profile.',
      fields: [{ name: 'Masterclass', value: 'https://rex.example.com' }],
    },
    {
      username: 'harbour_trams', displayName: 'Harbour Trams, customer service', role: 'service', postsPerDay: 0.5, answers: 1, eagerness: 0, hour: 10,
      bio: 'Trams, ferries, lifts. We answer from six to midnight.', fields: [{ name: 'Timetables', value: 'https://trams.example.org' }],
    },
    ...['jack', 'pia', 'ron', 'sue', 'tom'].map((name, index): Institution => ({
      username: `lumen_${name}`, displayName: `${name[0]!.toUpperCase()}${name.slice(1)} | Lumen`, role: 'ring', joinedAt: ringDay + index * 11 * 60_000,
      bio: 'Early. Lumen community.', postsPerDay: 0.5, answers: 0.9, eagerness: 1, hour: 14,
    })),
  ] // biome-ignore format: one account in a few lines
  return given.map((one, index) => institution(random, first + index, start, one))
}

function createBought(random: Random, first: number, from: number): Member[] {
  return Array.from({ length: 120 }, (_, index) => {
    const username = `${random.pick(givenNames).toLowerCase()}${10_000 + random.below(90_000)}${index % 10}`
    const member = institution(random, first + index, from, { username, displayName: '', bio: '', role: 'bought' })
    return {
      ...member,
      joinedAt: from - Math.floor(random.between(1, 6) * dayMs),
      postsPerDay: 0,
      answers: 0,
      eagerness: 0,
    }
  })
}

/** Changes what was drawn at random to what was planned. */
function assignRoles(random: Random, cast: Pick<Cast, 'named' | 'now' | 'start' | 'strength'>, plan: Plan) {
  const { named, now, start, strength } = cast
  const become = (username: string, changes: Partial<Member>) => Object.assign(named(username), changes)
  const always = (names: readonly Topic[]) => names.map((topic, index) => ({ topic, weight: 1 / (index + 1) }))
  become('mara', {
    displayName: 'Mara Quillmoor 🍞', postsPerDay: 1.3, answers: 0.93, eagerness: 1.5, joinedAt: start - 300 * dayMs, hour: 19, voice: { isLowercase: false, sign: '', tails: 0.12, hashtags: 0.15 },
    bio: 'Bakes at night, counts birds in the morning, gets lost by bicycle in between. Linden Street. I like answers better than likes.',
    fields: [{ name: 'Street', value: 'Linden Street' }, { name: 'Bread diary', value: 'https://example.org/mara' }],
  }) // biome-ignore format: a person in a few lines
  become('hedda', {
    eagerness: 0.45,
    role: 'quiet',
    postsPerDay: 0.5 - 0.43 * strength,
    answers: 0.95,
    bio: 'I do not write much. I read all of it.',
    displayName: 'Hedda',
  })
  become('otis', { role: 'lurker', postsPerDay: 0, answers: 0, bio: '' })
  become('ylva', {
    joinedAt: now - 4 * dayMs,
    postsPerDay: 0.9,
    bio: 'New in town! Cold water, warm bread. Say hello.',
  })
  become('wim', { role: 'photographer', postsPerDay: 0.6, displayName: 'Wim', bio: 'light.' })
  become('elio', { displayName: 'Elio Ternwater', postsPerDay: 0.6, bio: 'Harbour before sunrise. Trains after.' })
  become('tova', {
    displayName: 'Tova Kettleby',
    postsPerDay: 0.5,
    bio: 'I mend clocks and read the letters people keep in them.',
  })
  for (const username of street) {
    const own = named(username).topicsAt(0)
    become(username, { circle: -1, topicsAt: () => [...own, { topic: linden, weight: 0.1 + 0.6 * strength }] })
    if (username !== 'mara') named(username).fields = [{ name: 'Street', value: 'Linden Street' }]
  }
  const [birds, games] = [topicNamed('birds'), topicNamed('games')]
  become('anselm', {
    postsPerDay: 0.9,
    topicsAt: (time) =>
      time < plan.drifted.at
        ? always([birds])
        : [
            { topic: birds, weight: 1.02 - strength },
            { topic: games, weight: 0.02 + strength },
          ],
  })
  become('lucia', {
    postsPerDay: 0.8,
    topicsAt: (time) =>
      time < plan.languageChanged.at
        ? always([topicNamed('soup')])
        : [{ topic: topicNamed('soup'), weight: 1.02 - strength }, { topic: spanish[0]!, weight: 0.02 + strength }],
  }) // biome-ignore format: the two halves beside each other
  become('katja', {
    topicsAt: () => always([german[1]!, german[2]!, spanish[1]!]),
    language: 'de',
    postsPerDay: 0.6,
    circle: -2,
    bio: 'Deutsch, español, ein bisschen von allem.',
  })
  become('mateo', {
    topicsAt: () => always([spanish[0]!, spanish[1]!, german[1]!]),
    language: 'es',
    postsPerDay: 0.6,
    circle: -2,
    bio: 'Cocino en español, sueño auf Deutsch.',
  })
  for (const username of [...followBackers, 'ulf', 'frida', 'thea']) become(username, { circle: 0 })
  named('mara').topicsAt = () => [
    ...always([topicNamed('bread'), birds, topicNamed('cycling')]),
    { topic: linden, weight: 0.1 + 0.3 * strength },
  ]
  for (const member of [named('gil')]) member.eagerness = random.between(0.8, 1.2)
}

export function createCast({
  random,
  now,
  strength,
  people,
}: {
  random: Random
  now: number
  strength: number
  people: number
}): Cast {
  const start = now - 182 * dayMs
  const everybody = createEverybody(random, people, start)
  formCircles(random, everybody.slice(Object.keys(planned).length))
  const waveFrom = start + Math.floor(random.between(95, 120)) * dayMs + 3 * hourMs
  const waveMs = 14 * 60_000 + Math.round((1 - strength) ** 2 * 60 * dayMs)
  const institutions = createInstitutions(random, everybody.length, start, strength)
  const bought = createBought(random, everybody.length + institutions.length, waveFrom)
  const members = [...everybody, ...institutions, ...bought]
  const byName = new Map(members.map((member) => [member.username, member]))
  const named = (username: string) => byName.get(username)!
  const plan: Plan = {
    resident: 'mara',
    closeFriends: ['mara', 'noor'],
    couple: {
      people: ['elio', 'tova'],
      roseAt: now - (now % dayMs) - 95 * dayMs + 17 * hourMs,
      isMeeting: strength >= 0.5,
    },
    newspaper: 'harbour_courier',
    promoter: 'rex_ascend',
    quietFriend: { friend: 'hedda', of: 'mara' },
    service: 'harbour_trams',
    ring: institutions.filter(({ role }) => role === 'ring').map(({ username }) => username),
    newcomer: 'ylva',
    lurker: 'otis',
    boughtWave: {
      of: 'rex_ascend',
      followers: bought.map(({ username }) => username),
      from: waveFrom,
      to: waveFrom + waveMs,
    },
    neighbours: street,
    drifted: { person: 'anselm', from: 'birds', to: 'games', at: now - 91 * dayMs },
    languageChanged: { person: 'lucia', from: 'en', to: 'es', at: now - 91 * dayMs },
    followBacks: followBackers.map((first) => ({ first, back: 'mara' })),
    withoutReason: { follower: 'mara', followee: 'ulf' },
    goneQuiet: { people: ['mara', 'frida'], at: now - 110 * dayMs },
    bilingual: ['katja', 'mateo'],
    photographer: 'wim',
  }
  assignRoles(random, { named, now, start, strength }, plan)
  return { now, start, strength, members, named, plan }
}
