/** Die Durchsicht: vier Fragen dazu, wem ich folge, in Ruhe gestellt. Die Sätze des Servers kommen mit seinen Antworten. */
import type * as en from '../en/audit.ts'
import { counted, fullNumber } from './grammar.ts'

export const questionWords: typeof en.questionWords = {
  reason: 'Folge ich Leuten ohne Grund?',
  follow_back: 'Folge ich Leuten nur, weil sie mir folgen?',
  interest: 'Interessieren mich die, denen ich folge, noch?',
  engaging: 'Sprechen sie andere mit @Namen an?',
}

export const sideWords: typeof en.sideWords = {
  reason: { evidence: 'Was darüber bekannt ist', counter_evidence: 'Was dagegen spricht' },
  follow_back: { evidence: 'Dass es nur das ist', counter_evidence: 'Dass es mehr ist' },
  interest: { evidence: 'Hin zu dem, was dich interessiert', counter_evidence: 'Davon weg' },
  engaging: { evidence: 'Im Gespräch mit anderen', counter_evidence: 'An alle gerichtet' },
}

export const shortQuestionWords: typeof en.shortQuestionWords = {
  reason: 'Grund',
  follow_back: 'Zurückgefolgt',
  interest: 'Interesse',
  engaging: 'Gespräch',
}

export const verdictWords: typeof en.verdictWords = {
  reason: {
    stored: 'Du hast gesagt, warum',
    inferred: 'Wahrscheinlicher Grund',
    imported: 'Importiert',
    none: 'Kein Grund bekannt',
    unknown: 'Unbekannt',
  },
  follow_back: { no: 'Mehr als das', only_that: 'Nur das', unknown: 'Unbekannt' },
  interest: { interesting: 'Interessant', mixed: 'Zum Teil', uninteresting: 'Zuletzt nicht', unknown: 'Unbekannt' },
  engaging: {
    converses: 'Im Gespräch',
    mixed: 'Beides',
    broadcasts: 'Sendet',
    described: 'Eine eigene Rolle',
    unknown: 'Unbekannt',
  },
}

export const markWords: typeof en.markWords = {
  no_reason: 'Kein Grund bekannt',
  follow_back_only: 'Nur zurückgefolgt',
  uninteresting: 'Zuletzt nicht interessant',
  moved_away: 'Nun andere Themen',
  language_changed: 'Andere Sprache',
  i_moved: 'Du bist weitergezogen',
  broadcasts: 'Sendet',
  promotes: 'Meist eigene Links',
  takes_much: 'Nimmt viel Raum',
  quiet_friend: 'Leise befreundet',
  gone_quiet: 'Still geworden zwischen euch',
  waiting: 'Wartet auf deine Antwort',
  new: 'Neu',
}

export const bandWords: typeof en.bandWords = {
  strong: 'Starke Verbindung',
  warm: 'Warme Verbindung',
  weak: 'Schwache Verbindung',
  'one-way': 'Bisher nur in eine Richtung',
  unknown: 'Noch nichts bekannt',
}

export const confidenceWords: typeof en.confidenceWords = {
  low: 'Wenig Anhalt',
  medium: 'Ziemlich sicher',
  high: 'Gut begründet',
}

export const suggestionWords: typeof en.suggestionWords = {
  say_hello: 'Hallo sagen',
  answer: 'Antworten',
  add_reason: 'Sagen, warum',
  turn_down: 'Leiser stellen',
  nothing: '',
}

export const sortWords: typeof en.sortWords = {
  attention: 'Zuerst, was einen Blick lohnt',
  share: 'Füllt meinen Kanal am meisten',
  tie: 'Stärkste Verbindung',
  two_way: 'Am meisten Gespräch',
  two_way_low: 'Am wenigsten Gespräch',
  interest: 'Nächste Interessen',
  interest_low: 'Fernste Interessen',
  quiet: 'Am längsten still',
  newest: 'Zuletzt gefolgt',
  oldest: 'Zuerst gefolgt',
}

export const audit: typeof en.audit = {
  title: 'Durchsicht',
  overview: 'Überblick',
  people: 'Leute',
  map: 'Karte',
  mirror: 'Spiegel',
  followers: 'Follower',
  strategy: 'Strategie',
  asOf: (day) => `Stand ${day}`,
  measuring: (done, of) =>
    `Wird noch gelesen: ${fullNumber(done)} von ${fullNumber(of)} Leuten sind vermessen. Beim Rest steht bis dahin „unbekannt“.`,
  emptyTitle: 'Du folgst noch niemandem',
  emptyText:
    'Die Durchsicht beantwortet vier Fragen zu den Leuten, denen du folgst. Such dir zuerst jemanden, dem du Hallo sagst.',
  findPeople: 'Leute finden',
  worthALook: 'Einen Blick wert',
  worthALookText: 'Nichts davon ist ein Fehler. Sag Hallo, stell jemanden leiser, oder lass es so.',
  channelTitle: 'Dein Kanal und deine Verbindungen',
  channelText: 'Wie viel von dem, was dich erreicht, von wem kommt; daneben, wie viel ihr miteinander zu tun habt.',
  channelShare: 'deines Kanals',
  tieShare: 'deiner Verbindungen',
  byPosts: 'Gezählt aus dem, was sie schreiben: Was dir zugestellt wurde, wird nicht oder noch nicht lange gezählt.',
  deliveredIn: (posts, days) =>
    `${counted(posts, 'Beitrag', 'Beiträge')} zugestellt in ${counted(days, 'Tag', 'Tagen')}`,
  everybodyElse: (people) => counted(people, 'weitere Person', 'weitere'),
  since: (day) => `Seit ${day}`,
  noChange: 'Alle Antworten sind wie zuvor.',
  strategyTitle: 'Deine Strategie',
  strategyNone:
    'Schreib auf, was du dir davon versprichst, jemandem zu folgen, und sieh, zu wem es passt. Regeln raten; sie tun nichts.',
  strategyOpen: 'Deine Regeln',
  strategyText:
    'Wähle, was es bringen soll, jemandem zu folgen. Die Durchsicht, und die Frage, bevor du folgst, sagen Regel für Regel, was zutrifft. Sie raten; von selbst geschieht nichts.',
  strategyNumber: 'Zahl',
  takeAlong: 'Zum Mitnehmen',
  takeAlongText: 'Eine Seite zum Drucken, oder die Zahlen selbst. Es gehört nur dir.',
  print: 'Bericht zum Drucken',
  csv: 'CSV',
  json: 'JSON',
  history: 'Frühere Durchsichten',
  historyText:
    'An jedem Tag, an dem du die Durchsicht öffnest, werden ihre Antworten für dich aufgehoben, damit sie sagen kann, was sich bewegt hat.',
  historyEmpty: 'Noch keine Durchsicht',
  openAudit: 'Durchsicht öffnen',
  forget: (day) => `Durchsicht vom ${day} löschen`,
  forgetAll: 'Alle löschen',
  forgotten: 'Gelöscht.',
  peopleCount: (people) => counted(people, 'Person', 'Personen'),
  // Leute
  searchPeople: 'Name oder Profilname',
  sort: 'Reihenfolge',
  everybody: 'Alle',
  noMatch: 'Niemand passt',
  noMatchText: 'Nimm einen Filter weg, oder suche jemand anderen.',
  clearFilters: 'Alle zeigen',
  select: (name) => `${name} auswählen`,
  selected: (people) => `${counted(people, 'Person', 'Personen')} ausgewählt`,
  clearSelection: 'Auswahl aufheben',
  shareOfChannel: (share) => `${share} deines Kanals.`,
  kept: 'Behalten',
  filters: 'Filter',
  roles: { group: 'Gruppe', bot: 'Bot' },
  // Was man tun kann
  sayHello: 'Hallo sagen',
  turnDown: 'Leiser stellen',
  turnDownText: 'Du folgst weiter. Niemand erfährt davon.',
  keep: 'Behalten',
  unkeep: 'Nicht mehr behalten',
  keptDone: (who) => `Behalten: ${who}. Die Durchsicht fragt nicht mehr danach.`,
  unkeptDone: (who) => `Nicht mehr behalten: ${who}.`,
  moveToList: 'Auf eine Liste setzen',
  movedDone: (who, title) => `${who}: jetzt in „${title}“.`,
  exclusiveHint: 'Wer darauf steht, verlässt deine Startseite',
  noLists: 'Du hast noch keine Listen.',
  makeList: 'Liste anlegen',
  addReason: 'Sagen, warum',
  yourReason: 'Dein Grund',
  unfollow: 'Nicht mehr folgen …',
  reviewTitle: 'Bevor du nicht mehr folgst',
  reviewText:
    'Eine Stunde lang geschieht nichts. Bis dahin lässt es sich abbrechen, und niemand hat es bemerkt; 30 Tage lang kannst du es zurücknehmen.',
  wouldLose: 'Du würdest verlieren',
  confirmUnfollow: (people) => `${counted(people, 'Person', 'Personen')} in einer Stunde nicht mehr folgen`,
  instead: 'Lieber leiser stellen',
  leaveOut: (name) => `${name} auslassen`,
  waitingTitle: (people, when) => `Du folgst ${counted(people, 'Person', 'Personen')} ${when} nicht mehr`,
  waitingBegun: (who) => `${who}: In einer Stunde folgst du nicht mehr.`,
  waitingCancel: 'Abbrechen',
  waitingCancelled: 'Abgebrochen. Niemand hat es bemerkt.',
  // Person
  withYou: 'Mit dir',
  evidence: 'Was dafür spricht',
  besides: 'Außerdem',
  unknownTitle: 'Was nicht bekannt ist',
  openPosts: (posts) => counted(posts, 'Beitrag', 'Beiträge'),
  introducedBy: 'Kam zu dir durch',
  deliveredWeeks: 'Was dich erreichte, und was du damit tatest',
  deliveredWeek: (week, delivered, reactions) =>
    `Woche vom ${week}: ${counted(delivered, 'Beitrag', 'Beiträge')} zugestellt, ${counted(reactions, 'Reaktion', 'Reaktionen')}`,
  reactionsLegend: 'von dir beantwortet, geteilt oder favorisiert',
  deliveredLegend: 'dir zugestellt',
  words: 'Worum es geht',
  wordsNow: 'Jetzt',
  wordsCame: 'Neu',
  wordsWent: 'Vorbei',
  rules: 'Deine Regeln',
  holds: 'Trifft zu',
  doesNotHold: 'Trifft nicht zu',
  notKnown: 'Unbekannt',
  before: 'In früheren Durchsichten',
  noPerson: 'Du folgst dieser Person nicht',
  openProfile: 'Profil öffnen',
  // Karte
  mapText:
    'Nach oben: näher an dem, worauf du eingehst. Nach rechts: mehr im Gespräch mit anderen. Größe: wie viel davon dich erreicht.',
  mapX: 'im Gespräch',
  mapXLow: 'sendet',
  mapY: 'nah an deinen Interessen',
  mapYLow: 'fern davon',
  mapUnknown: 'unbekannt',
  mapHint: 'Zieh über Leute, um sie auszuwählen, oder wähle eine Ecke.',
  corners: {
    talk_near: 'Im Gespräch, und interessant für dich',
    talk_far: 'Im Gespräch, andere Themen',
    cast_near: 'Sendet, und interessant für dich',
    cast_far: 'Sendet, andere Themen',
    unknown: 'Noch nicht bekannt',
  },
  mapPerson: (name, twoWay, interest, delivered) => `${name}: ${twoWay}, ${interest}, ${delivered}`,
  mapTwoWayUnknown: 'Gespräch unbekannt',
  mapInterestUnknown: 'Interesse unbekannt',
}
