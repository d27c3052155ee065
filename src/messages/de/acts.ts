/** Was ich mit Leuten getan habe, und der Weg zurück. */
import type * as en from '../en/acts.ts'

const volumes = {
  everything: 'alles',
  no_boosts: 'nichts Geteiltes',
  no_replies: 'keine Antworten an andere',
  best: 'das Beste vom Tag',
  quiet: 'still',
}
type Volume = keyof typeof volumes
const volumeName = (volume: Volume, perDay: number | undefined) =>
  volume === 'best' && perDay !== undefined ? `höchstens ${perDay} am Tag` : volumes[volume]
const fromTo = (from: string, to: string) => `von „${from}“ auf „${to}“.`

export const acts: typeof en.acts = {
  title: 'Was du getan hast',
  intro:
    'Wem du nicht mehr folgst, wen du leiser gestellt, stummgeschaltet, blockiert oder mit einer Notiz versehen hast, in den letzten 30 Tagen. Das siehst nur du.',
  empty: 'Nichts rückgängig zu machen',
  emptyText:
    'Wenn du jemandem nicht mehr folgst, jemanden leiser stellst, stummschaltest oder blockierst, steht es 30 Tage lang hier, mit dem Weg zurück.',
  list: 'Neueste zuerst',

  unfollowed: 'Du folgst nicht mehr.',
  followEnded: 'Damit endete auch, dass du folgst.',
  turnedDown: (from, to, before, after) => `Leiser gestellt ${fromTo(volumeName(from, before), volumeName(to, after))}`,
  turnedUp: (from, to, before, after) => `Lauter gestellt ${fromTo(volumeName(from, before), volumeName(to, after))}`,
  perDay: (from, to) => `Höchstens ${to} am Tag; vorher ${from}.`,
  boostsIn: 'Geteiltes kommt wieder an.',
  boostsOut: 'Geteiltes bleibt draußen.',
  kept: 'Behalten: Du wirst nicht mehr gefragt.',
  notKept: 'Nicht mehr behalten.',
  roles: (names) => `Für dich ist das: ${names}.`,
  noRoles: 'Hat keine Rolle mehr.',
  bellOn: 'Du bekommst bei jedem Beitrag Bescheid.',
  bellOff: 'Du bekommst nicht mehr bei jedem Beitrag Bescheid.',
  languages: (names) => `Nur Beiträge auf ${names} kommen an.`,
  allLanguages: 'Beiträge in allen Sprachen kommen an.',
  saidWhy: 'Du hast gesagt, warum du folgst.',
  changedWhy: 'Du hast geändert, warum du folgst.',
  dropsWhy: 'Du hast zurückgenommen, warum du folgst.',
  reasonWas: (reason) => `Dein Grund war: ${reason}.`,
  muted: 'Du hast stummgeschaltet.',
  mutedUntil: (time) => `Du hast bis ${time} stummgeschaltet.`,
  unmuted: 'Du hast die Stummschaltung aufgehoben.',
  blocked: 'Du hast blockiert.',
  unblocked: 'Du blockierst nicht mehr.',
  noted: 'Du hast eine Notiz geschrieben.',
  changedNote: 'Du hast deine Notiz geändert.',
  droppedNote: 'Du hast deine Notiz weggenommen.',
  noteWas: (note) => `Sie war: „${note}“`,
  putOn: (lists) => `Auf ${lists} gesetzt.`,
  takenOff: (lists) => `Von ${lists} genommen.`,
  goneList: 'eine Liste, die es nicht mehr gibt',
  nothingDone: 'Es wurde nichts getan.',

  kinds: {
    unfollow: 'Du folgst nicht mehr:',
    bulk_unfollow: 'Du folgst nicht mehr:',
    dials: 'Du hast geändert, wie viel ankommt von:',
    note: 'Du hast eine Notiz geschrieben zu:',
    mute: 'Du hast stummgeschaltet:',
    unmute: 'Du hast die Stummschaltung aufgehoben für:',
    block: 'Du hast blockiert:',
    unblock: 'Du blockierst nicht mehr:',
    lists: 'Du hast zwischen Listen bewegt:',
  },
  people: ['Person', 'Personen'],
  others: ['andere Person', 'andere'],
  left: 'Jemand, der nicht mehr hier ist',
  unfold: 'Zeigen',
  fold: 'Verbergen',

  until: (day) => `Kann bis ${day} rückgängig gemacht werden`,
  isUndone: 'Rückgängig gemacht',
  asksAgain: 'Rückgängig machen heißt, noch einmal zu fragen.',
  undo: (name) => `Rückgängig machen, was du mit ${name} getan hast`,
  undoAll: 'Für alle rückgängig machen',
  backAgain: (back, of) => `${back} von ${of} sind wieder wie vorher; bei den anderen steht, warum nicht.`,
  listsMissing: 'Es ist wie vorher, bis auf eine Liste, die es nicht mehr gibt.',

  askTitle: (name) => `${name} noch einmal fragen?`,
  askText: (name) =>
    `${name} entscheidet selbst, wer folgt. Rückgängig machen schickt eine Anfrage, und die darf abgelehnt werden.`,
  askManyTitle: 'Einige noch einmal fragen?',
  askManyText: 'Diese Leute entscheiden selbst, wer folgt. Rückgängig machen schickt ihnen allen eine Anfrage:',
  ask: 'Rückgängig machen und fragen',
  asked: 'Rückgängig gemacht. Wer selbst entscheidet, wird noch einmal gefragt.',
  leaveOut: 'Diese auslassen',

  waiting: 'Bald folgst du nicht mehr',
  waitingFor: (people, when) => `Du folgst ${people} ${when} nicht mehr`,
  waitingHint: 'Bis dahin kannst du es zurücknehmen, und niemand weiß davon. Wen du inzwischen behältst, bleibt.',
  soon: 'jeden Moment',
  takeBack: 'Zurücknehmen',
  takeBackOne: (name) => `${name} weiter folgen`,
  takeAllBack: 'Alle zurücknehmen',
  takenBack: 'Zurückgenommen: Du folgst weiter.',
}
