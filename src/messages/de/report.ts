/** Die Durchsicht auf Papier. Ihre Sätze sind die der Durchsicht. */
import type * as en from '../en/report.ts'
import { counted, fullNumber } from './grammar.ts'

export const report: typeof en.report = {
  title: 'Durchsicht: wem du folgst',
  heading: 'Wem du folgst',
  forYouAlone: (day) => `${day}, nur für dich`,
  measuring: (done, of) =>
    `${fullNumber(done)} von ${fullNumber(of)} Leuten sind bisher vermessen; sieh in einer Weile wieder nach.`,
  printHint: 'Für Papier gemacht: Druck diese Seite mit deinem Browser, oder speichere sie als PDF.',
  worthALook: 'Einen Blick wert',
  questions: 'Vier Fragen',
  channel: 'Wer wie viel deines Kanals füllt',
  person: 'Person',
  ofChannel: 'Deines Kanals, 90 Tage',
  ofPosts: 'Von allem, was sie schreiben',
  ofTies: 'Deiner Verbindungen',
  more: (people) => `${fullNumber(people)} weitere`,
  reachedYou: (posts, share) =>
    `${counted(posts, 'Beitrag', 'Beiträge')} in 90 Tagen bei dir angekommen, ${share} deines Kanals.`,
  everybody: 'Alle, der Reihe nach',
}
