import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ActPerson, changesOf } from './act-changes.ts'

const telling = {
  titleOf: (id: string) => (id === '1' ? 'Walkers' : undefined),
  joined: (names: readonly string[]) => names.join(' and '),
  timeOf: (time: string) => time,
}
const told = (before: ActPerson['before'], after: ActPerson['after']) =>
  changesOf({ before, after } as ActPerson, telling)

test('an unfollow says what went with it', () => {
  const before = {
    following: true,
    volume: 'quiet',
    keep: true,
    reason: 'met',
    reason_text: 'the ferry',
    list_ids: ['1', '2'],
  }
  assert.deepEqual(told(before, { following: false, list_ids: [] }), [
    'You unfollowed them.',
    'Your reason was: “the ferry”.',
    'Taken off “Walkers” and a list that is gone.',
  ])
  assert.deepEqual(told({ blocking: false, following: true, reason: 'met' }, { blocking: true, following: false }), [
    'You blocked them.',
    'Your follow ended with it.',
    'Your reason was: you have met.',
  ])
})

test('turning down and up name both ends', () => {
  assert.deepEqual(told({ volume: 'everything', best_per_day: 3 }, { volume: 'best', best_per_day: 1 }), [
    'Turned down from everything to at most 1 a day.',
  ])
  assert.deepEqual(told({ volume: 'quiet' }, { volume: 'no_replies' }), [
    'Turned up from quiet to no replies to others.',
  ])
  assert.deepEqual(told({ best_per_day: 3 }, { best_per_day: 5 }), ['At most 5 a day; it was 3.'])
  assert.deepEqual(told({ boosts: true }, { boosts: false }), ['What they boost stays out.'])
})

test('the other dials, notes, mutes and lists each have a sentence', () => {
  assert.deepEqual(told({ keep: false, roles: [] }, { keep: true, roles: ['friend', 'walker'] }), [
    'Kept: you are not asked about them.',
    'What they are to you: A friend and walker.',
  ])
  assert.deepEqual(told({ languages: null, notify: true }, { languages: ['de'], notify: false }), [
    'You are no longer told when they post.',
    'Only posts in de come in.',
  ])
  assert.deepEqual(told({ reason: null }, { reason: 'met' }), ['You said why you follow them.'])
  assert.deepEqual(told({ reason_text: 'bread' }, { reason_text: '' }), [
    'You took back why you follow them.',
    'Your reason was: “bread”.',
  ])
  assert.deepEqual(told({ note: '' }, { note: 'likes rivers' }), ['You wrote a note about them.'])
  assert.deepEqual(told({ note: 'x'.repeat(200) }, { note: '' }), [
    'You took your note about them away.',
    `It was: “${'x'.repeat(120)}…”`,
  ])
  assert.deepEqual(told({ muting: false }, { muting: true, mute_expires_at: 'noon' }), ['You muted them until noon.'])
  assert.deepEqual(told({ muting: true }, { muting: false }), ['You unmuted them.'])
  assert.deepEqual(told({ list_ids: [] }, { list_ids: ['1'] }), ['Put on “Walkers”.'])
  assert.deepEqual(told({}, {}), ['Nothing was done.'])
})
