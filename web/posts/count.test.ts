import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countCharacters as countOnServer } from '../../src/platform/text.ts'
import { countCharacters } from './count.ts'

test('what the writer is shown is what the server counts', () => {
  for (const text of [
    '',
    'hello',
    'é e\u0301 👩‍👩‍👧‍👦 🇩🇪',
    'see https://example.org/a/very/long/address?that=goes&on=1#and-on for more',
    '@mara and @theo@elsewhere.example, hello',
    'a #hashtag, a\nline and another',
    'صباح الخير',
  ])
    assert.equal(countCharacters(text), countOnServer(text), text)
})
