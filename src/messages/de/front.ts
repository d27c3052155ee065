/** Die Eingangsseite: für Fremde, für die, die den Server gerade gestartet haben, und wo die App nicht ist. */
import type * as en from '../en/front.ts'
import { sentence } from '../sentence.ts'
import { counted } from './grammar.ts'

export const front: typeof en.front = {
  whatTwowayIs: 'Ein kleines soziales Netz für Gespräche in beide Richtungen: Du schreibst, jemand antwortet.',
  takesNobody: 'Zurzeit wird niemand neu aufgenommen.',
  lettingIn: 'Wer sich registriert, wartet, bis jemand von hier die Tür öffnet.',
  different: [
    ['Ein Gespräch hat zwei Spuren.', 'Neben jedem Namen steht, was von dir hinausgeht, und was zurückkommt.'],
    ['Es merkt sich, warum du folgst.', 'Der Grund, und der Beitrag, der dazu führte, gehören dir allein.'],
    [
      'Du siehst, wer still geworden ist.',
      'Hinter jeder Zahl stehen die Beiträge, aus denen sie kommt. Niemand steht auf einer Rangliste.',
    ],
  ],
  lately: 'Zuletzt hier gesagt',
  rules: 'Wie wir hier leben',
  questions: 'Fragen:',
  apps: 'Mit der App, die du hast',
  appsText: (strong, address) => sentence`Hier geht jede Mastodon-App. Gib ihr die Adresse ${strong(address)}.`,

  isRunning: (title) => `${title} läuft`,
  emptyHouse: 'Das Haus ist leer. Zieh ein, oder sieh dir erst eines an, in dem seit einem halben Jahr Leute wohnen.',
  moveIn: 'Einziehen',
  moveInText: 'Dem ersten Konto gehört der Server. Alle danach wohnen hier einfach.',
  makeFirst: 'Das erste Konto anlegen',
  lookAround: 'Erst umsehen',
  lookAroundText:
    'Eine erdachte Stadt mit zweihundert Leuten, durch die Augen, die du dir aussuchst. Sag im Ordner dieses Servers, in einem anderen Terminal:',
  townOpens: (strong, address) =>
    sentence`Sie öffnet sich unter ${strong(address)}, braucht kein Konto und rührt an diesem Server nichts an.`,

  newHere: 'Neu: Noch ist nichts geschehen. Verbinde eine App, folge jemandem, den du kennst, und sag Hallo.',
  yourCounts: (following, followers, posts) =>
    `Du folgst ${counted(following, 'Person', 'Personen')}, ${counted(followers, 'Person folgt', 'Personen folgen')} dir, und du hast ${counted(posts, 'Beitrag', 'Beiträge')} geschrieben.`,
  settingsLead: (link) => sentence`${link('Einstellungen')}: Passwort, Apps, Geräte, und wem du folgst als Datei.`,
  connect: 'Eine App verbinden',
  connectSteps: (strong, address) => [
    sentence`Öffne irgendeine Mastodon-App: Phanpy oder Elk im Browser, Tusky auf Android, Ice Cubes auf dem iPhone, oder die, die du hast.`,
    sentence`Wo sie nach deinem Server fragt, gib ${strong(address)} ein.`,
    sentence`Sie führt dich hierher zurück und fragt, was sie darf. Lass sie herein.`,
  ],
  connectHint: 'Lesen, schreiben und folgen kannst du in der App; diese Seite ist für das Konto selbst.',
}
