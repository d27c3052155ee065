/** Kanäle und andere Listen von Beiträgen. */
import type * as en from '../en/timelines.ts'
import { counted } from './grammar.ts'

export const timelines: typeof en.timelines = {
  home: 'Startseite',
  channels: 'Kanäle',
  latest: 'Neuestes',
  conversations: 'Gespräche',
  posts: 'Beiträge',
  whatHomeShows: 'Was die Startseite zeigt',
  answersToStrangers: 'Antworten an Leute, denen du nicht folgst',
  answersToStrangersHint:
    'Wenn jemand, dem du folgst, einer fremden Person antwortet, zeigt ein Tippen auf die Antwort auch die andere Seite. Wessen Antworten dir zu viel sind, kannst du im Profil leiser stellen.',
  answersNowCome: 'Antworten an Leute, denen du nicht folgst, kommen jetzt an.',
  answersStayOut: 'Antworten an Leute, denen du nicht folgst, bleiben draußen.',
  filters: 'Filter',
  hashtags: 'Gefolgte Hashtags',
  waiting: (count) => counted(count, 'neuer Beitrag', 'neue Beiträge'),
  youWereHere: 'Bis hierher warst du',
  emptyTitle: 'Neu: Noch ist nichts geschehen',
  emptyText:
    'Hier steht, was die Leute schreiben, denen du folgst, das Neueste zuerst. Sag Hallo, oder suche jemanden, den du kennst.',
  writeFirst: 'Etwas schreiben',
  findPeople: 'Leute finden',
  exchanges: 'Gespräche',
  exchangeBetween: (names) => `Gespräch zwischen ${names}`,
  openExchange: 'Öffnen',
  omitted: (count) => `${counted(count, 'weiterer', 'weitere')} dazwischen`,
  waitingExchanges: (count) => counted(count, 'Gespräch ging weiter', 'Gespräche gingen weiter'),
  noExchangesTitle: 'Neu: Noch ist nichts geschehen',
  noExchangesText:
    'Wenn zwei Leute, denen du folgst, einander antworten, oder du mit einer von ihnen sprichst, steht das Gespräch hier. Antworte jemandem, und eines beginnt.',
  readLatest: 'Das Neueste lesen',
}
