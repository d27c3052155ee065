/** The demo town. */
import { type Setting, sentence } from '../sentence.ts'

export const demo = {
  town: 'Demo town',
  youAre: <P>(strong: Setting<P>, name: string) => sentence`you are ${strong(name)}`,
  newHere: 'you are new here',
  stranger: 'you are a stranger',
  switchResident: <P>(wide: Setting<P>) => sentence`Switch${wide(' resident')}`,
  startOwn: <P>(wide: Setting<P>) => sentence`Start your own${wide(' server')}`,

  title: 'Through whose eyes?',
  lead: 'Everybody in town sees another town. What you write and whom you follow stays, in this folder, on this machine.',
  isYou: 'This is you',
  be: (name: string) => `Be ${name}`,
  nobody: 'Nobody',
  noAccount: 'without an account',
  nobodyText: 'The town as a stranger finds it: its front door, its public pages.',
  beStranger: 'Be a stranger',
  ownTitle: 'Start your own server',
  ownText: <P>(code: Setting<P>) =>
    sentence`It is the same program, with an empty house instead of a town. In the folder in which you said ${code('npm run demo')}, say:`,
  ownThen: <P>(handle: Setting<P>, address: string) =>
    sentence`Then open ${handle(address)} and make the first account, the owner’s. The town can go on beside it; it has a folder of its own.`,

  /** Whose eyes one may look through, and what there is to see. */
  residents: {
    mara: { who: 'bakes, counts birds', why: 'Talks with many and remembers why she follows them. Start here.' },
    noor: { who: 'her closest friend', why: 'The same friendship from its other end.' },
    tova: { who: 'mends clocks', why: 'It began with one liked post of Elio’s. By now the two have met.' },
    hedda: { who: 'a quiet friend', why: 'Hardly writes, and answers every time. Few posts, a strong tie.' },
    ylva: { who: 'the newcomer', why: 'Four days in town: what it looks like when little has passed yet.' },
    frida: { who: 'cycles', why: 'She and Mara used to talk every few days. For some months they have not.' },
    gil: { who: 'follows half the town', why: 'Hundreds of posts a week, and no reason kept with any follow.' },
    anselm: {
      who: 'birds, then games',
      why: 'Changed his subject half-way. Some follow him for what he no longer writes.',
    },
    mateo: {
      who: 'speaks two languages',
      why: 'He and Katja talk in both of them, sometimes in one sentence.',
    },
    otis: { who: 'the reader', why: 'Has never written a word, and that is fine.' },
    rex_ascend: {
      who: 'the self-promoter',
      why: 'More followers than anybody here. See how many of them are living, and how many engaged.',
    },
    harbour_courier: { who: 'the newspaper', why: 'Publishes, never answers, and does not need to.' },
    harbour_trams: { who: 'the customer service', why: 'Answers everybody and is close to nobody.' },
    lumen_jack: {
      who: 'one of five',
      why: 'Five accounts of one day that answer each other, and hardly anybody else.',
    },
  } as Record<string, { who: string; why: string }>,
}
