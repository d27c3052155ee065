/** Was um jede Seite des Servers herum steht, und was eine Seite sagt, die nicht gezeigt werden kann. */
import type * as en from '../en/frame.ts'

export const frame: typeof en.frame = {
  account: 'Konto',
  logIn: 'Anmelden',
  signUp: 'Registrieren',
  logOut: 'Abmelden',
  moderation: 'Moderation',
  settings: 'Einstellungen',
  runsOn: 'Läuft mit Twoway, wo Gespräche in beide Richtungen gehen.',
  needsScript: 'Twoway braucht hier JavaScript.',
  withoutScript: 'Lies diese Seite ohne',
  toStart: 'Zur Startseite',
  failures: {
    malformed: {
      title: 'Das war nicht zu lesen',
      text: 'Was dein Browser geschickt hat, war nicht zu lesen: Geh zurück und versuche es noch einmal.',
    },
    unauthorized: { title: 'Erst anmelden', text: 'Melde dich an und öffne diese Seite dann noch einmal.' },
    forbidden: { title: 'Nicht erlaubt', text: 'Das darfst du hier nicht.' },
    'not-found': { title: 'Hier ist nichts', text: 'An dieser Adresse gibt es nichts.' },
    conflict: {
      title: 'Das passt nicht',
      text: 'Inzwischen hat sich etwas geändert: Geh zurück und sieh noch einmal nach.',
    },
    invalid: {
      title: 'Etwas stimmt nicht',
      text: 'Etwas an dem, was du geschickt hast, stimmt nicht: Geh zurück und sieh es dir an.',
    },
    'too-large': { title: 'Zu viel auf einmal', text: 'Das war zu viel auf einmal: Schick weniger davon.' },
    'too-many': {
      title: 'Zu viele Versuche',
      text: 'Zu viele Anfragen: Warte einen Moment und versuche es dann noch einmal.',
    },
  },
}
