/** Seiten neben der Startseite: was man aufgehoben hat, was hier gesagt wird, Hashtags, Listen, Nachrichten, Suche. */
import type * as en from '../en/places.ts'
import { counted } from './grammar.ts'

export const places: typeof en.places = {
  local: 'Dieser Server',
  localText: 'Was die Leute hier für alle geschrieben haben, das Neueste zuerst.',
  localEmpty: 'Noch hat niemand etwas für alle geschrieben. Mach den Anfang.',
  bookmarks: 'Lesezeichen',
  bookmarksEmpty: 'Noch nichts aufgehoben',
  bookmarksText: 'Mit dem Lesezeichen unter einem Beitrag hebst du ihn hier auf. Niemand erfährt davon.',
  favourites: 'Favoriten',
  favouritesEmpty: 'Noch keine Favoriten',
  favouritesText:
    'Ein Herz sagt der Person, die den Beitrag geschrieben hat, dass er dir gefällt; er steht dann auch hier.',
  hashtag: (name) => `#${name}`,
  hashtagEmpty: 'Noch kein öffentlicher Beitrag mit diesem Hashtag',
  hashtagText: 'Schreib den ersten, oder folge dem Hashtag: Was kommt, steht auf deiner Startseite.',
  followHashtag: 'Hashtag folgen',
  followingHashtag: 'Gefolgt',
  followedHashtag: (name) => `Beiträge mit #${name} kommen jetzt auf deine Startseite.`,
  unfollowedHashtag: (name) => `#${name} kommt nicht mehr auf deine Startseite.`,
  hashtagUse: (posts) => `${counted(posts, 'Beitrag', 'Beiträge')} in der letzten Woche`,
  writeWith: (name) => `Mit #${name} schreiben`,
}

export const messages: typeof en.messages = {
  title: 'Nachrichten',
  empty: 'Noch keine Nachrichten',
  emptyText: 'Ein Beitrag, den nur Erwähnte sehen, ist eine Nachricht. Nenne darin jemanden, und ihr seid unter euch.',
  write: 'Nachricht schreiben',
  you: 'Du',
  unread: 'Neu',
  remove: 'Aus dieser Liste entfernen',
  removed: 'Entfernt. Die Beiträge bleiben, wo sie sind.',
}

export const lists: typeof en.lists = {
  title: 'Listen',
  empty: 'Noch keine Listen',
  emptyText: 'Eine Liste ist ein eigener Kanal: einige der Leute, denen du folgst, zusammen gelesen.',
  make: 'Neue Liste',
  name: 'Name',
  edit: 'Liste bearbeiten',
  members: 'Mitglieder',
  posts: 'Beiträge',
  noPosts: 'Noch nichts von den Leuten auf dieser Liste',
  noPostsText: 'Was ihre Mitglieder schreiben und geschrieben haben, steht von jetzt an hier.',
  noMembers: 'Noch steht niemand auf dieser Liste',
  addMembers: 'Leute hinzufügen, denen du folgst',
  addOne: (name) => `${name} hinzufügen`,
  removeOne: (name) => `${name} entfernen`,
  findFollowed: 'Leute suchen, denen du folgst',
  noneFound: 'Niemand, dem du folgst, heißt so.',
  replies: 'Antworten der Mitglieder',
  repliesPolicy: {
    list: 'an andere auf der Liste',
    followed: 'an alle, denen du folgst',
    none: 'bleiben weg',
  },
  exclusive: 'Nur hier',
  exclusiveHint: 'Was die Mitglieder schreiben, steht in dieser Liste und nicht auf deiner Startseite.',
  delete: 'Liste löschen',
  deleteQuestion: 'Diese Liste löschen?',
  deleteText: 'Den Leuten darauf folgst du weiter.',
  deleted: 'Die Liste ist gelöscht.',
}

export const search: typeof en.search = {
  title: 'Suche',
  field: 'Leute, Beiträge, Hashtags suchen',
  all: 'Alles',
  people: 'Leute',
  posts: 'Beiträge',
  hashtags: 'Hashtags',
  kinds: 'Arten von Ergebnissen',
  more: 'Alle zeigen',
  clear: 'Leeren',
  nothing: 'Nichts gefunden',
  nothingText:
    'Beiträge werden gefunden, wenn du sie geschrieben hast, daran beteiligt warst, oder wer sie schrieb, das erlaubt.',
  howTitle: 'Finde eine Person nach Namen, einen Hashtag, oder was jemand gesagt hat',
  how: [
    ['from:theo', 'was eine Person geschrieben hat; from:me für deine eigenen'],
    ['"gutes Brot"', 'diese Wörter, eins nach dem anderen'],
    ['has:media', 'mit Bildern; auch has:link, has:poll'],
    ['is:reply', 'Antworten; auch is:sensitive'],
    ['before:2026-05', 'und after:, during: ein Jahr, ein Monat oder ein Tag'],
    ['in:library', 'was du geschrieben, favorisiert, aufgehoben oder beantwortet hast; in:public für den Rest'],
    ['language:de', 'in einer Sprache'],
    ['-Katzen', 'ein Minus lässt weg, was sonst gefunden würde'],
  ],
}
