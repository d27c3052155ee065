import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AccountId, PostId } from '../platform/ids.ts'
import { exchangeAmong } from './exchange.ts'

const [mara, theo, ines] = [1, 2, 3] as AccountId[]
const turn = (id: number, author = mara!, answers?: AccountId, mentioned: AccountId[] = []) => ({
  id: id as PostId,
  author,
  answers,
  mentioned,
})

test('an answer alone is no exchange; one that comes back is', () => {
  const said = [turn(1, mara), turn(2, theo, mara)]
  assert.equal(exchangeAmong(said), undefined)
  assert.deepEqual(exchangeAmong([...said, turn(3, mara, theo)]), { newest: 3, people: [mara, theo] })
})

test('who is named has been addressed', () => {
  assert.deepEqual(exchangeAmong([turn(1, mara, undefined, [theo!]), turn(2, theo, mara)]), {
    newest: 2,
    people: [theo, mara],
  })
})

test('what somebody adds who is not answered does not lift it up, and answers to oneself are none', () => {
  const said = [turn(1, mara), turn(2, theo, mara), turn(3, mara, theo), turn(4, ines, theo), turn(5, mara, mara)]
  assert.deepEqual(exchangeAmong(said), { newest: 3, people: [mara, theo] })
})

test('the order they come in does not matter', () => {
  const said = [turn(1, mara), turn(2, theo, mara), turn(3, mara, theo), turn(4, ines, mara), turn(5, mara, ines)]
  assert.deepEqual(exchangeAmong(said), { newest: 5, people: [mara, ines, theo] })
  assert.deepEqual(exchangeAmong(said.toReversed()), exchangeAmong(said))
})
