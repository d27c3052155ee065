import assert from 'node:assert/strict'
import { picture } from '../pictures.ts'
import type { Person, World } from '../world.ts'
import { say } from './browser.ts'

/** A world with something of everything; `ines`, who looks, owns the server. Answers what the examples' names stand for. */
export async function furnish(world: World): Promise<Record<string, string>> {
  const ines = await world.person('ines')
  const friend = await world.person('mara')
  const theo = await world.person('theo')
  const done = async (person: Person, method: string, path: string, body?: object) => {
    const answer = await person.api(method, path, body)
    assert.equal(answer.status, 200, answer.text)
    return answer.body
  }

  const reason = { reason: 'met', reason_text: 'the walk along the river, in the rain' }
  await done(ines, 'POST', `/api/v1/accounts/${friend.id}/follow`, reason)
  await done(ines, 'POST', `/api/v1/accounts/${theo.id}/follow`)
  await done(friend, 'POST', `/api/v1/accounts/${ines.id}/follow`)
  await done(friend, 'PATCH', '/api/v1/accounts/update_credentials', {
    display_name: `Mara ${'Langenscheidt-'.repeat(2)}`,
    note: `Walks, bread, rivers. https://example.org/${'long-'.repeat(30)}`,
    fields_attributes: [{ name: 'Where', value: 'w'.repeat(120) }],
  })

  const form = new FormData()
  form.set('file', new Blob([new Uint8Array(await picture('jpeg'))], { type: 'image/jpeg' }), 'river.jpg')
  form.set('description', 'A grey river')
  const headers = { authorization: `Bearer ${friend.token}` }
  const uploaded = await fetch(`${world.url}/api/v2/media`, { method: 'POST', headers, body: form })
  const { id: medium } = (await uploaded.json()) as { id: string }

  const first = await say(ines, 'Who else walks to work?')
  const post = await say(friend, `@ines I do, along the river. ${'w'.repeat(300)}`, { in_reply_to_id: first.id })
  await say(ines, '@mara tomorrow, then?', { in_reply_to_id: post.id })
  await say(friend, '#rivers', { media_ids: [medium] })
  await say(friend, 'Not for everybody', { spoiler_text: 'A long story' })
  await say(theo, 'Tea or coffee?', { poll: { options: ['Tea', 'Coffee'], expires_in: 3_600 } })
  await say(theo, '@ines are you there?', { visibility: 'direct' })
  await done(theo, 'POST', `/api/v1/statuses/${first.id}/reblog`)
  await done(friend, 'POST', `/api/v1/statuses/${first.id}/favourite`)

  const stranger = await world.person('stranger')
  await done(ines, 'POST', `/api/v1/accounts/${stranger.id}/block`)
  const list = await done(ines, 'POST', '/api/v1/lists', { title: 'Walkers' })
  await done(ines, 'POST', `/api/v1/lists/${list.id}/accounts`, { account_ids: [String(friend.id)] })
  const keywords_attributes = [{ keyword: 'spoilers', whole_word: true }]
  const filter = await done(ines, 'POST', '/api/v2/filters', { title: 'Films', context: ['home'], keywords_attributes })
  await done(ines, 'POST', '/api/v1/tags/rivers/follow')
  await done(ines, 'POST', `/api/v1/statuses/${post.id}/bookmark`)
  await done(theo, 'POST', '/api/v1/reports', { account_id: String(friend.id), comment: 'Too many rivers' })
  await world.settle()
  return {
    friend: friend.name,
    friendId: String(friend.id),
    post: post.id,
    list: list.id,
    tag: 'rivers',
    filter: filter.id,
  }
}
