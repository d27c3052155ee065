import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Notification } from '../api/entities.ts'
import { groupNotifications } from './groups.ts'

let id = 1_000
/** Each earlier than the one before it. */
const told = (type: Notification['type'], from: string, about?: string, hoursAgo = 0) =>
  ({
    id: String(id--),
    type,
    account: { id: from },
    created_at: new Date(Date.UTC(2026, 4, 10) - hoursAgo * 3_600_000).toISOString(),
    ...(about ? { status: { id: about } } : {}),
  }) as Notification
const lines = (all: Notification[]) =>
  groupNotifications(all).map(({ type, latest, accounts }) =>
    [type, latest.status?.id, ...accounts.map((account) => account.id)].filter(Boolean).join(' '),
  )

test('hearts and boosts of one post are a line each, newest person first, each person once', () => {
  const all = [
    told('favourite', 'mara', 'p1'),
    told('reblog', 'theo', 'p1'),
    told('favourite', 'ines', 'p2'),
    told('favourite', 'theo', 'p1'),
    told('favourite', 'mara', 'p1'),
  ]
  assert.deepEqual(lines(all), ['favourite p1 mara theo', 'reblog p1 theo', 'favourite p2 ines'])
})

test('words are never joined', () => {
  const all = [told('mention', 'mara', 'p1'), told('mention', 'mara', 'p2'), told('follow_request', 'ines')]
  assert.deepEqual(lines(all), ['mention p1 mara', 'mention p2 mara', 'follow_request ines'])
})

test('what lies more than two days apart is told anew', () => {
  const all = [told('follow', 'mara'), told('follow', 'theo', undefined, 47), told('follow', 'ines', undefined, 49)]
  assert.deepEqual(lines(all), ['follow mara theo', 'follow ines'])
})
