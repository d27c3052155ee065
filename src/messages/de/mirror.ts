/** Was ich von mir sehe: wie ich rede, wen ich warten lasse, wer mir folgt. Sonst sieht es niemand. */
import type * as en from '../en/mirror.ts'
import { counted, fullNumber } from './grammar.ts'

export const mixWords: typeof en.mixWords = {
  own_doings: 'Eigenes Tun',
  highlights: 'Geteiltes von anderen',
  encouragement: 'Zuspruch',
  discourse: 'Gespräche',
  shared_information: 'Links zu anderem',
  self_links: 'Links auf eigene Seiten',
}

export const mirror: typeof en.mirror = {
  title: 'Spiegel',
  yours: 'Diese Seite siehst nur du.',
  twoWay: 'Wie du wirkst',
  mix: 'Was du hier tust',
  mixText: 'Aus den letzten zwölf Wochen.',
  roses: 'Deine Rosen',
  rosesText: 'Jemandem zu folgen ist eine Rose zum ersten Eindruck. Das ist aus deinen geworden.',
  steps: {
    roses: 'Rosen',
    first_words: 'erste Worte',
    answered: 'beantwortet',
    conversations: 'Gespräche',
    met: 'begegnet',
  },
  questions: 'Offene Fragen',
  questionsText: 'Von Leuten, mit denen dich etwas verbindet, zu dem, worüber du sprichst.',
  noQuestions: 'Heute passt keine offene Frage zu dir.',
  about: 'Über',
  toYou: 'Fragt dich',
  notForMe: 'Nichts für mich',
  dismissed: 'Sie kommt nicht wieder.',
  unanswered: 'Wem du nicht geantwortet hast',
  unansweredText:
    'Höchstens fünf auf einmal. Du schuldest niemandem eine Antwort: Leg weg, was du nicht mehr sehen möchtest.',
  unansweredOff: 'Aus. Schalte es ein, um zu sehen, wer dir schrieb und wartet, fünf auf einmal.',
  unansweredNone: 'Niemand wartet auf eine Antwort von dir.',
  switchOn: 'Zeigen',
  switchOff: 'Nicht zeigen',
  putAway: 'Weglegen',
}

export const followers: typeof en.followers = {
  title: 'Follower',
  emptyTitle: 'Noch folgt dir niemand',
  emptyText: 'Antworte jemandem, oder erzähl, was du tust: Leute folgen Leuten, die reden.',
  say: 'Etwas sagen',
  raw: 'Follower',
  living: (days) => `davon in ${days} Tagen hier öffentlich etwas getan`,
  engaged: (days) => `davon in ${days} Tagen dir zugewandt`,
  quiet: (count) => `${counted(count, 'Person ist', 'Personen sind')} still: in 90 Tagen nichts Öffentliches.`,
  unobserved: (count) => `Über ${fullNumber(count)} lässt sich nichts sagen.`,
  between: (low, high) => `zwischen ${fullNumber(low)} und ${fullNumber(high)}`,
  estimated: (sampled) => `Geschätzt aus ${fullNumber(sampled)} zufällig gezogenen Followern.`,
  tooFew: 'Wie viele lebendig und zugewandt sind, steht hier ab 20 Followern, damit niemand Einzelnes gemeint ist.',
  book: 'Das Telefonbuch',
  bookText: 'Namen, bis jemand spricht. Diese haben es zuletzt: Öffne das Gespräch.',
  bookNobody: 'Namen, bis jemand spricht. Zuletzt hat es niemand; eine Antwort ist ein Anfang.',
  showNames: 'Alle Namen',
  bookMore: (count) => `und ${counted(count, 'weiterer Name', 'weitere Namen')}`,
  openExchange: (name, when) => `${name}, ${when}: Gespräch öffnen`,
  waiting: (count) => `${counted(count, 'Person wartet', 'Personen warten')} auf eine Antwort von dir`,
  bursts: 'Zusammen gekommen',
  burstsText: 'So wie beobachtet. Über die Einzelnen sagt es nichts.',
  justNow: (name) => `${name} hat gerade mit dir gesprochen.`,
  everybody: 'Alle als Liste',
}
