import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reasonDue } from './reason-due.ts'

const now = new Date(2026, 2, 14, 12)
const on = (month: number, day: number, year = 2026) => new Date(year, month - 1, day, 9).toISOString()
const due = (followedSince: string | null, lastOut?: string, lastIn?: string) =>
  reasonDue({ followedSince, lastOut, lastIn }, now)

test('a reason comes back after thirty days without a word from either', () => {
  assert.equal(due(on(1, 2)), 'silence')
  assert.equal(due(on(1, 2), on(2, 1), on(2, 10)), 'silence')
  assert.equal(due(on(1, 2), on(2, 1), on(3, 1)), undefined)
  assert.equal(due(on(1, 2), on(3, 1)), undefined)
})

test('not before the follow is thirty days old', () => {
  assert.equal(due(on(2, 20)), undefined)
})

test('on the day of the year on which it began, but not on that day itself', () => {
  assert.equal(due(on(3, 14, 2024), on(3, 13), on(3, 13)), 'anniversary')
  assert.equal(due(on(3, 14), on(3, 14)), undefined)
  assert.equal(due(on(3, 15, 2024), on(3, 13)), undefined)
})

test('never where there is no follow', () => {
  assert.equal(due(null, on(1, 1)), undefined)
})
