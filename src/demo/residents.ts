/** Whose eyes a visitor of the demo town may look through, and what there is to see. The first one is whose it opens with. */
export type Resident = { username: string; name: string; who: string; why: string }

export const residents: readonly Resident[] = [
  {
    username: 'mara',
    name: 'Mara',
    who: 'bakes, counts birds',
    why: 'Talks with many and remembers why she follows them. Start here.',
  },
  {
    username: 'noor',
    name: 'Noor',
    who: 'her closest friend',
    why: 'The same friendship from its other end.',
  },
  {
    username: 'tova',
    name: 'Tova',
    who: 'mends clocks',
    why: 'It began with one liked post of Elio’s. By now the two have met.',
  },
  {
    username: 'hedda',
    name: 'Hedda',
    who: 'a quiet friend',
    why: 'Hardly writes, and answers every time. Few posts, a strong tie.',
  },
  {
    username: 'ylva',
    name: 'Ylva',
    who: 'the newcomer',
    why: 'Four days in town: what it looks like when little has passed yet.',
  },
  {
    username: 'frida',
    name: 'Frida',
    who: 'cycles',
    why: 'She and Mara used to talk every few days. For some months they have not.',
  },
  {
    username: 'gil',
    name: 'Gil',
    who: 'follows half the town',
    why: 'Hundreds of posts a week, and no reason kept with any follow.',
  },
  {
    username: 'anselm',
    name: 'Anselm',
    who: 'birds, then games',
    why: 'Changed his subject half-way. Some follow him for what he no longer writes.',
  },
  {
    username: 'mateo',
    name: 'Mateo',
    who: 'speaks two languages',
    why: 'He and Katja talk in both of them, sometimes in one sentence.',
  },
  {
    username: 'otis',
    name: 'Otis',
    who: 'the reader',
    why: 'Has never written a word, and that is fine.',
  },
  {
    username: 'rex_ascend',
    name: 'Rex Ascend',
    who: 'the self-promoter',
    why: 'More followers than anybody here. See how many of them are living, and how many engaged.',
  },
  {
    username: 'harbour_courier',
    name: 'The Harbour Courier',
    who: 'the newspaper',
    why: 'Publishes, never answers, and does not need to.',
  },
  {
    username: 'harbour_trams',
    name: 'Harbour Trams',
    who: 'the customer service',
    why: 'Answers everybody and is close to nobody.',
  },
  {
    username: 'lumen_jack',
    name: 'Jack of Lumen',
    who: 'one of five',
    why: 'Five accounts of one day that answer each other, and hardly anybody else.',
  },
]
