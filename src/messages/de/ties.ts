/** Was zwischen zwei Leuten ist. */
import type * as en from '../en/ties.ts'
import { counted } from './grammar.ts'

export const ties: typeof en.ties = {
  youAnd: (name) => `Du und ${name}`,
  legend:
    'Der obere Strang ist, was von dir ausgeht, der untere, was zurückkommt. Dick ist stark, blass ist lange her, Punkte heißen unbekannt.',
  nothingTitle: 'Neu: Noch ist nichts geschehen',
  nothingText: (name) => `Du und ${name} habt euch noch nicht aneinander gewandt. Mit einem Hallo fängt es an.`,
  sayHello: 'Hallo sagen',
  fromYou: 'Von dir',
  fromThem: (name) => `Von ${name}`,
  lastOut: 'Zuletzt geschrieben: du',
  lastIn: (name) => `Zuletzt geschrieben: ${name}`,
  never: 'noch nicht',
  notSeen: 'hier nicht bekannt',
  seePost: 'Beitrag ansehen',
  seePosts: 'Beiträge',
  postsBehind: (title) => `Beiträge dahinter: ${title}`,

  stages: {
    none: 'Noch nichts',
    rose: 'Rose',
    first_word: 'Erstes Wort',
    answered: 'Beantwortet',
    conversation: 'Gespräch',
    met: 'Begegnet',
  },
  stageTitle: 'Was daraus geworden ist',
  stageNotYet: 'noch nicht',
  stageUnseen: 'ist vielleicht geschehen, wo man es nicht sieht',

  weeksTitle: 'Ein halbes Jahr, Woche für Woche',
  weeksSummary: (out, back, name) =>
    back === undefined
      ? `In ${counted(out, 'Woche', 'Wochen')} von 26 hast du dich an ${name} gewandt.`
      : `In ${counted(out, 'Woche', 'Wochen')} von 26 hast du dich an ${name} gewandt; ${name} in ${back} an dich.`,
  thisWeek: 'diese Woche',

  balanceWords: (balance) =>
    balance >= 0.75
      ? 'Ihr redet etwa gleich viel.'
      : balance >= 0.4
        ? 'Eine Seite redet mehr.'
        : balance > 0
          ? 'Eine Seite redet das meiste.'
          : 'Bisher redet nur eine Seite.',
  trends: {
    rising: 'Zuletzt mehr als sonst.',
    steady: 'Zuletzt so viel wie sonst.',
    fading: 'Zuletzt weniger als sonst.',
    new: 'Gerade erst begonnen.',
    unknown: '',
  },

  twoWay: 'Wie viel Gespräch',
  twoWayBands: {
    conversational: 'Wechselseitig',
    mixed: 'Von beidem etwas',
    broadcast: 'Sendet',
    unknown: 'Unbekannt',
  },
  interest: 'Worüber geschrieben wird',
  interestBands: {
    interesting: 'Nah',
    mixed: 'Teils',
    uninteresting: 'Fern',
    unknown: 'Unbekannt',
  },

  mix: 'Woraus es besteht',
  mixKinds: {
    discourse: 'Gespräch',
    chatter: 'einzelne Worte',
    encouragement: 'Favoriten',
    highlights: 'Geteiltes',
    shared_information: 'geteilte Links',
  },

  met: 'Seid ihr euch begegnet?',
  metYes: (when) => `Ihr seid euch begegnet, das sagt ihr beide, seit ${when}.`,
  metMine: (name) => `Du sagst, ihr seid euch begegnet. Es zählt, wenn ${name} es auch sagt; gefragt wird niemand.`,
  confirmMet: 'Wir sind uns begegnet',
  withdrawMet: 'Zurücknehmen',

  evidenceNone: 'Noch ist nichts gezählt.',
  forIt: 'Dafür',
  againstIt: 'Dagegen',
  showPoints: 'Zeigen, wie viel jede Zeile wiegt',
  points: (points) => `${points >= 0 ? '+' : '−'}${(Math.abs(points) / 1000).toFixed(2).replace('.', ',')}`,
  pointsHint: 'In Log-Odds: +0,69 verdoppelt die Chance. Zusammen ergeben die Zeilen das Ganze.',
  posts: (count) => counted(count, 'Beitrag', 'Beiträge'),
  confidence: {
    low: 'Aus wenigem gezählt.',
    medium: 'Aus einigem gezählt.',
    high: 'Aus vielem gezählt.',
  },
  postGone: 'Dieser Beitrag ist für dich nicht mehr zu lesen.',
}
