import assert from 'node:assert/strict'
import { argon2Sync } from 'node:crypto'
import { test } from 'node:test'
import { isFailure } from '../platform/failure.ts'
import { hashPassword, needsRehash, passwordProblem, verifyPassword } from './password.ts'

async function hashed(password: string): Promise<string> {
  const stored = await hashPassword(password)
  assert.ok(!isFailure(stored))
  return stored
}

test('a password matches its own hash and no other does', async () => {
  const stored = await hashed('correct horse')
  assert.equal(await verifyPassword('correct horse', stored), true)
  assert.equal(await verifyPassword('correct horsf', stored), false)
  assert.equal(await verifyPassword('', stored), false)
})

test('it is kept as Argon2id in the PHC format, with parameters and a salt of its own', async () => {
  const [one, other] = [await hashed('same words'), await hashed('same words')]
  assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  assert.notEqual(one, other)
  assert.equal(needsRehash(one), false)
})

test('hashes made with other parameters still match, and are due for a new one', async () => {
  const salt = Buffer.alloc(16, 7)
  const message = 'older words'
  const tag = argon2Sync('argon2id', { message, nonce: salt, parallelism: 1, tagLength: 32, memory: 8192, passes: 3 })
  const bare = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')
  const stored = `$argon2id$v=19$m=8192,t=3,p=1$${bare(salt)}$${bare(tag)}`
  assert.equal(await verifyPassword('older words', stored), true)
  assert.equal(await verifyPassword('other words', stored), false)
  assert.equal(needsRehash(stored), true)
})

test('nobody, and a hash that cannot be read, match nothing', async () => {
  for (const stored of [undefined, '', 'plain', '$2b$10$abcdefghijklmnopqrstuv', '$argon2id$v=19$m=1$x$y'])
    assert.equal(await verifyPassword('anything', stored), false)
})

test('the same letters match in another Unicode form', async () => {
  assert.equal(await verifyPassword('cafe\u0301 au lait', await hashed('caf\u00e9 au lait')), true)
})

test('eight characters at least, 128 bytes at most', () => {
  assert.equal(passwordProblem('')?.error, 'ERR_BLANK')
  assert.equal(passwordProblem('1234567')?.error, 'ERR_TOO_SHORT')
  assert.equal(passwordProblem('🌊🌊🌊🌊')?.error, 'ERR_TOO_SHORT')
  assert.equal(passwordProblem('12345678'), undefined)
  assert.equal(passwordProblem('a'.repeat(128)), undefined)
  assert.equal(passwordProblem('ä'.repeat(65))?.error, 'ERR_TOO_LONG')
})
