/** People who write to the server over HTTP, all at once, until it stops answering them. */
import assert from 'node:assert/strict'
import { type Answer, rawRequest } from '../world.ts'
import type { Ledger, Person, PostEntry, Random, SignUpEntry, ToggleEntry } from './ledger.ts'

const outOfBand = 'urn:ietf:wg:oauth:2.0:oob'

/** Requests to one server. */
export type Api = {
  as: (
    person: Person,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<Answer>
  signUp: (name: string) => Promise<Answer>
}

export async function connectApi(url: string): Promise<Api> {
  const app = await rawRequest(url, 'POST', '/api/v1/apps', {
    client_name: 'crash test',
    redirect_uris: outOfBand,
    scopes: 'read write follow',
  })
  assert.equal(app.status, 200, app.text)
  const { client_id, client_secret } = app.body
  const granted = await rawRequest(url, 'POST', '/oauth/token', {
    grant_type: 'client_credentials',
    client_id,
    client_secret,
    redirect_uri: outOfBand,
    scope: 'read write follow',
  })
  assert.equal(granted.status, 200, granted.text)
  return {
    as: (person, method, path, body, headers) =>
      rawRequest(url, method, path, body, { authorization: `Bearer ${person.token}`, ...headers }),
    signUp: (name) =>
      rawRequest(
        url,
        'POST',
        '/api/v1/accounts',
        {
          username: name,
          email: `${name}@people.example`,
          password: `${name}-password-1`,
          agreement: true,
          locale: 'en',
        },
        { authorization: `Bearer ${granted.body.access_token}` },
      ),
  }
}

export async function createPerson(api: Api, index: number): Promise<Person> {
  const name = `person${index}`
  const signedUp = await api.signUp(name)
  assert.equal(signedUp.status, 200, signedUp.text)
  const person: Person = { index, name, id: '', token: signedUp.body.access_token, standingPosts: [] }
  const own = await api.as(person, 'GET', '/api/v1/accounts/verify_credentials')
  person.id = own.body.id
  for (const number of [1, 2]) {
    const post = await api.as(person, 'POST', '/api/v1/statuses', { status: `Standing post ${number} of ${name}` })
    assert.equal(post.status, 200, post.text)
    person.standingPosts.push(post.body.id)
  }
  return person
}

// ---- single acts

export function publish(api: Api, { author, text, key }: PostEntry): Promise<Answer> {
  return api.as(author, 'POST', '/api/v1/statuses', { status: text }, { 'idempotency-key': key })
}

export function remove(api: Api, { author, id }: PostEntry): Promise<Answer> {
  return api.as(author, 'DELETE', `/api/v1/statuses/${id}`)
}

const verbs = {
  favourite: { on: 'favourite', off: 'unfavourite' },
  boost: { on: 'reblog', off: 'unreblog' },
  follow: { on: 'follow', off: 'unfollow' },
}

export function set(api: Api, { kind, actor, target, post }: ToggleEntry, wanted: 'on' | 'off'): Promise<Answer> {
  const object = post === undefined ? `/api/v1/accounts/${target.id}` : `/api/v1/statuses/${post}`
  return api.as(actor, 'POST', `${object}/${verbs[kind][wanted]}`)
}

// ---- writing under way

export type Writing = {
  /** Resolves when every writer has stopped: at the first request of theirs that got no answer. */
  stopped: Promise<void>
}

/** Whether it was acknowledged. Anything else than a success or "the database is away" is a bug. */
function isAcknowledged(answer: Answer): boolean {
  if (answer.status === 503) return false
  assert.equal(answer.status, 200, `${answer.status} ${answer.text}`)
  return true
}

type Acts = { api: Api; ledger: Ledger; random: Random; newKey: () => string }

async function writePost({ api, ledger, random, newKey }: Acts, author: Person): Promise<boolean> {
  const own = ledger.posts.filter((post) => post.author === author && post.state === 'published')
  if (own.length > 3 && random.chance(0.3)) {
    const post = random.pick(own)
    post.state = 'deletion asked'
    if (!isAcknowledged(await remove(api, post))) return false
    post.state = 'deleted'
    return true
  }
  const others = ledger.people.filter((person) => person !== author)
  const mentioned = random.chance(0.5) ? random.pick(others) : undefined
  const key = newKey()
  const text = `Post ${key}${mentioned ? ` for @${mentioned.name}` : ''}`
  const post: PostEntry = { key, author, text, mentioned, id: undefined, state: 'asked' }
  ledger.posts.push(post)
  const answer = await publish(api, post)
  if (!isAcknowledged(answer)) return false
  post.id = answer.body.id
  post.state = 'published'
  return true
}

async function turnOver({ api, ledger, random }: Acts, actor: Person): Promise<boolean> {
  const toggle = random.pick(ledger.toggles.filter((entry) => entry.actor === actor))
  const wanted = toggle.state === 'on' ? 'off' : 'on'
  toggle.state = 'unknown'
  if (!isAcknowledged(await set(api, toggle, wanted))) return false
  toggle.state = wanted
  return true
}

async function signSomebodyUp({ api, ledger, newKey }: Acts): Promise<boolean> {
  const entry: SignUpEntry = { name: `new${newKey()}`, state: 'asked' }
  ledger.signUps.push(entry)
  if (!isAcknowledged(await api.signUp(entry.name))) return false
  entry.state = 'done'
  return true
}

/** Whether the server was cut off in the middle of a request. */
function isCutOff(error: unknown): boolean {
  return error instanceof TypeError && error.cause !== undefined
}

/**
 * Starts every writer. `onAcknowledged` is called with the number of acts acknowledged so far, before anything else
 * happens.
 */
export function startWriting(acts: Acts, onAcknowledged: (count: number) => void): Writing {
  let count = 0
  async function writer(act: () => Promise<boolean>) {
    try {
      while (await act()) onAcknowledged(++count)
    } catch (error) {
      if (!isCutOff(error)) throw error
    }
  }
  const writers = acts.ledger.people.flatMap((person) => [
    writer(() => writePost(acts, person)),
    writer(() => turnOver(acts, person)),
  ])
  writers.push(writer(() => signSomebodyUp(acts)))
  return { stopped: Promise.all(writers).then(() => undefined) }
}

// ---- afterwards

/** Asks again for everything that got no answer, as a client would, so that its state is known. */
export async function askAgain(api: Api, ledger: Ledger): Promise<void> {
  for (const post of ledger.posts.filter(({ state }) => state === 'asked')) {
    const answers = await Promise.all([publish(api, post), publish(api, post)])
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200],
    )
    assert.equal(answers[0]?.body.id, answers[1]?.body.id)
    post.id = answers[0]!.body.id
    post.state = 'published'
  }
  for (const post of ledger.posts.filter(({ state }) => state === 'deletion asked')) {
    assert.ok([200, 404].includes((await remove(api, post)).status))
    post.state = 'deleted'
  }
  for (const toggle of ledger.toggles.filter(({ state }) => state === 'unknown')) {
    assert.equal((await set(api, toggle, 'on')).status, 200)
    toggle.state = 'on'
  }
  for (const signUp of ledger.signUps.filter(({ state }) => state === 'asked')) {
    const { status, text } = await api.signUp(signUp.name)
    assert.ok(status === 200 || (status === 422 && text.includes('taken')), text)
    signUp.state = 'done'
  }
}
