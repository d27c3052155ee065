/** What is known of a tie, in English sentences. Pure: also for the web app. */
import type { Side, Stage } from '../../connection/stage.ts'
import type { Band, Frequency, TieLine, TieScore } from '../../connection/strength.ts'

/** Whom a sentence is about: `You` and the other one by name. */
export type Names = { them: string }

const few = ['not once', 'once', 'twice']
const times = (count: number) => few[count] ?? `${count} times`
const people = (count: number) => (count === 1 ? '1 person' : `${count} people`)
const days = (count: number) => (count === 1 ? '1 day' : `${count} days`)

/** Hours ago, in words. */
function ago(hours: number): string {
  if (hours < 1) return 'within the hour'
  if (hours < 48) return `${hours} hours ago`
  const passed = Math.round(hours / 24)
  if (passed < 60) return `${passed} days ago`
  return passed < 730 ? `${Math.round(passed / 30)} months ago` : `${Math.round(passed / 365)} years ago`
}

export type TieCounts = { wrote: number; heard: number | undefined; gave: number; got: number }

const ended: Record<NonNullable<TieScore['ended']>, (name: string) => string> = {
  block: (name) => `You have blocked ${name}: on your side this tie has ended.`,
  mute: (name) => `You have muted ${name}: on your side this tie has ended.`,
}

const bandOpening: Record<Exclude<Band, 'unknown'>, (name: string) => string> = {
  strong: (name) => `You and ${name} talk with each other a lot`,
  warm: (name) => `You and ${name} talk with each other`,
  weak: (name) => `A little has passed between you and ${name}`,
  'one-way': (name) => `Between you and ${name} it has gone one way so far`,
}

/** The tie in one sentence or two: what was counted comes before any judgement. */
function tieSentence(
  { band, ended: end }: Pick<TieScore, 'band' | 'ended'>,
  { wrote, heard, gave, got }: TieCounts,
  { them }: Names,
): string {
  if (end) return ended[end](them)
  if (heard === undefined) return `You wrote to ${them} ${times(wrote)}. What ${them} does is not known here.`
  if (wrote + heard + gave + got === 0) return `New: nothing has passed between you and ${them} yet. Say hello.`
  const said = wrote > 0 ? `you wrote ${times(wrote)}` : 'you have not written yet'
  const answered = heard > 0 ? `${them} wrote ${times(heard)}` : `${them} has not written yet`
  const counted = wrote + heard > 0 ? `${said}, ${answered}` : `${gave} favourites and boosts by you, ${got} by ${them}`
  return band === 'unknown' ? `${capitalized(counted)}.` : `${bandOpening[band](them)}: ${counted}.`
}

/** `actor` and `target` as they stand in a sentence; the first one of it begins with a capital. */
type Roles = { actor: string; target: string; actorHas: string; targetHas: string }

const lineWords: Partial<Record<TieLine, (count: number, roles: Roles) => string>> = {
  start: () => 'Where every two people start here.',
  talk_recent: (count, { actor, target }) => `${actor} wrote to ${target} ${times(count)}: lately counts most.`,
  talk_long: (count, { actor, target }) => `${actor} wrote to ${target} ${times(count)}: months count too.`,
  talk_days: (count, { actor, target }) => `${actor} wrote to ${target} on ${days(count)}.`,
  back_recent: (count, { actor, target }) => `${target} wrote to ${actor} ${times(count)}: lately counts most.`,
  back_long: (count, { actor, target }) => `${target} wrote to ${actor} ${times(count)}: months count too.`,
  acts_long: (count, { actor, target }) => `${actor} did something towards ${target} ${times(count)}.`,
  attention_back: (count, { actor, target }) => `${target} favourited or boosted ${actor} ${times(count)}.`,
  last_talk: (hours, { actor, target }) => `${actor} last wrote to ${target} ${ago(hours)}.`,
  last_back: (hours, { actor, target }) => `${target} last wrote to ${actor} ${ago(hours)}.`,
  answer_rate: (count, { actor, actorHas }) => `${actor} ${actorHas} written back to ${people(count)}.`,
  activity: (count, { actor }) => `${actor} wrote to somebody ${times(count)} in 28 days.`,
  talkative: (count, { actor }) => `${actor} wrote to somebody ${times(count)} in 28 days, against all else.`,
  recent_activity: (count, { actor }) => `${actor} did something towards somebody ${times(count)} in 28 days.`,
  called: (count, { actor }) => `Others wrote to ${actor} ${times(count)} in 28 days.`,
  reach: (count, { actor }) => `${people(count)} did something towards ${actor}.`,
  standing: (count, { actor, actorHas }) =>
    `${people(count)} did something towards ${actor}, against those ${actor} ${actorHas} turned to.`,
  popularity: (count, { target }) => `${people(count)} did something towards ${target}.`,
  target_callers: (count, { target }) => `${people(count)} wrote to ${target}.`,
  target_called: (count, { target }) => `Others wrote to ${target} ${times(count)} in 28 days.`,
  target_activity: (count, { target }) => `${target} wrote to somebody ${times(count)} in 28 days.`,
  attention: (count, { actor, target }) => `${actor} favourited or boosted ${target} ${times(count)}.`,
  share_of_calls: (count, { actor, target }) =>
    `${target} wrote to ${actor} ${times(count)}, against what others wrote lately.`,
}

const togetherWords: Record<string, string> = {
  talk_long: 'how much one writes',
  talk_recent: 'how much one wrote lately',
  talk_days: 'on how many days one writes',
  back_long: 'how much the other writes',
  back_recent: 'how much the other wrote lately',
  acts_long: 'how much one does towards the other',
  attention_back: 'how often the other favourites and boosts',
  answer_rate: 'whether one writes back to people',
  last_talk: 'when one last wrote',
  last_back: 'when the other last wrote',
  activity: 'how much one writes to anybody',
  recent_activity: 'how active one is',
  talkative: 'how much of it is talk',
  called: 'how much others write to one',
  reach: 'how many turn to one',
  standing: 'how many turn to one, against those one turns to',
  popularity: 'how many turn to the other',
  target_callers: 'how many write to the other',
  target_called: 'how much others write to the other',
  target_activity: 'how much the other writes to anybody',
  attention: 'how often one favourites and boosts the other',
  share_of_calls: 'how much of what is written to one lately comes from the other',
}

/** What a signal of the model is about, for whoever reads the published table. */
const signalInWords = (signal: string): string => togetherWords[signal] ?? signal

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** `spoke`: whether the one who acts has ever written to the other, and the other to them. */
export type LaneNames = Names & { lane: 'out' | 'in'; spoke: { forth: boolean; back: boolean } }

/** One line of evidence of the lane in which I act (`out`), or they do (`in`). */
function lineSentence({ what, count }: { what: TieLine; count: number }, { them, lane, spoke }: LaneNames): string {
  const roles: Roles =
    lane === 'out'
      ? { actor: 'you', target: them, actorHas: 'have', targetHas: 'has' }
      : { actor: them, target: 'you', actorHas: 'has', targetHas: 'have' }
  if (what === 'last_talk' && !spoke.forth)
    return capitalized(`${roles.actor} ${roles.actorHas} not written to ${roles.target} yet.`)
  if (what === 'last_back' && !spoke.back)
    return capitalized(`${roles.target} ${roles.targetHas} not written to ${roles.actor} yet.`)
  const words = lineWords[what]
  if (words) return capitalized(words(count, roles))
  const [first = '', second = ''] = what.split('+')
  return capitalized(`${signalInWords(first)} and ${signalInWords(second)}, taken together.`)
}

/** What a lane's probability says, in words. */
function laneSentence(probability: number, lane: 'out' | 'in', { them }: Names, horizonDays: number): string {
  const within = `within ${days(Math.round(horizonDays))}`
  const chance = probability >= 500 ? 'likely' : probability >= 200 ? 'possible' : 'unlikely'
  return lane === 'out'
    ? `That you write to ${them} ${within} is ${chance}.`
    : `That ${them} writes to you ${within} is ${chance}.`
}

const often: Record<Exclude<Frequency, 'unknown'>, string> = {
  often: 'often',
  sometimes: 'sometimes',
  rarely: 'rarely',
}

function answersSentence({ newcomers, answered, addressedBy }: TieScore['answers'], { them }: Names): string {
  if (newcomers === 'unknown') return `Too few people have written to ${them} to say how often ${them} answers.`
  return `${them} ${often[newcomers]} answers people who write: ${answered} of ${addressedBy}.`
}

const stageWords: Record<Exclude<Stage, 'none'>, (by: Side | 'both', name: string) => string> = {
  rose: (_by, name) => `You followed ${name}.`,
  first_word: (_by, name) => `You wrote to ${name} for the first time.`,
  answered: (by, name) => (by === 'me' ? `You answered ${name}.` : `${name} answered.`),
  conversation: () => 'It became a conversation of three turns.',
  met: (_by, name) => `You and ${name} have met in person.`,
}

const stageSentence = (stage: Exclude<Stage, 'none'>, by: Side | 'both', { them }: Names) => stageWords[stage](by, them)

export const tieSentences = {
  answersSentence,
  laneSentence,
  lineSentence,
  signalInWords,
  stageSentence,
  tieSentence,
}
