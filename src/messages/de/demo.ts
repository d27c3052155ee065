/** Die Stadt zum Ansehen. */
import type * as en from '../en/demo.ts'
import { sentence } from '../sentence.ts'

export const demo: typeof en.demo = {
  town: 'Probestadt',
  youAre: (strong, name) => sentence`du bist ${strong(name)}`,
  newHere: 'du bist neu hier',
  stranger: 'du bist fremd hier',
  switchResident: (wide) => sentence`Wechseln${wide('')}`,
  startOwn: (wide) => sentence`${wide('Eigenen ')}Server starten`,

  title: 'Durch wessen Augen?',
  lead: 'Alle in der Stadt sehen eine andere Stadt. Was du schreibst und wem du folgst, bleibt: in diesem Ordner, auf diesem Rechner.',
  isYou: 'Das bist du',
  be: (name) => `${name} sein`,
  nobody: 'Niemand',
  noAccount: 'ohne Konto',
  nobodyText: 'Die Stadt, wie Fremde sie finden: ihr Eingang, ihre öffentlichen Seiten.',
  beStranger: 'Fremd sein',
  ownTitle: 'Starte deinen eigenen Server',
  ownText: (code) =>
    sentence`Es ist dasselbe Programm, mit einem leeren Haus statt einer Stadt. Sag in dem Ordner, in dem du ${code('npm run demo')} gesagt hast:`,
  ownThen: (handle, address) =>
    sentence`Öffne dann ${handle(address)} und leg das erste Konto an, dem der Server gehört. Die Stadt kann daneben weiterlaufen; sie hat einen eigenen Ordner.`,

  residents: {
    mara: { who: 'backt, zählt Vögel', why: 'Redet mit vielen und weiß noch, warum sie ihnen folgt. Fang hier an.' },
    noor: { who: 'ihre engste Freundin', why: 'Dieselbe Freundschaft, vom anderen Ende aus.' },
    tova: {
      who: 'repariert Uhren',
      why: 'Es begann mit einem Beitrag von Elio, der ihr gefiel. Inzwischen sind sie sich begegnet.',
    },
    hedda: {
      who: 'eine leise Freundin',
      why: 'Schreibt kaum, und antwortet jedes Mal. Wenige Beiträge, eine starke Verbindung.',
    },
    ylva: { who: 'neu in der Stadt', why: 'Seit vier Tagen hier: So sieht es aus, wenn noch wenig geschehen ist.' },
    frida: { who: 'fährt Rad', why: 'Sie und Mara haben alle paar Tage geredet. Seit einigen Monaten nicht mehr.' },
    gil: { who: 'folgt der halben Stadt', why: 'Hunderte Beiträge in der Woche, und zu niemandem ein Grund notiert.' },
    anselm: {
      who: 'erst Vögel, dann Spiele',
      why: 'Hat unterwegs das Thema gewechselt. Manche folgen ihm für das, was er nicht mehr schreibt.',
    },
    mateo: { who: 'spricht zwei Sprachen', why: 'Er und Katja reden in beiden, manchmal in einem Satz.' },
    otis: { who: 'der Leser', why: 'Hat nie ein Wort geschrieben, und das ist in Ordnung.' },
    rex_ascend: {
      who: 'wirbt für sich selbst',
      why: 'Mehr Follower als alle hier. Sieh nach, wie viele lebendig sind, und wie viele zugewandt.',
    },
    harbour_courier: { who: 'die Zeitung', why: 'Veröffentlicht, antwortet nie, und muss es auch nicht.' },
    harbour_trams: { who: 'der Kundendienst', why: 'Antwortet allen und steht niemandem nah.' },
    lumen_jack: {
      who: 'einer von fünf',
      why: 'Fünf Konten vom selben Tag, die einander antworten, und sonst kaum jemandem.',
    },
  },
}
