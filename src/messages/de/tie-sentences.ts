/** Was von einer Verbindung bekannt ist, in deutschen Sätzen. */
import type { TieLine } from '../../connection/strength.ts'
import type * as en from '../en/tie-sentences.ts'

const few = ['kein Mal', 'einmal', 'zweimal']
const times = (count: number) => few[count] ?? `${count} Mal`
/** Im Dativ: nach „von“ und „an“. */
const people = (count: number) => (count === 1 ? '1 Person' : `${count} Personen`)
const days = (count: number) => (count === 1 ? '1 Tag' : `${count} Tagen`)

function ago(hours: number): string {
  if (hours < 1) return 'in der letzten Stunde'
  if (hours < 48) return hours === 1 ? 'vor einer Stunde' : `vor ${hours} Stunden`
  const passed = Math.round(hours / 24)
  if (passed < 60) return `vor ${passed} Tagen`
  return passed < 730 ? `vor ${Math.round(passed / 30)} Monaten` : `vor ${Math.round(passed / 365)} Jahren`
}

const ended: Record<'block' | 'mute', (name: string) => string> = {
  block: (name) => `Du hast ${name} blockiert: Auf deiner Seite ist diese Verbindung zu Ende.`,
  mute: (name) => `Du hast ${name} stummgeschaltet: Auf deiner Seite ist diese Verbindung zu Ende.`,
}

const bandOpening: Record<'strong' | 'warm' | 'weak' | 'one-way', (name: string) => string> = {
  strong: (name) => `Du und ${name} redet viel miteinander`,
  warm: (name) => `Du und ${name} redet miteinander`,
  weak: (name) => `Zwischen dir und ${name} war ein wenig`,
  'one-way': (name) => `Zwischen dir und ${name} ging es bisher nur in eine Richtung`,
}

/** Wer in einer Zeile handelt, und an wem; jeweils mit dem, was im Satz aus „du“ wird. */
type Role = { who: string; has: 'hast' | 'hat'; to: string; at: string }
const you: Role = { who: 'du', has: 'hast', to: 'dir', at: 'dich' }
const other = (name: string): Role => ({ who: name, has: 'hat', to: name, at: name })
type Line = (count: number, one: Role, other: Role) => string

const wrote = (count: number, from: Role, to: Role) => `${from.who} ${from.has} ${to.to} ${times(count)} geschrieben`
const didTowards = (count: number, to: Role) =>
  `${people(count)} ${count === 1 ? 'hat' : 'haben'} sich ${to.at === 'dich' ? 'dir' : to.at} zugewandt`

const lines: Partial<Record<TieLine, Line>> = {
  start: () => 'Womit hier alle zwei Leute anfangen.',
  talk_recent: (count, one, two) => `${wrote(count, one, two)}: Was zuletzt war, zählt am meisten.`,
  talk_long: (count, one, two) => `${wrote(count, one, two)}: Auch Monate zählen.`,
  talk_days: (count, one, two) => `${one.who} ${one.has} ${two.to} an ${days(count)} geschrieben.`,
  back_recent: (count, one, two) => `${wrote(count, two, one)}: Was zuletzt war, zählt am meisten.`,
  back_long: (count, one, two) => `${wrote(count, two, one)}: Auch Monate zählen.`,
  acts_long: (count, one, two) => `${one.who} ${one.has} sich ${times(count)} ${two.to} zugewandt.`,
  attention_back: (count, one, two) => `${two.who} ${two.has} ${one.at} ${times(count)} favorisiert oder geteilt.`,
  last_talk: (hours, one, two) => `${one.who} ${one.has} ${two.to} zuletzt ${ago(hours)} geschrieben.`,
  last_back: (hours, one, two) => `${two.who} ${two.has} ${one.to} zuletzt ${ago(hours)} geschrieben.`,
  answer_rate: (count, one) => `${one.who} ${one.has} ${people(count)} zurückgeschrieben.`,
  activity: (count, one) => `${one.who} ${one.has} in 28 Tagen ${times(count)} jemandem geschrieben.`,
  talkative: (count, one) =>
    `${one.who} ${one.has} in 28 Tagen ${times(count)} jemandem geschrieben, gegenüber allem anderen.`,
  recent_activity: (count, one) => `${one.who} ${one.has} sich in 28 Tagen ${times(count)} jemandem zugewandt.`,
  called: (count, one) => `Andere haben ${one.to} in 28 Tagen ${times(count)} geschrieben.`,
  reach: (count, one) => `${didTowards(count, one)}.`,
  standing: (count, one) =>
    `${didTowards(count, one)}, gegenüber denen, an die ${one.who} sich ${one.has === 'hast' ? 'gewandt hast' : 'gewandt hat'}.`,
  popularity: (count, _one, two) => `${didTowards(count, two)}.`,
  target_callers: (count, _one, two) => `${people(count)} ${count === 1 ? 'hat' : 'haben'} ${two.to} geschrieben.`,
  target_called: (count, _one, two) => `Andere haben ${two.to} in 28 Tagen ${times(count)} geschrieben.`,
  target_activity: (count, _one, two) => `${two.who} ${two.has} in 28 Tagen ${times(count)} jemandem geschrieben.`,
  attention: (count, one, two) => `${one.who} ${one.has} ${two.at} ${times(count)} favorisiert oder geteilt.`,
  share_of_calls: (count, one, two) => `${wrote(count, two, one)}, gegenüber dem, was andere zuletzt schrieben.`,
}

const signals: Record<string, string> = {
  talk_long: 'wie viel man schreibt',
  talk_recent: 'wie viel man zuletzt schrieb',
  talk_days: 'an wie vielen Tagen man schreibt',
  back_long: 'wie viel das Gegenüber schreibt',
  back_recent: 'wie viel das Gegenüber zuletzt schrieb',
  acts_long: 'wie oft man sich dem Gegenüber zuwendet',
  attention_back: 'wie oft das Gegenüber favorisiert und teilt',
  answer_rate: 'ob man Leuten zurückschreibt',
  last_talk: 'wann man zuletzt schrieb',
  last_back: 'wann das Gegenüber zuletzt schrieb',
  activity: 'wie viel man überhaupt schreibt',
  recent_activity: 'wie viel man zuletzt tat',
  talkative: 'wie viel davon Gespräch ist',
  called: 'wie viel andere einem schreiben',
  reach: 'wie viele sich einem zuwenden',
  standing: 'wie viele sich einem zuwenden, gegenüber denen, an die man sich wendet',
  popularity: 'wie viele sich dem Gegenüber zuwenden',
  target_callers: 'wie viele dem Gegenüber schreiben',
  target_called: 'wie viel andere dem Gegenüber schreiben',
  target_activity: 'wie viel das Gegenüber überhaupt schreibt',
  attention: 'wie oft man das Gegenüber favorisiert und teilt',
  share_of_calls: 'wie viel von dem, was einem zuletzt geschrieben wurde, vom Gegenüber kommt',
}
const signalInWords = (signal: string): string => signals[signal] ?? signal

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

const often = { often: 'oft', sometimes: 'manchmal', rarely: 'selten' }

export const tieSentences: typeof en.tieSentences = {
  signalInWords,
  tieSentence({ band, ended: end }, { wrote, heard, gave, got }, { them }) {
    if (end) return ended[end](them)
    if (heard === undefined)
      return `Du hast ${them} ${times(wrote)} geschrieben. Was ${them} tut, ist hier nicht bekannt.`
    if (wrote + heard + gave + got === 0) return `Neu: Zwischen dir und ${them} war noch nichts. Sag Hallo.`
    const said = wrote > 0 ? `Du hast ${times(wrote)} geschrieben` : 'Du hast noch nicht geschrieben'
    const answered = heard > 0 ? `${them} ${times(heard)}` : `${them} noch nicht`
    const counted =
      wrote + heard > 0
        ? `${said}, ${answered}`
        : `Von dir ${times(gave)} favorisiert oder geteilt, von ${them} ${times(got)}`
    return band === 'unknown' ? `${counted}.` : `${bandOpening[band](them)}: ${counted}.`
  },
  lineSentence({ what, count }, { them, lane, spoke }) {
    const [one, two] = lane === 'out' ? [you, other(them)] : [other(them), you]
    if (what === 'last_talk' && !spoke.forth)
      return capitalized(`${one.who} ${one.has} ${two.to} noch nicht geschrieben.`)
    if (what === 'last_back' && !spoke.back)
      return capitalized(`${two.who} ${two.has} ${one.to} noch nicht geschrieben.`)
    const line = lines[what]
    if (line) return capitalized(line(count, one, two))
    const [first = '', second = ''] = what.split('+')
    return capitalized(`${signalInWords(first)} und ${signalInWords(second)}, zusammengenommen.`)
  },
  laneSentence(probability, lane, { them }, horizonDays) {
    const within = `innerhalb von ${days(Math.round(horizonDays))}`
    const chance = probability >= 500 ? 'wahrscheinlich' : probability >= 200 ? 'möglich' : 'unwahrscheinlich'
    return lane === 'out'
      ? `Dass du ${them} ${within} schreibst, ist ${chance}.`
      : `Dass ${them} dir ${within} schreibt, ist ${chance}.`
  },
  answersSentence({ newcomers, answered, addressedBy }, { them }) {
    if (newcomers === 'unknown') return `Zu wenige haben ${them} geschrieben, um zu sagen, wie oft eine Antwort kommt.`
    return `${them} antwortet ${often[newcomers]} denen, die schreiben: ${answered} von ${addressedBy}.`
  },
  stageSentence(stage, by, { them }) {
    switch (stage) {
      case 'rose':
        return `Du folgst ${them}.`
      case 'first_word':
        return `Du hast ${them} zum ersten Mal geschrieben.`
      case 'answered':
        return by === 'me' ? `Du hast ${them} geantwortet.` : `${them} hat geantwortet.`
      case 'conversation':
        return 'Daraus wurde ein Gespräch, dreimal hin und her.'
      case 'met':
        return `Du und ${them} seid euch begegnet.`
    }
  },
}
