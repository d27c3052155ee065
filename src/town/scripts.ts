/** What does not happen by chance: how two people met, who asks the tram company, and the question that waits for Mara. */
import { type Cast, dayMs, hourMs, type Member } from './cast.ts'
import type { Random } from './random.ts'
import { say } from './speech.ts'
import type { Draft, Talk } from './talk.ts'
import { courtship, courtshipLater, serviceAnswers, serviceQuestions } from './words/voices.ts'

function post(talk: Talk, author: Member, at: number, text: string, to: Draft | undefined, named: Member[]): Draft {
  return {
    author,
    at: Math.round(at),
    text: named.map(({ username }) => `@${username} `).join('') + text,
    language: 'en',
    visibility: 'public',
    parent: to,
    quoted: undefined,
    pictures: [],
    named,
    topic: talk.plainTopic('en'),
    about: to?.about ?? 'weather',
    kind: 'remark',
  }
}

export type Courtship = { posts: Draft[]; roseFor: Draft; metAt: number | undefined }

/** Rose, first word, conversation, and a morning at the quay. The weaker it shows, the fewer of their words are public. */
export function court({ plan, named, strength }: Cast, talk: Talk): Courtship {
  const [a, b] = plan.couple.people.map(named) as [Member, Member]
  const { roseAt } = plan.couple
  const picture = {
    ...post(talk, a, roseAt - 2 * hourMs, 'The harbour at six. The water was holding its breath.', undefined, []),
    pictures: [talk.picture()],
    about: 'harbour',
  }
  const firstWordAt = roseAt + 11 * dayMs
  const posts: Draft[] = [picture]
  let last: Draft = {
    ...post(talk, a, firstWordAt - 5 * hourMs, 'Six again. Somebody has moved the sun by a finger.', undefined, []),
    pictures: [talk.picture()],
  }
  posts.push(last)
  const speak = (by: 'a' | 'b', text: string, at: number, to: Draft | undefined) => {
    const [author, other] = by === 'a' ? [a, b] : [b, a]
    last = post(talk, author, at, text, to, [other])
    posts.push(last)
  }
  let at = firstWordAt
  for (const { by, text, afterHours } of courtship.slice(0, Math.ceil(courtship.length * Math.max(0.2, strength)))) {
    at += afterHours * hourMs
    speak(by, text, at, last)
  }
  for (const { by, text, afterDays } of courtshipLater.slice(0, Math.floor(courtshipLater.length * strength))) {
    const when = firstWordAt + afterDays * dayMs
    speak(by, text, when, when - last.at < dayMs ? last : undefined)
  }
  return { posts, roseFor: picture, metAt: plan.couple.isMeeting ? Math.round(firstWordAt + 26.52 * dayMs) : undefined }
}

/** Everybody who asks gets an answer within minutes, nearly always the same. */
export function ask(
  random: Random,
  { named, plan, start, now }: Cast,
  talk: Talk,
  customers: readonly Member[],
): Draft[] {
  const service = named(plan.service)
  const posts: Draft[] = []
  for (let at = start + dayMs; at < now - hourMs; at += random.wait(1.4 * dayMs) + 20 * 60_000) {
    const customer = random.pick(customers)
    if (customer.joinedAt > at) continue
    const topic = talk.plainTopic('en')
    const question = post(talk, customer, at, say(random, random.pick(serviceQuestions), topic).text, undefined, [
      service,
    ])
    const answer = random
      .pick(serviceAnswers)
      .replace('@{name} ', '')
      .replace('@{name}', '')
      .replace('Hello ,', 'Hello,')
    posts.push(question, post(talk, service, at + random.between(2, 18) * 60_000, answer, question, [customer]))
  }
  return posts
}

/** Somebody Mara talks with asks her something, and she has not answered yet. */
export function leaveOpen({ named, now }: Cast, talk: Talk, posts: readonly Draft[]): Draft {
  const [mara, thea] = [named('mara'), named('thea')]
  const to = posts.findLast(
    (one) =>
      one.author === mara &&
      one.topic.name === 'bread' &&
      one.kind !== 'plan' &&
      one.visibility === 'public' &&
      one.at < now - 47 * hourMs,
  )
  const text = 'I have been meaning to ask: my starter smells of pear drops since Sunday. Feed it, or fear it?'
  return { ...post(talk, thea, now - 40 * hourMs, text, to, [mara]), kind: 'ask', about: 'starter' }
}
