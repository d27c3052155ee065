/** Wörter, die auf jeder Seite stehen. */
import type * as en from '../en/common.ts'

export const common: typeof en.common = {
  loading: 'Wird geladen',
  messages: 'Meldungen',
  tryAgain: 'Noch einmal versuchen',
  undo: 'Rückgängig',
  cancel: 'Abbrechen',
  close: 'Schließen',
  back: 'Zurück',
  done: 'Fertig',
  save: 'Speichern',
  remove: 'Entfernen',
  putNoticeAway: 'Diesen Hinweis weglegen',
  more: 'Mehr',
  loggedOut: 'Du bist abgemeldet: Melde dich wieder an.',
  notReached: 'Der Server ist nicht zu erreichen. Prüfe deine Verbindung und versuche es dann noch einmal.',
  serverFailed: (status) => `Der Server hat mit einem Fehler geantwortet (${status}).`,
  somethingWentWrong:
    'Hier ist etwas schiefgegangen. Lade die Seite neu; wenn es wieder passiert, sag denen Bescheid, die diesen Server betreiben.',
  didNotWork: 'Das hat nicht geklappt',
  nothingHere: 'Hier ist nichts',
  nothingHereText: 'Es ist nicht mehr da, oder es war nie für dich bestimmt.',
  endOfList: 'Das ist alles.',
  skipToContent: 'Zum Inhalt springen',
}
