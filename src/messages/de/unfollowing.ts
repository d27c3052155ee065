/** Was es bringt zu folgen, was es kostet, es zu lassen, und ob es sich rückgängig machen lässt: in Antworten des Servers. */
import type * as en from '../en/unfollowing.ts'
import { counted } from './grammar.ts'

type Flow = { posts: number; days: number; perDay: number }

/** etwa 9 Beiträge am Tag, etwa 2 Beiträge in der Woche, in den letzten 28 Tagen kein Beitrag */
function flowInWords({ posts, days, perDay }: Flow): string {
  if (posts === 0) return `in den letzten ${days} Tagen kein Beitrag`
  const [count, unit] = perDay >= 0.95 ? [perDay, 'am Tag'] : [perDay * 7, 'in der Woche']
  return `etwa ${counted(Math.max(1, Math.round(count)), 'Beitrag', 'Beiträge')} ${unit}`
}

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const quoted = (words: string) => `„${words}“`

export const unfollowing: typeof en.unfollowing = {
  costSentence({ theirs, channel }) {
    if (!theirs) return 'Zu neu, um zu sagen, wie viel dazukäme.'
    const come = capitalized(flowInWords(theirs))
    if (!channel || channel.posts === 0) return `${come}.`
    const areBothByDay = theirs.perDay >= 0.95 && channel.perDay >= 0.95
    return `${come}; in deinem Kanal ${areBothByDay ? `sind es ${Math.round(channel.perDay)}` : `bisher ${flowInWords(channel)}`}.`
  },

  reasons: {
    liked_post: 'ein Beitrag gefiel dir',
    other_side: 'du möchtest die andere Seite eines Gesprächs',
    lives_near: 'wohnt in deiner Nähe',
    know_someday: 'du möchtest dieser Person gern einmal begegnen',
    follows_me: 'folgt dir',
    met: 'ihr seid euch begegnet',
    imported: 'kam mit einem Import',
    other: 'ein eigener Grund',
  },
  yourReason: (reason, text) => {
    const told = reason ? `Dein Grund: ${reason}` : 'Dein Grund'
    return text === '' ? `${told}.` : `${told}, ${quoted(text)}.`
  },
  youSet: (volume, roles, languages) => {
    const set = [
      ...(volume ? ['die Lautstärke'] : []),
      ...(roles.length > 0 ? [`die Rollen ${roles.map(quoted).join(', ')}`] : []),
      ...(languages ? ['die Sprachen'] : []),
    ]
    return `Was du dafür eingestellt hast: ${set.join(', ')}.`
  },
  youKeep: (name) => `Du willst ${name} behalten: Nimm das zuerst zurück.`,
  wouldAskAgain: (name) =>
    `${name} entscheidet selbst, wer folgt: Um wieder zu folgen, müsstest du noch einmal fragen.`,
  privatePosts: (count, most) =>
    `${count > most ? `mehr als ${most} Beiträge` : counted(count, 'Beitrag', 'Beiträge')} nur für Follower, die du nicht mehr lesen könntest.`,
  noBell: 'Du bekämst nicht mehr bei jedem Beitrag Bescheid.',
  onLists: (titles) => `Der Platz auf deinen Listen: ${titles.map(quoted).join(', ')}.`,

  undo: {
    notDoneYet: 'Noch ist nichts getan: Es lässt sich noch zurücknehmen.',
    nothingDone: 'Hier wurde nichts getan: Du behältst diese Person, oder du folgtest schon nicht mehr.',
    isUndone: 'Das ist rückgängig gemacht.',
    tooLate: 'Das ist zu lange her, um es rückgängig zu machen.',
    isGone: 'Dieses Konto gibt es nicht mehr.',
    hasChanged: 'Das hast du seitdem geändert: Mach erst das rückgängig.',
    asksAgain: 'Hier wird selbst entschieden, wer folgt: Rückgängig machen fragt noch einmal.',
    asBefore: 'Rückgängig machen stellt alles wieder her, wie es war.',
  },
}
