import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '../platform/failure.ts'
import { categoryOf, refusalToModerate } from './report.ts'

test('a report that names rules is about a violation of them', () => {
  assert.equal(categoryOf('spam', [], 3), 'spam')
  assert.equal(categoryOf('other', [2], 3), 'violation')
  assert.equal(categoryOf('violation', [1, 3], 3), 'violation')
})

test('rules that do not exist, or none where there must be some, are refused', () => {
  for (const [rules, count] of [
    [[], 3],
    [[4], 3],
    [[0], 3],
    [[1], 0],
    [[1, 4], 3],
  ] as const) {
    const answer = categoryOf('violation', rules, count)
    assert.ok(isFailure(answer), JSON.stringify(rules))
    assert.equal(answer.message, 'Validation failed: Rule ids does not reference valid rules')
  }
})

test('one acts against those below oneself; the command line against everybody', () => {
  const may = (by: 'owner' | 'moderator' | 'person' | undefined, target: 'owner' | 'moderator' | 'person') =>
    refusalToModerate(by, target) === undefined
  assert.deepEqual([may('owner', 'moderator'), may('owner', 'person'), may('moderator', 'person')], [true, true, true])
  assert.deepEqual(
    [may('owner', 'owner'), may('moderator', 'moderator'), may('moderator', 'owner'), may('person', 'person')],
    [false, false, false, false],
  )
  assert.deepEqual([may(undefined, 'owner'), may(undefined, 'person')], [true, true])
})
