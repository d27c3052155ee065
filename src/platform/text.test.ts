import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  cleanText,
  countCharacters,
  type Mention,
  normalizeHashtag,
  parseText,
  renderHtml,
  renderInlineHtml,
} from './text.ts'

const server = 'https://twoway.example'
const resolve = {
  mention: ({ username, domain }: Mention) =>
    domain ? undefined : { url: `${server}/@${username}`, username: username.toLowerCase() },
  hashtagUrl: (name: string) => `${server}/tags/${encodeURIComponent(name.toWellFormed())}`,
}

/** The text with each link as [link], mention as {mention} and hashtag as <hashtag>. */
function marked(text: string): string {
  const brackets = { text: ['', ''], link: ['[', ']'], mention: ['{', '}'], hashtag: ['<', '>'] } as const
  return parseText(text)
    .tokens.map((token) => brackets[token.kind].join(token.text))
    .join('')
}

function html(text: string): string {
  return renderHtml(parseText(text), resolve)
}

function table(name: string, rows: string[]): void {
  describe(name, () => {
    for (const row of rows) {
      const text = row.replace(/[[\]{}<>]/g, '')
      test(row, () => assert.equal(marked(text), row))
    }
  })
}

table('mentions', [
  '{@mara}',
  'hello {@mara}',
  '{@mara}, {@jonas}: hello',
  'ask {@mara@example.org}.',
  '({@mara@example.org})',
  '{@mara@example.org}!? {@jonas@social.example.co.uk}…',
  '{@mara.lind} and {@mara-lind} and {@_m_}',
  '{@mara}. Full stop, {@mara}- hyphen, {@mara}... dots',
  '{@mara@xn--bcher-kva.example}',
  '{@mara@bücher.example}',
  '{@mara@localhost}',
  '.{@mara} is heard by everyone',
  '"{@mara}" “{@mara}” *{@mara}* _@mara_',
  '{@mara}\n{@jonas}',
  '🎉{@mara}🎉',
  '❤️{@mara}',
  '1️⃣{@mara}',
  '{@mara}さん、こんにちは',
  '{@mara@example.org}さん',
  '（{@mara@example.org}）',
  'こんにちは@mara needs a space',
  'שלום {@mara}, מה שלומך',
  'write to mara@example.org or mara+news@example.org',
  'mailto:mara@example.org',
  'x@mara é@mara 9@mara',
  '/@mara =@mara',
  '@ @. @- @@ @é',
  '@maraé is another name',
  '@mara@',
  '@mara@example.org@other.example',
  '@mara://x',
  '@mara＠example.org',
])

table('hashtags', [
  '<#ruby>',
  'a <#tag>, <#tag>. <#tag>! (<#tag>) "<#tag>" “<#tag>” *<#tag>*',
  '<#rubyOnRails> <#3d> <#l33ts35k> <#world2016> <#_test> <#test_> <#one_two_three> <#2026_27>',
  '<#one·two·three> <#one·two>·',
  '<#ぼっち・ざ・ろっく>',
  'just add <#نرم‌افزار> and',
  'שלום <#עולם>!',
  '<#हिन्दी> <#ไทย> <#ελληνικά> <#ｆｕｌｌ>',
  '<＃ｆｏｏ>',
  '今日の <#テスト>',
  '今日は、<#日本語>。終わり',
  '（<#日本語>）',
  '今日の#テスト needs a space',
  '🎉<#party>🎉 ❤️<#love>❤️',
  '#️⃣ is a keycap, #️⃣abc too',
  '<#Hello>❤️World',
  '#0123456 #1 # #· #__ ##double',
  'a#b é#b 9#b _#b',
  '/#b &#39; &#x27;',
  '<#tag>\n<#other>',
  '<#a>#b',
  '<#a>@mara <#a> {@mara}',
  '<#タグ>[https://example.org/]',
  '<#tag>https://example.org/',
])

table('links', [
  '[https://example.org]',
  '[http://google.com] [HTTPS://EXAMPLE.ORG/A] [https://example.org:8443/a]',
  'see [https://example.org/a], [https://example.org/a]. [https://example.org/a]! [https://example.org/a]?',
  '([https://example.org/]) "[https://example.org/]" \'[https://example.org/]\' “[https://example.org/]” *[https://example.org/]*',
  '„[https://example.org/a]“ «[https://example.org/a]» [https://example.org/a]…',
  '[https://en.wikipedia.org/wiki/Diaspora_(software)]',
  '([https://en.wikipedia.org/wiki/Diaspora_(software)])',
  '[https://example.org/a_(b_(c)_d)_e] [https://example.org/a(b)(c)d]',
  '[https://example.org/a](b [https://example.org/a]() [https://example.org/a])b',
  '[https://en.wikipedia.org/wiki/Ghostbusters_(song)?foo=#Lawsuit]',
  '[https://en.wikipedia.org/wiki/Google_LLC_v._Oracle_America,_Inc.#Decision]',
  '[https://medium.com/@alice/some-article#.abcdef123]',
  '[https://example.org/@mara@other.example/1#note]',
  '[https://example.org#about] [https://example.org?q=a&b=%20] [https://example.org/?q=✓]',
  '(see [https://example.org/?q=x])',
  '[https://nic.みんな/] [https://bücher.example.org/]',
  '[https://ja.wikipedia.org/wiki/日本] [https://ko.wikipedia.org/wiki/대한민국]',
  '見て[https://example.org]を見て',
  '「[https://example.org/]」（[https://example.org/a]）です [https://example.org/a]。次',
  '[https://example.com/]　abc123',
  'ראו [https://example.org/א] כאן',
  '\u200f[https://example.org/a]\u200f \u202a[https://example.org/a]\u202c',
  '[https://example.org].zzzz',
  '[https://example.org.is/]',
  '[https://a_b.example.org/] https://a_b.org/',
  'example.org www.example.org example.org/a',
  'ftp://example.org javascript://example.org/ data:text/html,x //example.org xhttps://example.org',
  'https:// https://. https://example https://localhost:3000/ https://-a.org https://a-.org https://192.168.0.1/',
  'https://mara:secret@example.org/ https://example.org@evil.org/',
  'https://example.org:99999/',
  'http://www\\.google\\.com',
])

test('angle brackets, braces and square brackets around links, mentions and hashtags', () => {
  assert.deepEqual(
    parseText('<https://example.org/a> [https://example.org/b] {@mara} <#tag> [x](https://example.org/c)'),
    {
      tokens: [
        { kind: 'text', text: '<' },
        { kind: 'link', text: 'https://example.org/a' },
        { kind: 'text', text: '> [' },
        { kind: 'link', text: 'https://example.org/b' },
        { kind: 'text', text: '] {' },
        { kind: 'mention', text: '@mara', mention: { username: 'mara', domain: '', text: '@mara' } },
        { kind: 'text', text: '} <' },
        { kind: 'hashtag', text: '#tag', name: 'tag' },
        { kind: 'text', text: '> [x](' },
        { kind: 'link', text: 'https://example.org/c' },
        { kind: 'text', text: ')' },
      ],
      mentions: [{ username: 'mara', domain: '', text: '@mara' }],
      hashtags: ['tag'],
      links: ['https://example.org/a', 'https://example.org/b', 'https://example.org/c'],
    },
  )
})

test('mentions, hashtags and links are listed once, as first typed', () => {
  const parsed = parseText(
    '@Mara @mara @mara@Example.org @MARA@example.org #Tag #tag #ＴＡＧ #café https://example.org/ https://example.org/',
  )
  assert.deepEqual(parsed.mentions, [
    { username: 'Mara', domain: '', text: '@Mara' },
    { username: 'mara', domain: 'Example.org', text: '@mara@Example.org' },
  ])
  assert.deepEqual(parsed.hashtags, ['Tag', 'café'])
  assert.deepEqual(parsed.links, ['https://example.org/'])
})

test('names longer than DNS allows and links longer than 4096 characters stay text, and count in full', () => {
  const domain = `${'a.'.repeat(124)}org`
  assert.equal(parseText(`@mara@${domain}`).mentions.length, 1)
  assert.equal(parseText(`https://${domain}`).links.length, 1)
  assert.deepEqual(parseText(`@mara@aaa.${domain}`).mentions, [])
  assert.deepEqual(parseText(`https://aaa.${domain}`).links, [])

  const link = `https://example.org/${'a'.repeat(4076)}`
  assert.equal(countCharacters(link), 23)
  assert.equal(countCharacters(`${link}a`), 4097)
})

describe('renderHtml', () => {
  const cases: [text: string, html: string][] = [
    ['', ''],
    [' \n \n ', ''],
    ['text', '<p>text</p>'],
    ['line\nfeed', '<p>line<br />feed</p>'],
    ['one\n\ntwo\n \n\n\nthree\nfour', '<p>one</p><p>two</p><p>three<br />four</p>'],
    ['\n\none\n\n', '<p>one</p>'],
    [`a & b < c > d " e ' f`, '<p>a &amp; b &lt; c &gt; d &quot; e &#39; f</p>'],
    ['&amp;', '<p>&amp;amp;</p>'],
    [
      'hi @Mara!',
      `<p>hi <span class="h-card" translate="no"><a href="${server}/@Mara" class="u-url mention">@<span>mara</span></a></span>!</p>`,
    ],
    ['hi @nobody@example.org', '<p>hi @nobody@example.org</p>'],
    ['#Two', `<p><a href="${server}/tags/Two" class="mention hashtag" rel="tag">#<span>Two</span></a></p>`],
    [
      '＃タグ',
      `<p><a href="${server}/tags/%E3%82%BF%E3%82%B0" class="mention hashtag" rel="tag">#<span>タグ</span></a></p>`,
    ],
    [
      'https://www.example.org/?a=1&b=2',
      '<p><a href="https://www.example.org/?a=1&amp;b=2" target="_blank" rel="nofollow noopener noreferrer" translate="no">' +
        '<span class="invisible">https://www.</span><span class="">example.org/?a=1&amp;b=2</span><span class="invisible"></span></a></p>',
    ],
    [
      'http://example.org/a/very/long/path/indeed',
      '<p><a href="http://example.org/a/very/long/path/indeed" target="_blank" rel="nofollow noopener noreferrer" translate="no">' +
        '<span class="invisible">http://</span><span class="ellipsis">example.org/a/very/long/path/i</span><span class="invisible">ndeed</span></a></p>',
    ],
  ]
  for (const [text, expected] of cases) test(JSON.stringify(text), () => assert.equal(html(text), expected))

  test('exactly 30 characters are not cut, and a cut never splits a character', () => {
    assert.match(html(`https://example.org/${'a'.repeat(18)}`), /<span class="">example.org\/a{18}<\/span>/)
    assert.match(html(`https://example.org/${'😀'.repeat(19)}`), /"ellipsis">example.org\/😀{18}<\/span><[^>]+>😀</u)
  })

  test('what the resolver answers is escaped', () => {
    const hostile = { mention: () => ({ url: '"><b>', username: '<i>' }), hashtagUrl: () => '"><b>' }
    assert.doesNotMatch(renderHtml(parseText('@mara #tag'), hostile), /<[bi]>/)
  })

  test('one line without paragraphs', () => {
    assert.equal(renderInlineHtml(parseText('a & #b'), resolve), html('a & #b').replace(/<\/?p>/g, ''))
  })
})

const attacks = [
  '<script>alert("Hello")</script>',
  `<img src="javascript:alert('XSS');">`,
  '<svg/onload=alert(1)>',
  'http://example.com/b<del>b</del>',
  'http://example.com/blahblahblahblah/a<script>alert("Hello")</script>',
  'http://example.com/"onmouseover="alert(1)',
  `http://example.com/a"onmouseover='alert(1)'//`,
  'http://example.com/?"><script>alert(1)</script>',
  'http://example.com/#"><svg onload=alert(1)>',
  'https://example.org\\@evil.org/"x',
  'javascript:alert(1)//https://example.org/',
  'javascript://example.org/%0aalert(1)',
  'jav\tascript:alert(1)',
  'data:text/html;base64,PHNjcmlwdD4=',
  '@mara"><script>alert(1)</script>',
  '#tag"><script>alert(1)</script>',
  '#<script> @<script> https://<script>',
  '</p></a></span><script>',
  '<<p>p>alert(1)<</p>/p>',
  '&lt;script&gt; &#60;script&#62; &#x3c;script',
  '<!-- --> <![CDATA[ ]]> <?xml ?>',
  '\u2028<script\u2029> ＜script＞ \u0000<script>',
  'http://example.org/\u0000"<x>',
  '\ud800<\udc00>"@mara',
]

const tags = [
  /^<p>$/,
  /^<br \/>$/,
  /^<span>$/,
  /^<span class="(?:|invisible|ellipsis)">$/,
  /^<span class="h-card" translate="no">$/,
  /^<a href="https:\/\/twoway\.example\/@[A-Za-z0-9_.-]+" class="u-url mention">$/,
  /^<a href="https:\/\/twoway\.example\/tags\/[^"<>&\s]+" class="mention hashtag" rel="tag">$/,
  /^<a href="https?:\/\/[^"<>\s]+" target="_blank" rel="nofollow noopener noreferrer" translate="no">$/i,
]
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

/** The text content of HTML made only of our own tags, properly nested, and of known entities; throws for any other. */
function strictTextContent(input: string): string {
  const open: string[] = []
  let content = ''
  for (const [part] of input.matchAll(/<[^>]*>?|[^<]+/g)) {
    if (!part.startsWith('<')) {
      content += part
      continue
    }
    const closing = /^<\/(p|a|span)>$/.exec(part)
    if (closing) {
      assert.equal(open.pop(), closing[1])
      if (closing[1] === 'p') content += '\n\n'
      continue
    }
    assert.ok(
      tags.some((tag) => tag.test(part)),
      `not one of our tags: ${part}`,
    )
    if (part === '<br />') content += '\n'
    else open.push(/^<([a-z]+)/.exec(part)![1]!)
  }
  assert.deepEqual(open, [])
  assert.doesNotMatch(content, /[<>"']/)
  return content.replace(/&([^;]*;?)/g, (_, name: string) => {
    const character = entities[name.replace(/;$/, '')]
    assert.ok(character && name.endsWith(';'), `not an entity: ${name}`)
    return character
  })
}

/** Runs of white space as one; the full-width number sign of a hashtag is shown as a plain one, its name in lower case. */
function comparable(text: string): string {
  return text.replaceAll('＃', '#').replace(/\s+/g, ' ').trim().toLowerCase()
}

function assertSafeAndComplete(text: string): void {
  assert.equal(comparable(strictTextContent(html(text))), comparable(text))
}

for (const attack of attacks) test(`harmless: ${JSON.stringify(attack)}`, () => assertSafeAndComplete(attack))

test('the strict check itself refuses foreign tags, attributes and bare characters', () => {
  for (const bad of [
    '<b>x</b>',
    '<p onclick="x">',
    '<a href="javascript:x" class="u-url mention">',
    'a < b',
    '&x',
    '"',
  ]) {
    assert.throws(() => strictTextContent(bad), bad)
  }
})

const fragments = [
  ...attacks,
  ...[
    '@mara',
    '@mara@example.org',
    '@a.b-c',
    '#tag',
    '#タグ',
    '＃tag',
    '#1',
    'https://example.org/a_(b)?q=#c',
    'http://',
  ],
  ...[
    'https://www.example.org',
    '@',
    '#',
    '＠',
    '/',
    '://',
    '(',
    ')',
    '"',
    "'",
    '<',
    '>',
    '&',
    '.',
    '-',
    '_',
    '·',
    '・',
  ],
  ...[
    '\u200c',
    '\u200d',
    '\ufe0f',
    '\u20e3',
    '\u0301',
    '\u202e',
    '👩‍👩‍👧',
    '❤️',
    'é',
    'を',
    'م',
    ' ',
    '\n',
    '\r\n',
    '\n\n',
    '\t',
    '\u3000',
  ],
]
const typed = fc
  .array(
    fc.oneof(fc.constantFrom(...fragments), fc.string({ unit: 'binary', maxLength: 8 }), fc.string({ maxLength: 8 })),
    {
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(''))

function graphemeCount(text: string): number {
  return [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].length
}

describe('properties', () => {
  test('only our own tags come out, and all of the text', () => {
    fc.assert(fc.property(typed, assertSafeAndComplete), { numRuns: 2000 })
  })

  test('the tokens joined are the input, and parsing again gives the same', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const parsed = parseText(text)
        assert.equal(parsed.tokens.map((token) => token.text).join(''), text)
        assert.ok(parsed.tokens.every((token) => token.text !== ''))
        assert.deepEqual(parseText(text), parsed)
      }),
      { numRuns: 1000 },
    )
  })

  test('a text without links counts at most its graphemes, and exactly those without remote mentions', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const { links, mentions } = parseText(text)
        fc.pre(links.length === 0)
        const count = countCharacters(text)
        if (mentions.some((mention) => mention.domain)) assert.ok(count < graphemeCount(text))
        else assert.equal(count, graphemeCount(text))
      }),
      { numRuns: 1000 },
    )
  })

  test('the characters of words add up', () => {
    const word = fc.constantFrom<[string, number]>(
      ['https://example.org/a/very/long/path/indeed?with=query', 23],
      ['http://a.co', 23],
      ['@mara@example.org', 5],
      ['@nobody', 7],
      ['#hashtag', 8],
      ['example.org', 11],
      ['日本語', 3],
      ['👩‍👩‍👧🇩🇪', 2],
      ['e\u0301', 1],
    )
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (words) => {
        const text = words.map(([spelling]) => spelling).join(' ')
        const expected = words.reduce((sum, [, count]) => sum + count, words.length - 1)
        assert.equal(countCharacters(text), expected)
      }),
    )
  })

  test('cleanText answers a text that is clean and stays as it is', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const cleaned = cleanText(text)
        if (!cleaned.ok) return assert.match(text, /\p{Cc}|\p{Cs}/u)
        assert.doesNotMatch(cleaned.text, /\r|\0|^\s|\s$/)
        assert.deepEqual(cleanText(cleaned.text), cleaned)
      }),
      { numRuns: 1000 },
    )
  })

  test('normalizeHashtag of a normal form is the same, and upper case makes no difference', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        assert.equal(normalizeHashtag(normalizeHashtag(name)), normalizeHashtag(name))
      }),
      { numRuns: 1000 },
    )
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abzäöéñшжαβ日本_1') }), (name) => {
        assert.equal(normalizeHashtag(name.toUpperCase()), normalizeHashtag(name))
      }),
    )
  })
})

test('normalizeHashtag', () => {
  assert.equal(normalizeHashtag('RubyOnRails'), 'rubyonrails')
  assert.equal(normalizeHashtag('ａｅｓＴＨＥＴＩＣ'), 'aesthetic')
  assert.equal(normalizeHashtag('ﾀｸﾞ'), 'タグ')
  assert.equal(normalizeHashtag('Cafe\u0301'), 'café')
})

test('cleanText', () => {
  assert.deepEqual(cleanText(' \r\n a\r\nb\rc\td \n'), { ok: true, text: 'a\nb\nc\td' })
  assert.deepEqual(cleanText('👩‍👩‍👧 שלום\u200f'), { ok: true, text: '👩‍👩‍👧 שלום\u200f' })
  for (const character of ['\0', '\b', '\u001b', '\u007f', '\u0085', '\u009b', '\ud83d', '\ude00']) {
    assert.equal(cleanText(`a${character}b`).ok, false, JSON.stringify(character))
  }
  assert.deepEqual(cleanText('a\u0000b'), {
    ok: false,
    reason: 'The text holds the control character U+0000, which cannot be shown. Remove it.',
  })
})

describe('half a megabyte of one thing', () => {
  const size = 500_000
  const cases: [unit: string, kind: 'link' | 'mention' | 'hashtag', perUnit: number][] = [
    ['@', 'mention', 0],
    ['#', 'hashtag', 0],
    ['(', 'link', 0],
    ['http://', 'link', 0],
    ['http://a.', 'link', 0],
    ['http://a.co@', 'link', 0],
    ['@a', 'mention', 0],
    ['@a@b', 'mention', 0],
    ['http://a.co/(', 'link', 1],
    ['http://a.co/((x)', 'link', 1],
    ['http://a.co/?( ', 'link', 1],
    ['@a- ', 'mention', 1],
    ['@a@b.co ', 'mention', 1],
    ['#a· ', 'hashtag', 1],
    ['#タグhttp:// ', 'hashtag', 1],
  ]
  for (const [unit, kind, perUnit] of cases) {
    test(unit, () => {
      const times = Math.floor(size / unit.length)
      const text = unit.repeat(times)
      const { tokens } = parseText(text)
      assert.equal(tokens.filter((token) => token.kind === kind).length, perUnit * times)
      assert.equal(tokens.map((token) => token.text).join(''), text)
    })
  }

  test('one run of a quarter million letters and marks is one hashtag', () => {
    const name = 'e\u0301'.repeat(size / 4)
    assert.deepEqual(parseText(`#${name}`).hashtags, [name])
    assert.equal(countCharacters(`#${name}`), 1 + size / 4)
  })
})
