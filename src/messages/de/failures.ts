/** Was schiefging, wo eine Seite oder ein Formular davon spricht. */
import type * as en from '../en/failures.ts'

export const failures: typeof en.failures = {
  noSuchPage:
    'An dieser Adresse gibt es nichts, das für dich bestimmt ist. Wenn sie dir jemand geschickt hat, melde dich an und öffne sie noch einmal, oder suche sie in deiner App',
  notAllowed: 'Das ist nicht erlaubt',
  foreignForm: 'Dieses Formular kam von einer anderen Seite: Öffne die Seite hier und versuche es noch einmal',
  tooManyRequests: 'Zu viele Anfragen: Warte einen Moment und versuche es dann noch einmal',
  tooManyLogins: 'Gerade melden sich viele an: Warte einen Moment und versuche es dann noch einmal',

  noMatch: 'Name und Passwort passen nicht zusammen. Prüfe beides und versuche es noch einmal.',
  suspended: 'Dein Konto ist gesperrt. Schreib denen, die diesen Server betreiben, wenn du das für falsch hältst.',
  networkRefused:
    'Aus deinem Netz werden keine Registrierungen angenommen: Schreib denen, die diesen Server betreiben.',
  wrongPassword: 'Das aktuelle Passwort stimmt nicht',

  letInAlready: (name) => `${name} ist schon aufgenommen.`,
  letInAlreadySuspend: (name) => `${name} ist schon aufgenommen: Sperre oder lösche stattdessen das Konto.`,
  isDeleted: (name) => `${name} ist gelöscht.`,
  isDeletedAlready: (name) => `${name} ist schon gelöscht.`,
  cannotComeBack: (name) => `${name} ist gelöscht und lässt sich nicht zurückholen.`,
  isSuspendedAlready: (name) => `${name} ist schon gesperrt.`,
  isNotSuspended: (name) => `${name} ist nicht gesperrt.`,
  isLimitedAlready: (name) => `${name} ist schon eingeschränkt.`,
  isNotLimited: (name) => `${name} ist nicht eingeschränkt.`,
  onlyOwnerSuspended: (name) =>
    `Dieser Server gehört nur ${name}, und jemandem muss er gehören: Gib erst jemand anderem diese Rolle, dann lässt sich das Konto sperren.`,
  onlyOwnerDeleted: (name) =>
    `Dieser Server gehört nur ${name}, und jemandem muss er gehören: Gib erst jemand anderem diese Rolle, dann lässt sich das Konto löschen.`,
  onlyOwnerRole: (name) => `${name} hat diese Rolle allein: Gib sie erst jemand anderem.`,
  nobodyCalled: (name) => `Hier heißt niemand ${name}: Prüfe die Schreibweise.`,
  noLogin: (name) => `Niemand mit dem Namen ${name} kann sich hier anmelden: Prüfe die Schreibweise.`,
  reportDone: 'Diese Meldung ist schon erledigt.',
  reportOpen: 'Diese Meldung ist schon offen.',
  noPostChosen: 'Es ist kein Beitrag gewählt: Hake an, welche gelöscht werden sollen.',
  tooManyPosts: (most) => `Auf einmal lassen sich höchstens ${most} Beiträge löschen.`,
  postsGone: 'Diese Beiträge sind schon weg.',

  ruleLength: (most) => `Eine Regel hat 1 bis ${most} Zeichen: Schreib, was abgelehnt werden soll.`,
  ruleUsername: 'Ein Benutzername hat nur Buchstaben von a bis z, Ziffern und Unterstriche: Schreib ein Wort daraus.',
  ruleDomain: (value) => `${value} ist keine Domain: Schreib eine wie example.org.`,
  ruleRange: (value) =>
    `${value} ist keine Adresse und kein Bereich: Schreib so etwas wie 192.0.2.7 oder 192.0.2.0/24.`,
  tooManyRules: (most) => `Es gibt schon ${most} Regeln: Nimm erst eine weg.`,
  ruleThere: (value) => `Für ${value} gibt es schon eine Regel.`,
}
