/** Eine Durchsicht in deutschen Sätzen. Was gezählt wurde, kommt zuerst, und niemand wird zurechtgewiesen. */
import { type AuditedInWords, hoursWaited } from '../audited.ts'
import type * as en from '../en/audit-sentences.ts'
import { counted, fullNumber } from './grammar.ts'
import { pageGrammar } from './page-grammar.ts'

const people = (count: number) => counted(count, 'Person', 'Personen')
const posts = (count: number) => counted(count, 'Beitrag', 'Beiträge')
/** Im Dativ: „in 3 Beiträgen“. */
const ofPosts = (count: number) => counted(count, 'Beitrag', 'Beiträgen')
const few = ['kein Mal', 'einmal', 'zweimal']
const times = (count: number) => few[count] ?? `${fullNumber(count)} Mal`

const givenReasons = {
  liked_post: 'weil dir ein Beitrag gefiel',
  other_side: 'weil du die andere Seite eines Gesprächs wolltest',
  lives_near: 'weil ihr nah beieinander wohnt',
  know_someday: 'weil du diese Person gern einmal kennenlernen würdest',
  follows_me: 'weil sie dir folgt',
  met: 'weil ihr euch begegnet seid',
  other: 'aus einem eigenen Grund',
}

function waitedFor({ facts }: AuditedInWords): string {
  const hours = hoursWaited(facts)
  return hours < 1 ? 'innerhalb einer Stunde' : counted(hours, 'Stunde später', 'Stunden später')
}

const declared = {
  news: 'ein Nachrichtenkonto',
  service: 'ein Dienst',
  group: 'eine Gruppe',
  bot: 'ein automatisches Konto',
}

function driftPart({ name, measure }: AuditedInWords['facts']): string {
  if (measure?.drift === 'moved') return ` ${name} schreibt über anderes als damals, als du anfingst zu folgen.`
  if (measure?.drift === 'language_switch')
    return ` ${name} schreibt in einer anderen Sprache als damals, als du anfingst zu folgen.`
  if (measure?.change === 'apart' && measure.moved === 'i') return ' Worauf du eingehst, hat sich seitdem geändert.'
  return ''
}

const verdicts: Record<string, Record<string, string>> = {
  reason: {
    stored: 'mit einem Grund, den du notiert hast',
    inferred: 'mit einem Grund, der sich aus dem erraten lässt, was vorher war',
    imported: 'aus einem Import',
    none: 'ohne einen bekannten Grund',
    unknown: 'noch nicht angesehen',
  },
  follow_back: {
    only_that: 'zurückgefolgt, und seitdem nichts',
    no: 'um ihrer selbst willen, oder es ist seitdem etwas gewesen',
    unknown: 'zu früh oder zu wenig, um es zu sagen',
  },
  interest: {
    interesting: 'nah an dem, worauf du eingehst',
    mixed: 'zum Teil das, worauf du eingehst',
    uninteresting: 'weit weg von dem, worauf du eingehst, und kaum eine Reaktion',
    unknown: 'zu wenig, um es zu sagen',
  },
  engaging: {
    converses: 'reden mit Leuten',
    mixed: 'reden und schreiben an alle',
    broadcasts: 'schreiben meist an alle',
    described: 'schreiben an alle, weil sie dafür da sind',
    unknown: 'zu wenig, um es zu sagen',
  },
}

const verdictSentence = (question: string, verdict: string) => verdicts[question]?.[verdict] ?? verdict

/** „3 Personen schreiben …“, „1 Person schreibt …“ */
const doing = (one: string, several: string, rest: string) => (count: number) =>
  `${counted(count, `Person ${one}`, `Personen ${several}`)} ${rest}`

const marks: Record<string, (count: number) => string> = {
  waiting: (count) =>
    `${counted(count, 'Person hat dir geschrieben und wartet', 'Personen haben dir geschrieben und warten')} auf eine Antwort.`,
  follow_back_only: (count) => `${people(count)} bist du zurückgefolgt, und seitdem war nichts.`,
  uninteresting: doing('schreibt', 'schreiben', 'weit weg von dem, worauf du eingehst.'),
  promotes: doing('verlinkt', 'verlinken', 'meist eigene Seiten.'),
  takes_much: doing('füllt', 'füllen', 'viel von deinem Kanal, fast ohne Verbindung.'),
  moved_away: doing('schreibt', 'schreiben', 'über anderes als damals, als du anfingst zu folgen.'),
  language_changed: doing('schreibt', 'schreiben', 'in einer anderen Sprache als damals, als du anfingst zu folgen.'),
  broadcasts: doing('schreibt', 'schreiben', 'meist an alle.'),
  gone_quiet: (count) => `Mit ${people(count)} hast du früher geredet; es ist still geworden.`,
  no_reason: (count) => `${people(count)} folgst du ohne einen bekannten Grund.`,
  i_moved: (count) => `Worauf du eingehst, hat sich von ${people(count)} entfernt.`,
  quiet_friend: (count) =>
    `${counted(count, 'Person, mit der du redest, schreibt', 'Personen, mit denen du redest, schreiben')} selten: leicht zu übersehen.`,
  new: (count) => `${people(count)} folgst du seit weniger als zwei Wochen.`,
}

const markNames: Record<string, string> = {
  waiting: 'wartet auf eine Antwort',
  follow_back_only: 'zurückgefolgt, seitdem nichts',
  uninteresting: 'weit weg von dem, worauf du eingehst',
  promotes: 'verlinkt eigene Seiten',
  takes_much: 'viel von deinem Kanal',
  moved_away: 'schreibt jetzt über anderes',
  language_changed: 'schreibt jetzt in einer anderen Sprache',
  broadcasts: 'schreibt meist an alle',
  gone_quiet: 'still geworden zwischen euch',
  no_reason: 'kein Grund bekannt',
  i_moved: 'du bist weitergezogen',
  quiet_friend: 'schreibt selten',
  new: 'neu',
}

export const auditSentences: typeof en.auditSentences = {
  reasonSentence(audited, introducer) {
    const { facts, reason } = audited
    const day = pageGrammar.utcLongDay(facts.followedAt)
    const since = `bevor du am ${day} folgtest`
    const who = introducer ?? 'Jemand, dem du folgst,'
    if (reason.kind === 'stored') {
      if (facts.reason === undefined || facts.reason === 'other' || facts.reason === 'imported')
        return facts.reasonText ? `In deinen Worten: „${facts.reasonText}“` : 'Du hast einen eigenen Grund angegeben.'
      const stated = `Du folgst, ${givenReasons[facts.reason]}.`
      return facts.reasonText ? `${stated} In deinen Worten: „${facts.reasonText}“` : stated
    }
    switch (reason.kind) {
      case 'first_interaction':
        return facts.measure?.firstAct?.by === 'them'
          ? `Kein Grund notiert. ${facts.name} hatte sich an dich gewandt, ${since}.`
          : `Kein Grund notiert. Du hattest dich an ${facts.name} gewandt, ${since}.`
      case 'boosted_by':
        return `Kein Grund notiert. ${who} hat ${facts.name} in der Woche geteilt, ${since}.`
      case 'answered_by':
        return `Kein Grund notiert. ${who} hat ${facts.name} in der Woche geantwortet, ${since}.`
      case 'followed_back':
        return `Kein Grund notiert. ${facts.name} folgte dir, und du folgtest zurück, ${waitedFor(audited)}.`
      case 'imported':
        return `Das kam am ${day} mit einem Import; warum du folgtest, ist hier nicht bekannt.`
      case undefined:
        return reason.verdict === 'unknown'
          ? 'Kein Grund notiert; was vorher war, wurde noch nicht angesehen.'
          : `Kein Grund notiert, und es war nichts zwischen euch, ${since}.`
    }
  },
  followBackSentence(audited, { isFollowBack, actsSince }) {
    const { facts, followBack, isNew } = audited
    const { name } = facts
    if (!facts.followedBySince)
      return facts.followsMe
        ? `Du bist zuerst gefolgt; ${name} folgt dir auch.`
        : `${name} folgt dir nicht: Du warst zuerst da.`
    const waited = waitedFor(audited)
    if (!isFollowBack) return `${name} folgte dir schon lange, als du folgtest.`
    if (followBack.verdict === 'only_that')
      return `${name} folgte dir, du folgtest zurück, ${waited}; seitdem war nichts.`
    if (isNew) return `Du bist zurückgefolgt, ${waited}, vor weniger als zwei Wochen: zu früh, um etwas zu sagen.`
    if (followBack.verdict === 'unknown')
      return `Du bist zurückgefolgt, ${waited}; was ${name} tut, kommt hier nicht alles an.`
    return actsSince > 0
      ? `Du bist zurückgefolgt, ${waited}; seitdem habt ihr euch ${times(actsSince)} einander zugewandt.`
      : `Du bist zurückgefolgt, ${waited}, und du hast einen anderen Grund notiert.`
  },
  interestSentence({ facts, interest }) {
    const { name, delivered, measure } = facts
    const reacted = `Du bist in 90 Tagen ${times(interest.reactions)} auf ${posts(delivered)} eingegangen`
    const drift = driftPart(facts)
    switch (interest.verdict) {
      case 'interesting':
        return `${reacted}: Was ${name} schreibt, ist nah an dem, worauf du eingehst, oder ihr zwei seid es.${drift}`
      case 'mixed':
        return `${reacted}; manches von dem, was ${name} schreibt, ist, worauf du eingehst.${drift}`
      case 'uninteresting':
        return `${reacted}, und was ${name} schreibt, ist weit weg von dem, worauf du eingehst.${drift}`
      case 'unknown':
        return measure
          ? `${reacted}: zu wenig, um zu sagen, ob ${name} dich interessiert.${drift}`
          : 'Diese Beiträge sind noch nicht gelesen.'
    }
  },
  engagingSentence({ facts, engaging }) {
    const { name, person, declared: role, roles } = facts
    if (!person) return `Wie viel ${name} mit Leuten redet, wurde noch nicht angesehen.`
    const talked = `${name} hat in zwölf Wochen mit ${people(person.partners)} hin und her geredet`
    switch (engaging.verdict) {
      case 'converses':
        return `${talked}.`
      case 'mixed':
        return `${talked}, und schreibt außerdem an alle.`
      case 'broadcasts':
        return person.selfLinks >= 5
          ? `${talked}; ${person.selfLinks} von ${ofPosts(person.posts)} verlinkten eigene Seiten.`
          : `${talked}, und schreibt meist an alle.`
      case 'described':
        return roles.length > 0 || !role
          ? `${talked} und schreibt an alle: Für dich ist das ${roles.join(', ')}.`
          : `${talked} und schreibt an alle: nach eigenen Angaben ${declared[role]}.`
      case 'unknown':
        return person.reading === 'newcomer'
          ? `${name} ist noch keinen Monat hier: zu früh, um etwas zu sagen.`
          : `${name} hat kaum etwas geschrieben: Da gibt es nichts zu sagen, und das ist in Ordnung.`
    }
  },
  withMeSentence({ facts: { name }, withMe: { wrote, heard, gave, got }, isNew }) {
    if (wrote + (heard ?? 0) > 0) {
      const answered = heard === undefined ? '' : `, ${name} dir ${times(heard)}`
      return wrote === 0
        ? `${name} hat dir ${times(heard ?? 0)} geschrieben; du noch nicht.`
        : `Du hast ${name} ${times(wrote)} geschrieben${answered}.`
    }
    if (gave + got > 0)
      return `Noch keine Worte: von dir ${times(gave)} favorisiert oder geteilt, von ${name} ${times(got)}.`
    return isNew ? 'Neu: Noch ist nichts geschehen.' : 'Zwischen euch war noch nichts.'
  },
  suggestionSentence: (kind, name) =>
    ({
      answer: `${name} hat dir geschrieben. Du könntest antworten.`,
      say_hello: `Sag Hallo: Antworte auf etwas, das ${name} geschrieben hat.`,
      turn_down: `Stell ${name} leiser: Folge weiter, lass weniger davon in deinen Kanal.`,
      add_reason: `Notiere, warum du ${name} folgst, solange du es noch weißt.`,
      nothing: 'Nichts zu tun.',
    })[kind],
  verdictSentence,
  questionSentence: (question) =>
    ({
      reason: 'Weißt du, warum du ihnen folgst?',
      follow_back: 'Folgst du ihnen nur, weil sie dir folgen?',
      interest: 'Interessieren sie dich noch?',
      engaging: 'Reden sie mit Leuten, und mit dir?',
    })[question],
  markSentence: (mark, count) => marks[mark]!(count),
  markName: (mark) => markNames[mark]!,
  overviewSentence({ following, talking }) {
    if (following === 0) return 'Du folgst noch niemandem. Such dir jemanden, den du hören möchtest, und sag Hallo.'
    if (talking === 0)
      return `Du folgst ${people(following)}. Noch ist nichts geschehen: Antworte auf einen Beitrag, und es fängt an.`
    return `Du folgst ${people(following)}, und mit ${fullNumber(talking)} davon redest du.`
  },

  moveSentence: (name, question, before, now) =>
    `${name}: damals ${verdictSentence(question, before)}; jetzt ${verdictSentence(question, now)}.`,
  movedSentence(day, moved, came, went) {
    const parts = [
      ...(moved > 0 ? [`${counted(moved, 'Antwort hat', 'Antworten haben')} sich geändert`] : []),
      ...(came > 0 ? [`${counted(came, 'Person ist', 'Personen sind')} dazugekommen`] : []),
      ...(went > 0 ? [`${people(went)} folgst du nicht mehr`] : []),
    ]
    return parts.length === 0 ? `Seit ${day} hat sich nichts geändert.` : `Seit ${day}: ${parts.join(', ')}.`
  },

  unknown: {
    not_measured_yet: 'Diese Beiträge sind noch nicht gelesen.',
    few_posts: 'Zuletzt wurde zu wenig geschrieben.',
    pictures: 'Es sind Bilder, meist ohne Worte.',
    repeated_posts: 'Es ist meist derselbe Beitrag noch einmal.',
    my_posts: 'Du bist auf zu wenige Beiträge anderer eingegangen, um zu vergleichen.',
    other_authors: 'Zu wenige schreiben hier in dieser Sprache, um zu vergleichen.',
    delivered: 'Zu wenige dieser Beiträge wurden dir zugestellt.',
    their_posts_then: 'Damals war noch zu wenig geschrieben.',
    my_posts_then: 'Damals warst du auf zu wenige Beiträge eingegangen.',
    interests: 'Die Sprache hat gewechselt, darum lassen sich Themen nicht vergleichen.',
    common_language: 'Es sind zu viele Sprachen, um zu vergleichen.',
    exchanges: 'Ob geantwortet wird, kommt hier nicht alles an.',
    partners: 'Mit wem geredet wird, kommt hier nicht alles an.',
    regularity: 'Wie regelmäßig geredet wird, kommt hier nicht alles an.',
    theirs: 'Was dir gegenüber getan wird, kommt hier nicht alles an.',
  },
  passedSince: (acts) => `Seit du folgst, habt ihr euch ${times(acts)} einander zugewandt.`,
  cameFirst: (name) => `${name} folgte dir nicht, als du folgtest.`,
  followedBack: (name, hours) => `${name} folgte zuerst; du ${counted(hours, 'Stunde', 'Stunden')} später.`,
  followedLate: (name, hours) => `${name} folgte dir schon länger als ${hours} Stunden, als du folgtest.`,
  notedFollowsMe: 'Du hast notiert: folgt mir.',
  mineSince: (name, count) =>
    count === 0
      ? `Du hast dich seitdem nicht an ${name} gewandt.`
      : `Du hast dich seitdem ${times(count)} an ${name} gewandt.`,
  theirsSince: (name, count) =>
    count === 0
      ? `${name} hat sich seitdem nicht an dich gewandt.`
      : `${name} hat sich seitdem ${times(count)} an dich gewandt.`,
  mineBefore: (name, count) => `Du hattest dich vorher ${times(count)} an ${name} gewandt.`,
  reached: (name, count) => `${posts(count)} von ${name} in 90 Tagen bei dir angekommen.`,
  sinceFollowed: (line) => `Seit du folgst: ${line}`,
}

export const mirrorSentences: typeof en.mirrorSentences = {
  mix: {
    own_doings: (count) => `${posts(count)} über das, was du tust und denkst.`,
    highlights: (count) => `${counted(count, 'Mal', 'Mal')} geteilt, was andere schrieben.`,
    encouragement: (count) => `${counted(count, 'Mal', 'Mal')} favorisiert.`,
    discourse: (count) => `${posts(count)}, die jemanden ansprachen.`,
    shared_information: (count) => `${posts(count)} mit einem Link.`,
    self_links: (count) => `${posts(count)} mit Link auf deine eigenen Seiten.`,
  },
  allTogether: (count) =>
    count === 0 ? 'In zwölf Wochen noch nichts.' : `In zwölf Wochen hast du ${times(count)} öffentlich etwas getan.`,
  roses: (roses, conversations, met) =>
    `${counted(roses, 'Rose', 'Rosen')}, ${counted(conversations, 'Gespräch', 'Gespräche')}, ${times(met)} begegnet.`,
  followSomebody: 'Folge jemandem, von dem du hören möchtest.',
  answerSomebody: 'Antworte auf einen Beitrag von jemandem, dem du folgst: Das ist ein erstes Wort.',
  asksYou: (name) => `${name} fragt dich etwas.`,
  asksAbout: (name, words) => `${name} fragt nach ${words.join(', ')}.`,
  wroteToYou: (name) => `${name} hat dir geschrieben.`,
  milestone(followers, talked, waiting) {
    const parts = [`${fullNumber(followers)} folgen dir`]
    if (talked !== undefined) parts.push(`${fullNumber(talked)} haben diesen Monat mit dir geredet`)
    if (waiting > 0) parts.push(`${counted(waiting, 'wartet', 'warten')} auf eine Antwort`)
    return `${parts.join('; ')}.`
  },
}

export const strategySentences: typeof en.strategySentences = {
  rules: {
    mentions: () => 'Spricht andere regelmäßig mit @Namen an.',
    reason: () => 'Ich habe einen Grund.',
    at_most: (most) => `Höchstens ${posts(most)} am Tag.`,
    converses: () => 'Spricht mit Leuten, nicht nur zu ihnen.',
    talked_lately: (days) => `Wir haben in den letzten ${days} Tagen geredet.`,
    not_only_back: () => 'Ich folge nicht nur, um zurückzufolgen.',
    interests: () => 'Schreibt über das, worauf ich eingehe.',
  },
  tooNew: (name) => `${name} ist zu neu hier, um es zu sagen.`,
  addressed: (name, weeks, of) => `${name} hat in ${weeks} von ${of} Wochen jemanden angesprochen.`,
  notFollowed: (name) => `Du folgst ${name} nicht.`,
  noted: 'Du hast einen notiert.',
  notNoted: 'Du hast keinen notiert.',
  wrote: (name, count, days) => `${name} hat in ${days} Tagen ${posts(count)} geschrieben.`,
  twoWay: {
    conversational: (name) => `${name} führt Gespräche.`,
    mixed: (name) => `${name} tut beides: mit Leuten reden, und an alle schreiben.`,
    broadcast: (name) => `${name} schreibt meist an alle.`,
    unknown: (name) => `Es ist zu wenig bekannt, wie ${name} redet.`,
  },
  unseen: (name) => `Was ${name} dir gegenüber tut, kommt hier nicht alles an.`,
  neverTalked: 'Ihr habt noch nicht geredet: Sag Hallo.',
  lastTalked: (daysAgo) =>
    `Ihr habt zuletzt ${daysAgo === 0 ? 'heute' : `vor ${counted(daysAgo, 'Tag', 'Tagen')}`} geredet.`,
  tooLittle: 'Es ist zu wenig bekannt, um es zu sagen.',
  onlyBack: (name) => `${name} folgte zuerst, du folgtest zurück, und seitdem war nichts.`,
  moreToIt: 'Es ist mehr dahinter.',
  interest: {
    interesting: (name) => `Was ${name} schreibt, ist nah an dem, worauf du eingehst.`,
    mixed: (name) => `Manches von dem, was ${name} schreibt, ist nah an dem, worauf du eingehst.`,
    uninteresting: (name) => `Was ${name} schreibt, ist weit weg von dem, worauf du eingehst.`,
    unknown: (name) => `Es ist zu wenig bekannt, um zu vergleichen, was ${name} schreibt und worauf du eingehst.`,
  },
}
