import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig, readDemoConfig } from './config.ts'
import { defaultLimits } from './platform/rate-limits.ts'
import { StartError } from './platform/start-error.ts'

test('without settings the server listens on this machine only, with Mastodon’s limits', () => {
  const { host, port, origin, databaseUrl, trustedProxies, limits, logLevel } = readConfig({}, {})
  assert.deepEqual([host, port, origin, databaseUrl, logLevel], ['127.0.0.1', 3000, undefined, undefined, 'warn'])
  assert.deepEqual(trustedProxies, [])
  assert.deepEqual(limits, defaultLimits)
})

test('flags win over the environment', () => {
  const env = { TWOWAY_PORT: '4000', TWOWAY_HOST: '0.0.0.0', TWOWAY_DATA: '/srv/one' }
  const { host, port, dataFolder } = readConfig({ port: '5000', data: '/srv/other' }, env)
  assert.deepEqual([host, port, dataFolder], ['0.0.0.0', 5000, '/srv/other'])
})

test('the rate limit factor multiplies what is allowed, not the time', () => {
  const factor = (text: string) => readConfig({}, { TWOWAY_RATE_LIMIT_FACTOR: text }).limits
  assert.deepEqual(factor('2').account, { points: 3_000, seconds: 300 })
  assert.deepEqual(factor('0.5').signUp, { points: 3, seconds: 1800 })
  assert.deepEqual(factor('0.0001').logIn, { points: 1, seconds: 300 })
})

for (const [env, sentence] of [
  [{ TWOWAY_PORT: '65536' }, /^65536 is not a port: give a number from 0 to 65535\.$/],
  [{ TWOWAY_PORT: '-1' }, /^-1 is not a port/],
  [{ TWOWAY_ORIGIN: 'social.example' }, /^TWOWAY_ORIGIN must be an address like https:\/\/social\.example/],
  [{ TWOWAY_ORIGIN: 'https://social.example/path' }, /^TWOWAY_ORIGIN must be/],
  [{ TWOWAY_ORIGIN: 'ftp://social.example' }, /^TWOWAY_ORIGIN must be/],
  [{ TWOWAY_TRUSTED_PROXIES: '10.0.0.1, proxy' }, /^TWOWAY_TRUSTED_PROXIES must list .*; proxy is neither\.$/],
  [{ TWOWAY_RATE_LIMIT_FACTOR: '0' }, /^TWOWAY_RATE_LIMIT_FACTOR must be a number above 0, .* it is 0\.$/],
  [{ TWOWAY_RATE_LIMIT_FACTOR: 'Infinity' }, /^TWOWAY_RATE_LIMIT_FACTOR must be/],
  [{ TWOWAY_LOG: 'loud' }, /^TWOWAY_LOG must be one of trace, .*; it is loud\.$/],
] as const) {
  test(`${Object.entries(env).join()} is refused with a sentence`, () => {
    assert.throws(
      () => readConfig({}, env),
      (error) => error instanceof StartError && sentence.test(error.message),
    )
  })
}

test('a demo town listens here only, in a folder and at a port of its own, whatever the environment says', () => {
  const { host, port, dataFolder, demo, limits } = readDemoConfig({}, { TWOWAY_DATA: '/srv/twoway', TWOWAY_PORT: '80' })
  assert.deepEqual([host, port, dataFolder.endsWith('/demo')], ['127.0.0.1', 3100, true])
  assert.ok(demo)
  assert.equal(limits.account.points, 10 * defaultLimits.account.points)
  assert.equal(readConfig({}, { TWOWAY_DEMO: '1' }).demo, undefined)
})

for (const name of ['DATABASE_URL', 'TWOWAY_ORIGIN', 'TWOWAY_HOST', 'TWOWAY_TRUSTED_PROXIES'])
  test(`a demo town does not start where there is ${name}`, () => {
    assert.throws(
      () => readDemoConfig({}, { [name]: '127.0.0.1' }),
      (error) => error instanceof StartError && error.message.includes(`without ${name}`),
    )
  })
