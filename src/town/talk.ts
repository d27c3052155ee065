/** What a member says: a post of their own, or an answer that follows from the post before. */
import type { Member } from './cast.ts'
import { describeScene } from './drawings.ts'
import type { Random } from './random.ts'
import { createFreshness, type Said, say, slugOf } from './speech.ts'
import { commonWords, type Manners, manners } from './words/manners.ts'
import type { Language, Topic } from './words/topic.ts'
import { quietAnswers, quietWords, ringPosts, ringReplies, serviceNotices } from './words/voices.ts'

export type Kind =
  | 'say'
  | 'ask'
  | 'link'
  | 'picture'
  | 'answer'
  | 'wonder'
  | 'remark'
  | 'thanks'
  | 'agree'
  | 'plan'
  | 'accept'
  | 'closing'
  | 'quote'

/** A post while the town is being made. */
export type Draft = {
  author: Member
  at: number
  text: string
  language: Language
  visibility: 'public' | 'unlisted' | 'private'
  parent: Draft | undefined
  quoted: Draft | undefined
  pictures: { drawing: { kind: 'scene'; number: number }; description: string }[]
  /** Whom it names. */
  named: Member[]
  topic: Topic
  about: string
  kind: Kind
}

const plainTopic = (language: Language): Topic => ({
  name: 'talk',
  language,
  hashtags: [],
  things: ['weather'],
  words: { number: ['1', '2', '3', '4', '5', '7'] },
  says: [],
  asks: [],
  answers: [],
  wonders: [],
  links: [],
})

/** What usually follows in a talk, the likelier ones more than once. */
const next: Record<Kind, readonly Kind[]> = {
  say: ['wonder', 'wonder', 'remark', 'remark'],
  picture: ['wonder', 'remark', 'remark'],
  link: ['remark', 'wonder', 'thanks'],
  quote: ['agree', 'remark', 'wonder'],
  ask: ['answer'],
  answer: ['thanks', 'thanks', 'wonder', 'agree'],
  wonder: ['answer'],
  remark: ['agree', 'answer', 'plan'],
  thanks: ['closing'],
  agree: ['plan', 'remark', 'closing'],
  plan: ['accept'],
  accept: ['closing', 'agree'],
  closing: ['agree'],
}

export function createTalk(random: Random, strength: number) {
  const isFresh = createFreshness()
  const kindOf = (topic: Topic): Kind => {
    const drawn = random.next()
    if (topic.name === 'light') return 'picture'
    if (drawn < 0.2 && topic.asks.length > 0) return 'ask'
    if (drawn < 0.26 && topic.links.length > 0) return 'link'
    return drawn < 0.27 ? 'picture' : 'say'
  }

  function picture() {
    const number = random.below(1_000_000)
    return { drawing: { kind: 'scene' as const, number }, description: describeScene(number) }
  }

  function decorate(author: Member, topic: Topic, said: Said): string {
    const { voice } = author
    const tail = random.chance(voice.tails)
      ? ` ${say(random, random.pick(manners[topic.language].tail), { ...topic, words: {} }, { voice }).text}`
      : ''
    const sign = voice.sign && random.chance(0.25) ? ` ${voice.sign}` : ''
    const hashtag = topic.hashtags.length > 0 && random.chance(voice.hashtags) ? ` #${random.pick(topic.hashtags)}` : ''
    return said.text + tail + sign + hashtag
  }

  function textOf(author: Member, topic: Topic, kind: Kind): Said {
    const { voice } = author
    if (author.role === 'quiet') return say(random, random.pick(quietWords), plainTopic('en'))
    if (author.role === 'ring')
      return say(random, `${random.pick(ringPosts)} ${random.pick(ringPosts)}`, plainTopic('en'))
    if (author.role === 'service') return say(random, random.pick(serviceNotices), plainTopic('en'))
    const template = random.pick(kind === 'ask' ? topic.asks : kind === 'link' ? topic.links : topic.says)
    const said = say(random, template, topic, { voice })
    if (author.role === 'newspaper')
      return { ...said, text: `${said.text} https://courier.example.org/${slugOf(said.text)}` }
    if (author.role === 'promoter') {
      const isAboutSelf = random.chance(0.2 + 0.8 * strength)
      return {
        ...said,
        text: isAboutSelf ? `${said.text} https://rex.example.com/${slugOf(said.about)}` : said.text.replace(/:$/, '.'),
      }
    }
    return kind === 'link'
      ? {
          ...said,
          text: `${said.text} https://example.org/${slugOf(topic.name) || 'notes'}/${slugOf(said.about) || random.below(1000)}`,
        }
      : said
  }

  /** A post that answers nobody. */
  function compose(author: Member, at: number): Draft {
    const { topic } = random.weighted(author.topicsAt(at), ({ weight }) => weight)!
    const kind = author.role === 'ordinary' || author.role === 'photographer' ? kindOf(topic) : 'say'
    const said = isFresh(at, () => textOf(author, topic, kind))
    const shown = random.next()
    return {
      author,
      at,
      text: decorate(author, topic, said),
      language: topic.language,
      visibility: author.role !== 'ordinary' || shown < 0.9 ? 'public' : shown < 0.95 ? 'unlisted' : 'private',
      parent: undefined,
      quoted: undefined,
      pictures: kind === 'picture' ? [picture()] : [],
      named: [],
      topic,
      about: said.about,
      kind,
    }
  }

  function answerText(author: Member, to: Draft, kind: Kind, isFirstWord: boolean): Said {
    const { voice } = author
    const options = { it: to.about, voice }
    if (author.role === 'quiet') return say(random, random.pick(quietAnswers), plainTopic('en'), options)
    if (author.role === 'ring')
      return say(random, `${random.pick(ringReplies)} ${random.pick(ringReplies)}`, plainTopic('en'))
    const ways: Manners = manners[to.topic.language]
    const drawn = (templates: readonly string[]) => say(random, random.pick(templates), to.topic, options)
    const civil = (templates: readonly string[]) =>
      say(random, random.pick(templates), { ...to.topic, words: {} }, options)
    if (isFirstWord && kind !== 'answer' && random.chance(0.3)) return civil(ways.hello)
    if (kind === 'answer' && random.chance(to.topic.answers.length > 0 ? 0.4 : 1)) return civil(ways.advice)
    if (kind === 'answer') return drawn(to.topic.answers)
    if (kind === 'wonder' && to.topic.wonders.length > 0) return drawn(to.topic.wonders)
    if (kind === 'thanks' || kind === 'agree' || kind === 'plan' || kind === 'accept' || kind === 'closing')
      return civil(ways[kind])
    return civil(ways.remark)
  }

  /** The next turn of a talk. `others` are named beside the author of `to`. */
  function reply(
    author: Member,
    to: Draft,
    at: number,
    others: readonly Member[],
    { isFirstWord, isLast }: { isFirstWord: boolean; isLast: boolean },
  ): Draft {
    let kind: Kind = 'remark'
    const said = isFresh(at, () => {
      const isGuest = to.kind === 'plan' && !to.named.includes(author)
      const usual: Kind = isGuest ? 'remark' : random.pick(next[to.kind])
      kind = isLast && (to.kind === 'agree' || to.kind === 'answer') ? 'thanks' : usual
      return answerText(author, to, kind, isFirstWord)
    })
    const named = [to.author, ...others].filter((other, index, all) => other !== author && all.indexOf(other) === index)
    const calls = named.map(({ username }) => `@${username} `).join('')
    return {
      ...to,
      author,
      at,
      text: calls + said.text,
      parent: to,
      quoted: undefined,
      pictures: [],
      named,
      about: to.about,
      kind,
    }
  }

  /** A few words beside somebody's post. */
  function quote(author: Member, quoted: Draft, at: number): Draft {
    const said = isFresh(at, () =>
      say(
        random,
        random.pick(manners[quoted.language].quoting),
        { ...quoted.topic, words: {} },
        { it: quoted.about, voice: author.voice },
      ),
    )
    return {
      ...quoted,
      author,
      at,
      text: said.text,
      visibility: 'public',
      parent: undefined,
      quoted,
      pictures: [],
      named: [],
      kind: 'quote',
    }
  }

  /** An invitation to a friend, out of the blue. */
  function invite(author: Member, friend: Member, at: number): Draft {
    const draft = compose(author, at)
    const said = isFresh(at, () =>
      say(
        random,
        random.pick(manners[draft.language].plan),
        { ...draft.topic, words: {} },
        { it: draft.about, voice: author.voice },
      ),
    )
    return { ...draft, text: `@${friend.username} ${said.text}`, pictures: [], named: [friend], kind: 'plan' }
  }

  return { compose, reply, quote, invite, picture, plainTopic }
}
export type Talk = ReturnType<typeof createTalk>

/** The languages in which somebody reads with pleasure. */
export function understands(member: Member, language: Language): boolean {
  return (
    member.language === language ||
    member.topicsAt(Number.POSITIVE_INFINITY).some(({ topic }) => topic.language === language)
  )
}

export const placesInTown = commonWords.en.place!
