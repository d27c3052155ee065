import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createWorld, type World } from '../../tests/world.ts'
import { auditNamed } from './audit.ts'
import { bar, fit, plain, widthOf, wrap } from './columns.ts'

describe('columns', () => {
  test('what is written wide is counted wide, cut or filled up', () => {
    assert.deepEqual(['tram', 'Rex 🚀', '東京', 'zoë', '👩‍🌾'].map(widthOf), [4, 6, 4, 3, 2])
    for (const name of ['Rex Ascend 🚀', '東京の桜が咲きました', 'a'])
      for (const width of [8, 9, 30]) assert.equal(widthOf(fit(name, width)), width, name)
    assert.equal(plain('a\u001b[31mb\u202ec'), 'a [31mb c')
  })

  test('what is more than nothing shows in a bar', () => {
    assert.deepEqual(
      [0, 0.001, 0.5, 1, 2].map((share) => bar(share, 4)),
      ['    ', '▏   ', '██  ', '████', '████'],
    )
  })

  test('lines end where a word ends', () => {
    assert.deepEqual(wrap('You could answer 🚀 now.', 12), ['You could', 'answer 🚀', 'now.'])
  })
})

describe('twoway audit', () => {
  let world: World
  before(async () => {
    world = await createWorld()
    const mara = await world.person('mara')
    const rocket = await world.person('rocket')
    await rocket.api('PATCH', '/api/v1/accounts/update_credentials', { display_name: 'Rocket 🚀 of the Long Lane' })
    await mara.api('POST', `/api/v1/accounts/${rocket.id}/follow`)
    await rocket.api('POST', '/api/v1/statuses', { status: '@mara are you there?' })
    await world.settle()
  })
  after(() => world.stop())

  const printed = async (name: string, terminal: Parameters<typeof auditNamed>[2]) => {
    const lines: string[] = []
    const found = await auditNamed(world.ctx, name, terminal, (line) => lines.push(line))
    return { found, lines }
  }

  test('tells what the audit tells, within the width, without colours where it is piped', async () => {
    for (const columns of [56, 80, 120]) {
      const { found, lines } = await printed('@mara', { columns })
      assert.ok(found)
      for (const line of lines) assert.ok(widthOf(line) <= Math.min(columns, 100), line)
      const text = lines.join('\n')
      assert.doesNotMatch(text, /\p{Cc}(?<!\n)/u)
      assert.match(text, /You follow 1 person/)
      assert.match(text, /Do you know why you follow them\?\n {2}█+ +1 {2}with a reason that can be/)
      assert.match(text, /Worth a look\n\n {2}Rocket 🚀 of the Long Lane {2}@rocket\n {4}waits for an answer/)
    }
    const { lines } = await printed('mara', { columns: 80, isTTY: true })
    assert.ok(lines.some((line) => line.includes('\u001b[1m')))
  })

  test('who follows nobody is told so, and who is not here is not found', async () => {
    assert.deepEqual((await printed('rocket', {})).lines.slice(1), [
      'You follow nobody yet. Look for somebody you would like to hear from, and say',
      'hello.',
    ])
    assert.deepEqual(await printed('nobody', {}), {
      found: false,
      lines: ['Nobody here is called nobody: check the spelling.'],
    })
  })
})
