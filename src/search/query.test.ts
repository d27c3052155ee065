import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isEmptyQuery, parsePostQuery } from './query.ts'
import { fold, marksOfPairs, vectorOf, wordsOf, wordsToFind } from './words.ts'

const wordsFor = (text: string) => parsePostQuery(text).words.join(' & ')
/** The mark of two words that stand next to each other. */
const pair = (text: string) => `'${marksOfPairs([text])[0]}'`

test('words, phrases and what is left out', () => {
  assert.equal(wordsFor('cat dog'), "'cat' & 'dog'")
  assert.equal(wordsFor('"Cat dog" -fish'), `(${pair('cat dog')} & 'cat' <1> 'dog') & !'fish'`)
  assert.equal(wordsFor('photograph'), "'photograph':*", 'a long word is also the beginning of others')
  assert.equal(wordsFor('"photograph"'), "'photograph'", 'unless it is quoted')
  assert.equal(wordsFor('well-known don’t'), `(${pair('well known')} & 'well' <1> 'known') & 'dont'`)
  assert.equal(wordsFor('-"a b'), `!(${pair('a b')} & 'a' <1> 'b')`, 'a quote left open ends with the text')
  assert.equal(wordsFor('!?! -'), '')
})

test('case, width and accents do not matter, the marks of other scripts do', () => {
  assert.equal(fold('Ｃａｆé ÉCOLE İstanbul'), 'cafe ecole istanbul')
  assert.notEqual(fold('が'), fold('か'))
  assert.equal(fold('한국'), '한국'.normalize('NFC'))
})

test('scripts without spaces are found by pairs, one character by itself', () => {
  assert.equal(wordsFor('東京都'), "('東京' <1> '京都')")
  assert.equal(wordsFor('猫'), "'猫'")
  assert.equal(wordsFor('AI研究 "京都 大学"'), "('ai' <1> '研究') & ('京都' <2> '大学')")
})

test('operators', () => {
  assert.equal(
    wordsFor('has:media -has:poll is:reply language:pt-BR'),
    "'§media' & !'§poll' & '§reply' & '§language:pt'",
  )
  const { from, notFrom, place } = parsePostQuery('from:me -from:@mara@social.example in:library')
  assert.deepEqual({ from, notFrom, place }, { from: ['me'], notFrom: ['@mara@social.example'], place: 'library' })
  for (const text of ['constructor', 'has:constructor', 'toString'])
    assert.match(wordsFor(text), /^\(?'/, `${text} is a word like any other`)
})

test('dates are periods in UTC: before it, after it, within it', () => {
  const times = (text: string) => {
    const { since, until } = parsePostQuery(text)
    return [since?.toISOString().slice(0, 10), until?.toISOString().slice(0, 10)]
  }
  assert.deepEqual(times('before:2026-05-10'), [undefined, '2026-05-10'])
  assert.deepEqual(times('after:2026-05-10'), ['2026-05-11', undefined])
  assert.deepEqual(times('during:2026-12-31'), ['2026-12-31', '2027-01-01'])
  assert.deepEqual(times('during:2026-02'), ['2026-02-01', '2026-03-01'])
  assert.deepEqual(times('during:2026 after:2026-03 before:2026-06'), ['2026-04-01', '2026-06-01'])
  assert.deepEqual(times('before:2026-02-30 before:soon during:2026-00'), [undefined, undefined])
  assert.ok(wordsFor('before:soon'), 'what is no date is text')
})

test('nothing to look for', () => {
  for (const text of ['', ' ', '-', '"" ""', '-from:mara']) assert.ok(isEmptyQuery(parsePostQuery(text)), text)
  for (const text of ['x', 'from:me', 'before:2026', 'in:library']) assert.ok(!isEmptyQuery(parsePostQuery(text)), text)
})

const anyText = fc.string({ unit: 'grapheme', maxLength: 200 })
const cast = fc.array(
  fc.oneof(
    anyText,
    fc.constantFrom('from:', 'has:media', 'before:2026-01-01', '"', '-', "'", '\\', '&', '|', '<->', ':*'),
  ),
  { maxLength: 12 },
)

test('whatever is typed becomes a well-formed query of plain lexemes', () => {
  fc.assert(
    fc.property(cast, (parts) => {
      const words = wordsFor(parts.join(' ')) || "'x'"
      const lexeme = String.raw`'§?[^'\\\s]+'`
      const phrase = String.raw`\((?:'§:\w+' & )*${lexeme}(?: <\d+> ${lexeme})+\)`
      const term = String.raw`!?(?:${lexeme}(?::\*)?|${phrase})`
      assert.match(words, new RegExp(`^${term}(?: & ${term})*$`, 'u'))
    }),
  )
})

test('a text is found by every phrase cut out of it, at the distances at which its words stand', () => {
  const pieces = fc.array(fc.constantFrom('cat', 'Über', '東京都', '猫', 'ภาษาไทย', '한국어', '🎉', 'a1', ', '), {
    minLength: 1,
    maxLength: 8,
  })
  fc.assert(
    fc.property(pieces, pieces, pieces, (before, middle, after) => {
      const text = [...before, ' ', ...middle, ' ', ...after].join(' ')
      const inText = wordsOf([text])
      const [first, ...rest] = wordsToFind(middle.join(' '))
      if (!first) return
      const starts = inText.filter(({ lexeme }) => lexeme === first.lexeme).map(({ position }) => position)
      const isFound = starts.some((start) =>
        rest.every(({ lexeme, position }) =>
          inText.some((word) => word.lexeme === lexeme && word.position - start === position - first.position),
        ),
      )
      assert.ok(isFound, middle.join(' '))
      const marks = new Set(marksOfPairs(['of another text', text]))
      assert.ok(new Set(marksOfPairs([middle.join(' ')])).isSubsetOf(marks), 'with the marks of its pairs')
    }),
  )
})

test('pairs of words have few marks, each the same wherever they stand', () => {
  assert.deepEqual(marksOfPairs(['the cat', 'The  Cát!']), marksOfPairs(['the cat']))
  assert.deepEqual(marksOfPairs(['cat', 'dog']), [], 'words of two texts are no neighbours')
  assert.deepEqual(marksOfPairs(['cat 東京 dog']), [])
  const many = marksOfPairs([Array.from({ length: 60_000 }, (_, number) => `w${number}`).join(' ')])
  assert.ok(many.length > 15_000 && many.length <= 16_384, String(many.length))
})

test('a vector names each lexeme once, with its places, and the marks without', () => {
  assert.equal(vectorOf(wordsOf(['cat dog cat', 'cat']), ['§open']), "'§open' 'cat':1,3,13 'dog':2")
})
