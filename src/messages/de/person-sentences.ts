/** Was von einer Person bekannt ist, in deutschen Sätzen. */
import type * as en from '../en/person-sentences.ts'
import type { Named } from '../named.ts'
import { counted } from './grammar.ts'

/** „du“ für einen selbst; sonst der Name. */
const isYou = ({ own }: Pick<Named, 'own'>) => own === 'your'
const who = (one: Named) => (isYou(one) ? 'Du' : one.name)
const has = (one: Named) => (isYou(one) ? 'hast' : 'hat')
const posts = (count: number) => counted(count, 'Beitrag', 'Beiträge')
const postsHave = (count: number) => counted(count, 'Beitrag hat', 'Beiträge haben')
const people = (count: number) => counted(count, 'Person', 'Personen')

const readings: Record<string, (one: Named) => string> = {
  newcomer: (one) => `${who(one)} ${isYou(one) ? 'bist' : 'ist'} noch keinen Monat hier: zu früh, um etwas zu sagen.`,
  lurker: (one) =>
    `${who(one)} ${has(one)} kaum etwas geschrieben: Da gibt es nichts zu sagen, und das ist in Ordnung.`,
  too_little: () => 'Es wurde zu wenig gesagt, um es zu wissen.',
  converses: (one) => `${who(one)} ${isYou(one) ? 'redest' : 'redet'} mit Leuten.`,
  talks_with_few: (one) => `${who(one)} ${isYou(one) ? 'redest' : 'redet'}, mit wenigen Leuten.`,
  some_of_both: (one) =>
    `${who(one)} ${isYou(one) ? 'redest mit Leuten und schreibst' : 'redet mit Leuten und schreibt'} auch an alle.`,
  addresses_unanswered: (one) => `${who(one)} ${has(one)} viele Leute angesprochen; ein Gespräch wurde kaum daraus.`,
  broadcasts: (one) => `${who(one)} ${isYou(one) ? 'schreibst' : 'schreibt'} meist an alle.`,
}

const moved = (name: string, side: string | undefined) =>
  side === 'they'
    ? `: ${name} hat sich bewegt`
    : side === 'i'
      ? ': Du hast dich bewegt'
      : side === 'both'
        ? ': Ihr habt euch beide bewegt'
        : ''

export const personSentences: typeof en.personSentences = {
  twoWaySentence({ reading, evidence, counterEvidence }, one) {
    const answers = [...evidence, ...counterEvidence].find(({ what }) => what === 'answers')
    const opening = readings[reading]!(one)
    return answers && answers.count > 0
      ? `${opening} ${who(one)} ${has(one)} ${people(answers.count)} geantwortet.`
      : opening
  },
  twoWayLine: (what, count, one) =>
    ({
      answers: () => `${who(one)} ${has(one)} ${people(count)} geantwortet, die geschrieben hatten.`,
      exchanges: () => `${posts(count)} in zwölf Wochen gehörten zu einem Austausch.`,
      partners: () => `${who(one)} ${has(one)} in zwölf Wochen mit ${people(count)} hin und her geredet.`,
      regularity: () => `In ${counted(count, 'Woche', 'Wochen')} der letzten zwölf im Gespräch.`,
      few_partners: () => `Alles davon mit ${people(count)}.`,
      addressing: () => `${postsHave(count)} jemanden angesprochen.`,
      own_links: () => `${posts(count)} mit Link auf eigene Seiten.`,
      repeated_answers: () => `${counted(count, 'Antwort', 'Antworten')} mit demselben Wortlaut wie eine frühere.`,
      partners_of_same_day: () => `${counted(count, 'Gegenüber ist', 'Gegenüber sind')} am selben Tag dazugekommen.`,
      role_news: () => 'Nach eigenen Angaben ein Nachrichtenkonto.',
      role_service: () => 'Nach eigenen Angaben ein Dienst.',
      role_group: () => 'Nach eigenen Angaben eine Gruppe.',
      role_bot: () => 'Nach eigenen Angaben ein automatisches Konto.',
    })[what](),
  signLine: (what, count) =>
    ({
      never_posted: () => `Hat in ${counted(count, 'Tag', 'Tagen')} nie etwas geschrieben.`,
      never_addresses: () => `Hat in ${counted(count, 'Beitrag', 'Beiträgen')} niemanden angesprochen.`,
      follows_many_followed_by_few: () => `Folgt ${people(count)}, und kaum jemand folgt zurück.`,
      repeats_posts: () => `${posts(count)} mit demselben Wortlaut wie ein früherer.`,
      arrived_in_burst: () => `Ist dir in einem Schub von ${count} gefolgt.`,
      joined_with_others: () =>
        `Am selben Tag dazugekommen wie ${counted(count, 'anderer Follower', 'andere Follower')} von dir.`,
      newcomer: () => `Seit ${counted(count, 'Tag', 'Tagen')} hier: Alle fangen leise an.`,
      posts: () => `Hat ${posts(count)} geschrieben.`,
      addresses_people: () => `Hat in ${counted(count, 'Beitrag', 'Beiträgen')} jemanden angesprochen.`,
      addressed_by_people: () => `Bekommt Post von ${people(count)}.`,
      boosts: () => `Hat ${posts(count)} geteilt.`,
      favourites: () => `Hat ${posts(count)} favorisiert.`,
      followed: () => `Gefolgt von ${people(count)}.`,
    })[what](),
  interestLine: (what, count, name) =>
    ({
      fit: () =>
        `${counted(count, 'neuerer Beitrag', 'neuere Beiträge')} von ${name}, verglichen mit dem, worauf du eingehst.`,
      reactions: () => `Du bist in 90 Tagen auf ${posts(count)} von ${name} eingegangen.`,
      strong_tie: () => `Du und ${name} redet miteinander: Das zählt mehr als Themen.`,
      kept: () => `Du willst ${name} behalten.`,
    })[what](),
  interestSentence: ({ band }, name) =>
    ({
      interesting: `Was ${name} schreibt, ist nah an dem, worauf du eingehst.`,
      mixed: `Manches von dem, was ${name} schreibt, ist nah an dem, worauf du eingehst.`,
      uninteresting: `Was ${name} schreibt, ist weit weg von dem, worauf du eingehst, und du bist kaum darauf eingegangen.`,
      unknown: `Es ist zu wenig bekannt, um zu sagen, ob ${name} schreibt, worauf du eingehst.`,
    })[band],
  changeSentence: ({ band, moved: side }, name) =>
    ({
      closer: `Seit du folgst, seid ihr euch näher gekommen, du und ${name}${moved(name, side)}.`,
      steady: `Seit du folgst, hat sich zwischen euren Themen wenig geändert.`,
      apart: `Seit du folgst, haben sich eure Themen voneinander entfernt${moved(name, side)}.`,
      language_switch: `${name} schreibt in einer anderen Sprache als damals, als du anfingst zu folgen.`,
      unknown: 'Es ist zu wenig bekannt, um zu sagen, ob sich etwas geändert hat, seit du folgst.',
    })[band],
  changeLine: (what, count, name) =>
    ({
      they_moved: `${name}, nach ${counted(count, 'Beitrag', 'Beiträgen')} von damals.`,
      i_moved: `Du, nach ${counted(count, 'Beitrag', 'Beiträgen')}, auf die du damals eingingst.`,
    })[what],
  driftLine: (what, count) =>
    ({
      distance: `Je ${posts(count)} von damals und heute, Wort für Wort verglichen.`,
      chance: `Je ${posts(count)} abwechselnd in zwei Hälften: was der Zufall ergäbe.`,
      language: `${posts(count)} in einer anderen Sprache.`,
    })[what],
  driftSentence: ({ band }, name) =>
    ({
      steady: `${name} schreibt über das, worum es schon ging, als du anfingst zu folgen.`,
      moved: `${name} schreibt über anderes als damals, als du anfingst zu folgen.`,
      returned: `${name} ist wieder bei dem, worum es vor einem Jahr ging.`,
      language_switch: `${name} schreibt in einer anderen Sprache als damals, als du anfingst zu folgen.`,
      unknown: `Es ist zu wenig bekannt, um zu sagen, ob ${name} jetzt über anderes schreibt.`,
    })[band],
  audienceSentence({ raw, numbers, exact }) {
    const opening = `${counted(raw, 'Person folgt', 'Personen folgen')} dir`
    if (!numbers) return `${opening}. Zahlen über so wenige würden auf Einzelne zeigen, darum gibt es keine.`
    const about = exact ? '' : 'etwa '
    return `${opening}; ${about}${numbers.living.count} haben in 90 Tagen öffentlich etwas getan, ${about}${numbers.engaged.count} davon dir gegenüber.`
  },
  burstSentence({ count, expected, neverPosted, from, to }) {
    const minutes = Math.max(1, Math.round((to - from) / 60_000))
    const span =
      minutes < 120 ? counted(minutes, 'Minute', 'Minuten') : counted(Math.round(minutes / 60), 'Stunde', 'Stunden')
    const silent = neverPosted === undefined ? '' : `; ${neverPosted} davon haben nie etwas geschrieben`
    return `${count} kamen innerhalb von ${span}, wo ${expected} üblich wären${silent}.`
  },
}
