/** From the grammars in words/ to what one person says, in their own way. */
import type { Random } from './random.ts'
import { commonWords } from './words/manners.ts'
import type { Language, Topic } from './words/topic.ts'

/** How somebody writes. */
export type Voice = {
  /** No capitals at the beginning of a sentence. */
  isLowercase: boolean
  /** Set behind some posts; '' for people who use none. */
  sign: string
  /** How often they add a word of their own, and a hashtag; each from 0 to 1. */
  tails: number
  hashtags: number
}

/** `pattern`: the template it was made from. */
export type Said = { text: string; about: string; pattern: string }

const slot = /\{([^{}]*)\}/g

function polish(text: string, language: Language, voice: Voice | undefined): string {
  const articled = language === 'en' ? text.replace(/\b([Aa]) (?=[aeiou]\w)/g, '$1n ') : text
  if (voice?.isLowercase && language !== 'de') return articled
  return articled.replace(
    /(^|[.!?] )([“¡¿]?)(\p{Ll})/gu,
    (_, before, mark, letter) => before + mark + letter.toUpperCase(),
  )
}

/**
 * One sentence from a template: `{it}` is what was talked about before, `{things}` becomes what is talked about now, and
 * other words come from the topic or from what everybody in town knows.
 */
export function say(
  random: Random,
  template: string,
  topic: Pick<Topic, 'language' | 'things' | 'words'>,
  { it, voice }: { it?: string; voice?: Voice | undefined } = {},
): Said {
  let about = it
  const common = commonWords[topic.language]
  const thing = random.pick(topic.things)
  const wordFor = (name: string): string => {
    if (name.includes('|')) return random.pick(name.split('|'))
    if (name === 'it') return it ?? thing
    if (name === 'things') {
      about = thing
      return thing
    }
    const words = topic.words[name] ?? common[name]
    if (!words) throw new Error(`Nobody knows a word for {${name}} in ${topic.language}: "${template}"`)
    return random.pick(words)
  }
  let text = template
  while (text.includes('{')) text = text.replace(slot, (_, name: string) => wordFor(name))
  return { text: polish(text, topic.language, voice), about: about ?? thing, pattern: template }
}

const textsRestMs = 45 * 86_400_000
const patternsRestMs = 20 * 3_600_000

/**
 * Draws again while the town has said the same within the last weeks, and, as long as there is a choice, while somebody
 * has said something like it within the last hours.
 */
export function createFreshness() {
  const lastSaid = new Map<string, number>()
  const hasRested = (said: string, at: number, restMs: number) =>
    Math.abs(at - (lastSaid.get(said) ?? Number.NEGATIVE_INFINITY)) > restMs
  return (at: number, draw: () => Said): Said => {
    let drawn = draw()
    for (let attempt = 0; attempt < 40; attempt++) {
      const isPatternFresh = attempt > 14 || hasRested(drawn.pattern, at, patternsRestMs)
      if (isPatternFresh && hasRested(drawn.text, at, textsRestMs)) break
      drawn = draw()
    }
    lastSaid.set(drawn.text, at).set(drawn.pattern, at)
    return drawn
  }
}

export function slugOf(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40)
}
