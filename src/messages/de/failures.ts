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

  followLimit: 'Du folgst so vielen, wie man hier darf: Folge erst jemandem nicht mehr',
  unfollowOnlyFollowed: 'Nicht mehr folgen kannst du nur Leuten, denen du folgst: Wähle neu',
  notFollowed: 'Du folgst diesem Konto nicht: Folge ihm erst',
  newerStands: 'Das hast du seitdem geändert: Mach erst das Neuere rückgängig, oder stell es von Hand ein',
  consentNeeded: 'Hier wird selbst entschieden, wer folgt: Rückgängig machen fragt noch einmal',
  alreadyUndone: 'Das ist schon rückgängig gemacht',
  parentGone: 'Den Beitrag, auf den du antworten willst, gibt es nicht mehr',
  quotedGone: 'Den Beitrag, den du zitieren willst, gibt es nicht mehr',
  repliesLimited: 'Hier ist eingeschränkt, wer antworten darf: Favorisiere oder teile den Beitrag stattdessen',
  pollWithPictures: 'Ein Beitrag hat entweder Bilder oder eine Umfrage: Lass eines davon weg',
  mayNotWrite: 'Dein Konto darf zurzeit nichts schreiben',
  textBlank: 'Da steht noch nichts: Schreib etwas',
  textTooLong: (most) => `Der Text ist zu lang: höchstens ${most} Zeichen`,
  ownPoll: 'In der eigenen Umfrage kannst du nicht abstimmen',
  votedAlready: 'Du hast hier schon abgestimmt',
  pinLimit: 'Mehr Beiträge lassen sich nicht anheften: Löse erst einen',
  pinDirect: 'Beiträge, die nur Erwähnte sehen, lassen sich nicht anheften',
  filterLimit: (most) => `Du hast ${most} Filter, mehr können es nicht sein`,
  filterWords: (most) => `Ein Filter kann höchstens ${most} Wörter haben`,
  filterWordsInAll: (most) => `Deine Filter können zusammen höchstens ${most} Wörter haben`,
  listLimit: (most) => `Mehr als ${most} Listen können es nicht sein`,
  listOnlyFollowed: 'Auf einer Liste können nur Leute stehen, denen du folgst: Folge ihnen erst',
  listMembers: (most) => `Auf einer Liste können höchstens ${most} Leute stehen`,
}
