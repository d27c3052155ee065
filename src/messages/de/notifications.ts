/** Was jemandem geschehen ist, in einer Zeile. Davor steht ein Name, oder mehrere. */
import type * as en from '../en/notifications.ts'
import { counted } from './grammar.ts'

export const notifications: typeof en.notifications = {
  title: 'Mitteilungen',
  kinds: { all: 'Alle', mentions: 'Erwähnungen', reactions: 'Reaktionen', people: 'Leute' },
  emptyTitle: 'Neu: Noch ist nichts geschehen',
  emptyTexts: {
    all: 'Antworten, Erwähnungen, Favoriten, geteilte Beiträge und neue Follower stehen hier.',
    mentions: 'Wenn dir jemand antwortet, dich nennt oder zitiert, steht es hier.',
    reactions: 'Wenn jemand favorisiert oder teilt, was du geschrieben hast, steht es hier.',
    people: 'Wer dir folgt oder folgen möchte, steht hier.',
  },
  and: (others) => `und ${counted(others, 'andere Person', 'andere')}`,
  told: {
    mention: { one: 'erwähnt dich', several: 'erwähnen dich' },
    follow: { one: 'folgt dir', several: 'folgen dir' },
    follow_request: { one: 'möchte dir folgen', several: 'möchten dir folgen' },
    favourite: { one: 'favorisiert deinen Beitrag', several: 'favorisieren deinen Beitrag' },
    reblog: { one: 'teilt deinen Beitrag', several: 'teilen deinen Beitrag' },
    status: { one: 'hat etwas geschrieben', several: 'haben etwas geschrieben' },
    update: {
      one: 'hat einen Beitrag bearbeitet, den du geteilt oder favorisiert hast',
      several: 'haben Beiträge bearbeitet, die du geteilt oder favorisiert hast',
    },
    quoted_update: {
      one: 'hat einen Beitrag bearbeitet, den du zitiert hast',
      several: 'haben Beiträge bearbeitet, die du zitiert hast',
    },
    quote: { one: 'zitiert dich', several: 'zitieren dich' },
    poll: { one: 'hatte eine Umfrage, die nun beendet ist', several: 'hatten Umfragen, die nun beendet sind' },
    'admin.sign_up': { one: 'hat sich registriert', several: 'haben sich registriert' },
    'admin.report': { one: 'hat eine Meldung geschickt', several: 'haben Meldungen geschickt' },
  },
  ownPollEnded: 'Deine Umfrage ist beendet',
  accept: 'Folgen lassen',
  reject: 'Ablehnen',
  accepted: 'Folgt dir jetzt.',
  rejected: 'Abgelehnt. Niemand erfährt davon.',
  openReport: 'Meldung öffnen',
}
