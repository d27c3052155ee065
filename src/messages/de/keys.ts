/** Alle Tasten der App, in der Reihenfolge der Hilfe. */
import type * as en from '../en/keys.ts'

export const keys: typeof en.keys = {
  title: 'Tastatur',
  text: 'Tasten wirken überall, wo du gerade nicht schreibst.',
  use: 'Einzelne Tasten benutzen',
  useHint: 'Schalte sie aus, wenn sie deinem Screenreader oder deiner Sprachsteuerung in die Quere kommen.',
  and: 'dann',
  groups: [
    {
      title: 'Lesen',
      keys: [
        [['j'], 'Nächster Beitrag'],
        [['k'], 'Voriger Beitrag'],
        [['l'], 'Beitrag öffnen'],
        [['.'], 'Neue Beiträge zeigen'],
        [['Esc'], 'Schließen, oder zurück'],
      ],
    },
    {
      title: 'Handeln',
      keys: [
        [['n'], 'Schreiben'],
        [['r'], 'Antworten'],
        [['f'], 'Favorisieren'],
        [['b'], 'Teilen'],
      ],
    },
    {
      title: 'Gehen',
      keys: [
        [['g', 'h'], 'Startseite'],
        [['g', 'n'], 'Mitteilungen'],
        [['g', 's'], 'Einstellungen'],
        [['/'], 'Suche'],
        [['?'], 'Diese Hilfe'],
      ],
    },
  ],
}
