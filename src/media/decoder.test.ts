import assert from 'node:assert/strict'
import { test } from 'node:test'
import { picture } from '../../tests/pictures.ts'
import { isFailure } from '../platform/failure.ts'
import { createDecoder } from './decoder.ts'

const program = new URL('../../tests/stubs/decoder.ts', import.meta.url)
const stub = () => {
  const { processPicture } = createDecoder({ program, mostMs: 2_000, mostWaiting: 3 })
  // biome-ignore lint/suspicious/noExplicitAny: the stub answers with what it likes
  return (word: string): Promise<any> => processPicture(Buffer.from(word))
}

test('a picture that crashes or stalls the decoder is refused with a sentence, and the next one is read', async () => {
  const say = stub()
  const first = await say('one')
  assert.equal((await say('two')).pid, first.pid, 'one process for many pictures')
  for (const word of ['crash', 'hang']) {
    const answers = await Promise.all([say(word), say('three')])
    assert.ok(isFailure(answers[0]))
    assert.equal(answers[0].failure, 'invalid')
    assert.match(answers[0].message, /could not be read/)
    assert.equal(answers[1].word, 'three', `whoever waits behind ${word} is not to blame`)
    assert.notEqual(answers[1].pid, first.pid)
  }
})

test('the decoder is told nothing of what the server knows', async () => {
  const { secrets } = await stub()('hello')
  assert.deepEqual(
    secrets.filter((name: string) => !name.startsWith('NODE_CHANNEL')),
    [],
  )
})

test('beyond a few that wait, a picture is turned away', async () => {
  const say = stub()
  const answers = await Promise.all(['hang', 'a', 'b', 'c', 'd'].map(say))
  assert.equal(answers[4].failure, 'too-many')
  assert.deepEqual(
    answers.slice(1, 4).map(({ word }) => word),
    ['a', 'b', 'c'],
  )
})

test('real pictures go there and back', async () => {
  const { processPicture, processProfilePicture } = createDecoder()
  const bytes = await picture('png', 90, 60)
  const [whole, avatar, damaged] = await Promise.all([
    processPicture(bytes),
    processProfilePicture('avatar', bytes),
    processPicture(bytes.subarray(0, 60)),
  ])
  assert.ok(!isFailure(whole) && !isFailure(avatar))
  assert.deepEqual([whole.original.width, whole.original.height, whole.original.extension], [90, 60, 'png'])
  assert.ok(whole.original.bytes.length > 0 && whole.preview.bytes.length > 0)
  assert.equal(avatar.still.width, 400)
  assert.ok(isFailure(damaged) && /damaged/.test(damaged.message))
})
