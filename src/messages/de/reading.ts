/** Öffentliche Seiten: ein Profil, ein Beitrag, ein Hashtag, und ihre Feeds. */
import type * as en from '../en/reading.ts'
import { sentence } from '../sentence.ts'
import { counted } from './grammar.ts'

export const reading: typeof en.reading = {
  posts: 'Beiträge',
  nothingYet: 'Noch ist hier nichts.',
  nothingOlder: 'Nichts Älteres.',
  olderAndNewer: 'Ältere und neuere Beiträge',
  newest: 'Neueste',
  older: 'Ältere',

  program: 'Hier schreibt ein Programm.',
  postsWritten: (strong, shown, count) =>
    count === 1 ? sentence`${strong(shown)} Beitrag` : sentence`${strong(shown)} Beiträge`,
  followsPeople: (strong, shown, count) =>
    count === 1 ? sentence`folgt ${strong(shown)} Person` : sentence`folgt ${strong(shown)} Personen`,
  followersHad: (strong, shown) => sentence`${strong(shown)} Follower`,
  howToFollow: <P>(join: (text: string) => P, domain: string, feed: (text: string) => P) =>
    sentence`Um zu folgen, suche in deiner App nach der Adresse unter dem Namen, oder ${join('mach mit')} auf ${domain as string | P}. Es gibt auch einen ${feed('Feed (RSS)')}.`,
  describe: (posts, following, followers) =>
    `${counted(posts, 'Beitrag', 'Beiträge')}, folgt ${counted(following, 'Person', 'Personen')}, gefolgt von ${counted(followers, 'Person', 'Personen')}.`,

  hashtagAbout: (tag, domain) => `Öffentliche Beiträge mit #${tag} auf ${domain}, die neuesten zuerst.`,
  hashtagText: 'Was die Leute hier öffentlich dazu sagen, das Neueste zuerst.',
  asFeed: 'Als Feed (RSS)',
  contentWarning: 'Inhaltswarnung:',
  saysInPublic: (name) => `Was ${name} öffentlich sagt.`,

  conversationWith: (person) => sentence`Gespräch mit ${person}`,
  postBy: (person) => sentence`Beitrag von ${person}`,
  answerFromApp: 'Um aus einer App zu antworten, füge die Adresse dieser Seite in ihre Suche ein.',

  sensitivePictures: (count) => (count === 1 ? 'Heikles Bild' : 'Heikle Bilder'),
  votes: (count) => counted(count, 'Stimme', 'Stimmen'),
  voted: <P>(count: number, isClosed: boolean, time: P) =>
    sentence`${`${counted(count, 'Person hat', 'Personen haben')} abgestimmt; ${isClosed ? 'beendet' : 'offen bis'} ` as string | P}${time}`,
  quoteHidden: 'Zitiert einen Beitrag, der hier nicht gezeigt wird.',
  goesOn: 'geht weiter',
  answers: (person) => sentence`antwortet ${person}`,
  anAnswer: 'eine Antwort',
  boosted: (person) => sentence`${person} hat geteilt`,
  audiences: { public: '', unlisted: '', private: 'für Follower', direct: 'für die Genannten' },
  answerCount: (count) => counted(count, 'Antwort', 'Antworten'),
  boostCount: (count) => counted(count, 'Mal geteilt', 'Mal geteilt'),
  favouriteCount: (count) => counted(count, 'Favorit', 'Favoriten'),
}
