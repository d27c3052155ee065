import assert from 'node:assert/strict'
import { test } from 'node:test'
import { declaredRole } from './people.ts'

const saying = (name: string, value: string, bot = false) =>
  declaredRole({
    bot,
    fields: [
      { name: 'Pronouns', value: 'they', value_html: 'they' },
      { name, value, value_html: value },
    ],
  })

test('a role is what the account says of itself, and nothing else', () => {
  assert.equal(saying('Role', 'News'), 'news')
  assert.equal(saying('account type', 'Customer service of the ferries'), 'service')
  assert.equal(saying('type', 'Group of neighbours'), 'group')
  assert.equal(saying('Role', 'newsreader in training'), undefined)
  assert.equal(saying('Work', 'News'), undefined)
  assert.equal(saying('Work', 'anything', true), 'bot')
  assert.equal(saying('Role', 'service', true), 'service')
  assert.equal(declaredRole({ bot: false, fields: [] }), undefined)
})
