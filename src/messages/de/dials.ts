/** Wie viel von jemandem ankommt, wen man behält, welche Rollen jemand hat; und das Zurücknehmen. */
import type * as en from '../en/dials.ts'

export const dials: typeof en.dials = {
  open: 'Wie viel ankommt',
  title: (name) => `Wie viel von ${name} ankommt`,
  volume: 'In deinem Kanal',
  volumes: {
    everything: { name: 'Alles', hint: 'Beiträge, Antworten an Leute, denen du folgst, Geteiltes.' },
    no_boosts: { name: 'Nichts Geteiltes', hint: 'Eigene Beiträge und Antworten.' },
    no_replies: { name: 'Keine Antworten an andere', hint: 'Was an dich geht, kommt weiter an.' },
    best: { name: 'Das Beste vom Tag', hint: 'Erst was an dich geht, dann eigene Worte.' },
    quiet: { name: 'Still', hint: 'Nichts. Du folgst weiter.' },
  },
  perDay: 'Höchstens wie viele am Tag?',
  withBoosts: 'Auch Geteiltes',
  nobodyKnows: 'Das weißt nur du. Im Profil und in deinen Listen bleibt alles stehen.',
  keep: 'Behalten',
  keepHint: 'Du wirst nie gefragt, ob du weiter folgen willst.',
  roles: 'Was diese Person für dich ist',
  knownRoles: { news: 'Nachrichten', service: 'Ein Dienst', family: 'Familie', friend: 'Befreundet' },
  ownRole: 'Ein eigenes Wort',
  addRole: 'Hinzufügen',
  set: (name, volume, perDay) =>
    ({
      everything: `Von ${name} kommt alles an.`,
      no_boosts: `Was ${name} teilt, bleibt draußen.`,
      no_replies: `Was ${name} anderen antwortet, bleibt draußen.`,
      best: `Von ${name} kommen höchstens ${perDay} am Tag an.`,
      quiet: `Von ${name} ist es jetzt still in deinem Kanal.`,
    })[volume],
  saved: 'Gespeichert.',
  nothingChanged: 'Es hat sich nichts geändert.',
  undone: 'Es ist wieder wie vorher.',
  standingOf: (volume, perDay) =>
    ({
      everything: 'In deinem Kanal kommt alles an.',
      no_boosts: 'Geteiltes bleibt aus deinem Kanal.',
      no_replies: 'Antworten an andere bleiben aus deinem Kanal.',
      best: `Höchstens ${perDay} am Tag kommen in deinen Kanal.`,
      quiet: 'Still: In deinen Kanal kommt nichts.',
    })[volume],
  change: 'Ändern',
  heldBack: 'Was draußen bleibt',
  heldBackOf: (name) => `Was ${name} geschrieben hat und du draußen lässt; das weißt nur du.`,
  nothingHeldBack: 'Nichts bleibt draußen',
  everythingComes: (name) => `Was ${name} schreibt, kommt alles an.`,
  nothingYet: (name) => `Bisher kam alles von ${name} an. Was von jetzt an draußen bleibt, steht hier.`,
  notFollowed: (name) => `Du folgst ${name} nicht`,
  notFollowedText: 'Draußen lassen kannst du nur etwas von Leuten, denen du folgst.',
}
