import tlds from 'tlds' with { type: 'json' }

/**
 * What a person typed, as Mastodon shows and counts it. The grammar is Mastodon's: http and https links under a known
 * top-level domain, `@user` and `@user@domain`, `#hashtag`. It departs from it only where Mastodon surprises people:
 * CJK brackets and full stops end a link, closing typographic punctuation is no part of it, a fragment may follow the
 * host, and a handle ends at its top-level domain, so Chinese and Japanese text may follow without a space.
 *
 * The text is read once, left to right; what starts first wins. A scanner that gives up reports how far it looked, and
 * reading goes on from there, so the time stays linear whatever the input.
 */

/** As typed. `domain` is '' where none was typed; `text` is the whole handle, such as '@mara@example.org'. */
export type Mention = { username: string; domain: string; text: string }

/** The `text` of all tokens, joined, is the input. */
export type Token =
  | { kind: 'text'; text: string }
  | { kind: 'link'; text: string }
  | { kind: 'mention'; text: string; mention: Mention }
  | { kind: 'hashtag'; text: string; name: string }

export type ParsedText = {
  tokens: Token[]
  /** Each account once, whatever the case. */
  mentions: Mention[]
  /** Without '#', each once by `normalizeHashtag`, as first typed. */
  hashtags: string[]
  /** Each once, as typed. */
  links: string[]
}

/** The account a mention resolved to; `username` is what is shown after '@'. */
export type RenderedMention = { url: string; username: string }

export type Resolve = {
  /** undefined for a handle nobody has: it stays plain text. */
  mention(mention: Mention): RenderedMention | undefined
  hashtagUrl(name: string): string
}

export function parseText(text: string): ParsedText {
  const tokens: Token[] = []
  const mentions = new Map<string, Mention>()
  const hashtags = new Map<string, string>()
  const links = new Set<string>()
  let plainFrom = 0

  for (const { start, end, token } of scan(text)) {
    if (start > plainFrom) tokens.push({ kind: 'text', text: text.slice(plainFrom, start) })
    tokens.push(token)
    plainFrom = end

    if (token.kind === 'link') links.add(token.text)
    if (token.kind === 'hashtag') {
      const key = normalizeHashtag(token.name)
      if (!hashtags.has(key)) hashtags.set(key, token.name)
    }
    if (token.kind === 'mention') {
      const key = token.text.toLowerCase()
      if (!mentions.has(key)) mentions.set(key, token.mention)
    }
  }
  if (plainFrom < text.length) tokens.push({ kind: 'text', text: text.slice(plainFrom) })

  return { tokens, mentions: [...mentions.values()], hashtags: [...hashtags.values()], links: [...links] }
}

/** Paragraphs for posts and bios: `<p>` between blank lines, `<br />` for a single newline, '' for blank text. */
export function renderHtml(parsed: ParsedText, resolve: Resolve): string {
  return renderInlineHtml(parsed, resolve)
    .split(/\n(?:[^\S\n]*\n)+/)
    .map((paragraph) => paragraph.replace(/^\n|\n$/g, ''))
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br />')}</p>`)
    .join('')
}

/** The same without paragraphs, for one-line texts such as profile fields. */
export function renderInlineHtml(parsed: ParsedText, resolve: Resolve): string {
  return parsed.tokens.map((token) => renderToken(token, resolve)).join('')
}

/**
 * Characters as Mastodon counts them towards the limit of a post: graphemes, where a link counts as 23 and a mention
 * without its domain. One grapheme may hold any number of combining marks, so limit the length in bytes as well.
 */
export function countCharacters(text: string): number {
  const counted = parseText(text).tokens.map((token) => {
    if (token.kind === 'link') return linkPlaceholder
    if (token.kind === 'mention') return `@${token.mention.username}`
    return token.text
  })
  return countGraphemes(counted.join(''))
}

/**
 * The form in which hashtags are compared: Unicode compatibility form (NFKC, so full-width letters equal plain ones),
 * then lower case. Accents are kept: #café is not #cafe.
 */
export function normalizeHashtag(name: string): string {
  return name.normalize('NFKC').toLowerCase().normalize('NFKC')
}

/** Trims, turns every line ending into \n, and refuses what no keyboard types. `reason` is safe to show. */
export function cleanText(text: string): { ok: true; text: string } | { ok: false; reason: string } {
  if (!text.isWellFormed()) {
    return { ok: false, reason: 'The text holds half of a character, probably a cut-off emoji. Type it again.' }
  }

  const lines = text.replace(/\r\n?/g, '\n')
  const forbidden = /[^\P{Cc}\n\t]/u.exec(lines)
  if (forbidden) {
    const code = forbidden[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
    return { ok: false, reason: `The text holds the control character U+${code}, which cannot be shown. Remove it.` }
  }
  return { ok: true, text: lines.trim() }
}

// ---- Finding links, mentions and hashtags

type Found = { start: number; end: number; token: Token }

/** `end`: where reading goes on; always past the marker that led here. */
type Attempt = { end: number; token?: Token }

function* scan(text: string): Generator<Found> {
  const marker = /[@#＃]|https?:\/\//gi
  for (let match = marker.exec(text); match; match = marker.exec(text)) {
    const start = match.index
    const { end, token } = attemptAt(text, start, match[0])
    marker.lastIndex = end
    if (token) yield { start, end, token }
  }
}

function attemptAt(text: string, start: number, marker: string): Attempt {
  if (marker === '@') return mentionAt(text, start)
  if (marker === '#' || marker === '＃') return hashtagAt(text, start)
  return linkAt(text, start, start + marker.length)
}

/** Where the match of a sticky pattern at `position` ends; `position` itself where nothing matches. */
function endOfRun(stickyPattern: RegExp, text: string, position: number): number {
  stickyPattern.lastIndex = position
  return stickyPattern.test(text) ? stickyPattern.lastIndex : position
}

/** The end of [start, end) without its trailing `characters`, all of them single UTF-16 units. */
function trimmedEnd(text: string, start: number, end: number, characters: Set<string>): number {
  let trimmed = end
  while (trimmed > start && characters.has(text.charAt(trimmed - 1))) trimmed--
  return trimmed
}

function characterBefore(text: string, position: number): string {
  const pair = text.slice(Math.max(0, position - 2), position)
  return (pair.codePointAt(0) ?? 0) > 0xffff ? pair : pair.slice(-1)
}

// ---- Mentions

/** DNS allows no longer name. The cap matters because a domain is not counted towards the length of a post. */
const maximumDomainLength = 253

// Emoji variation selectors and the keycap are marks, but belong to no word.
const wordCharacters = String.raw`[\p{L}\p{M}\p{N}\p{Pc}]--[\uFE00-\uFE0F\u20E3]`
const notBeforeMention = new RegExp(`[[${wordCharacters}][=\\/]]`, 'v')
const usernameRun = /[A-Za-z0-9_][A-Za-z0-9_.-]*/y
const domainRun = new RegExp(`[${wordCharacters}][[${wordCharacters}].\\-]*`, 'vy')
const notAfterMention = /[@＠]|\p{Script=Latin}|[\u0300-\u036f]|:\/\//uy
const dotAndHyphen = new Set('.-')

function mentionAt(text: string, start: number): Attempt {
  const usernameStart = start + 1
  if (notBeforeMention.test(characterBefore(text, start))) return { end: usernameStart }

  const usernameEnd = trimmedEnd(text, usernameStart, endOfRun(usernameRun, text, usernameStart), dotAndHyphen)
  if (usernameEnd === usernameStart) return { end: usernameStart }

  const username = text.slice(usernameStart, usernameEnd)
  const domainStart = usernameEnd + 1
  const domainEnd = text.charAt(usernameEnd) === '@' ? endOfMentionDomain(text, domainStart) : domainStart
  const domain = domainEnd - domainStart >= 2 ? text.slice(domainStart, domainEnd) : ''
  const end = domain ? domainEnd : usernameEnd

  const isCutOff = endOfRun(notAfterMention, text, end) > end
  if (isCutOff || domain.length > maximumDomainLength) return { end }

  const handle = text.slice(start, end)
  return { end, token: { kind: 'mention', text: handle, mention: { username, domain, text: handle } } }
}

function endOfMentionDomain(text: string, start: number): number {
  const end = trimmedEnd(text, start, endOfRun(domainRun, text, start), dotAndHyphen)
  const lastDot = text.slice(start, end).lastIndexOf('.')
  if (lastDot < 0) return end
  return endOfTopLevelDomain(text, start + lastDot + 1, end) ?? end
}

// ---- Hashtags

const notBeforeHashtag = new RegExp(`[[${wordCharacters}][\\/&#＃]]`, 'v')
/** Middle dot, katakana middle dot, zero-width non-joiner: allowed inside a name, not at its ends. */
const innerSeparators = '·・\u200c'
const hashtagRun = new RegExp(`[${wordCharacters}][[${wordCharacters}]${innerSeparators}]*`, 'vy')
const separators = new Set(innerSeparators)
const separatorOrUnderscore = new RegExp(`[_${innerSeparators}]`)

function hashtagAt(text: string, start: number): Attempt {
  const nameStart = start + 1
  if (notBeforeHashtag.test(characterBefore(text, start))) return { end: nameStart }

  const runEnd = endOfRun(hashtagRun, text, nameStart)
  const end = trimmedEnd(text, nameStart, endBeforeScheme(text, nameStart, runEnd), separators)
  const name = text.slice(nameStart, end)
  if (!isHashtagName(name)) return { end: Math.max(nameStart, end) }
  return { end, token: { kind: 'hashtag', text: text.slice(start, end), name } }
}

/** Where a link follows without a space, as in '#タグhttps://example.org', its scheme is not part of the name. */
function endBeforeScheme(text: string, start: number, end: number): number {
  if (!text.startsWith('://', end)) return end
  const scheme = /https?$/i.exec(text.slice(Math.max(start, end - 5), end))
  return scheme ? end - scheme[0].length : end
}

/** A letter somewhere, or digits parted by a separator, as in #2026_27; never digits alone. */
function isHashtagName(name: string): boolean {
  return /\p{L}/u.test(name) || separatorOrUnderscore.test(name.slice(1, -1))
}

// ---- Links

/** As in Mastodon. The cap matters because a link counts as 23 characters however long it is. */
const maximumLinkLength = 4096

const topLevelDomains = new Set(tlds)
const longestTopLevelDomain = Math.max(...tlds.map((name) => name.length))

// No link goes on past control or bidirectional formatting characters, zero-width spaces or byte order marks.
const breaks = String.raw`\s\p{Cc}\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff`
const hostRun = new RegExp(`[^${breaks}!"#$%&'()*+,\\/:;<=>?@[\\\\\\]^\`{|}~]+`, 'uy')
const portRun = /:\d+/y
const cjkBreaks = '「」『』（）【】〈〉《》、。'
const pathCharacter = `[^${breaks}${cjkBreaks}<>()?]`
const pathRun = new RegExp(`${pathCharacter}+`, 'uy')
const pathGroup = new RegExp(`\\((?!\\))${pathCharacter}*(?:\\(${pathCharacter}+\\)${pathCharacter}*)?\\)`, 'uy')
const queryRun = new RegExp(`\\?[^${breaks}${cjkBreaks}"<>\\\\\`{}]*`, 'uy')

const closingPunctuation = '，．！？：；‘’“”„«»‹›…'
const notAtPathEnd = new Set(`?!*"'<>;:=,.$%[]~&|@${closingPunctuation}`)
const notAtQueryEnd = new Set(`?!*'();:+$%[].,~|@^${closingPunctuation}`)

const notBeforeLink = /[A-Za-z0-9@＠$#＃]/

function linkAt(text: string, start: number, hostStart: number): Attempt {
  if (notBeforeLink.test(text.charAt(start - 1))) return { end: hostStart }

  const hostEnd = endOfHost(text, hostStart)
  if (hostEnd === undefined) return { end: hostStart }

  const portEnd = endOfRun(portRun, text, hostEnd)
  const end = endOfQuery(text, endOfPath(text, portEnd))
  const url = text.slice(start, end)
  if (hostEnd - hostStart > maximumDomainLength || url.length > maximumLinkLength || !URL.canParse(url)) return { end }
  return { end, token: { kind: 'link', text: url } }
}

/** The end of the longest host under a known top-level domain: of 'example.org.is/' it is all but the slash. */
function endOfHost(text: string, start: number): number | undefined {
  let labelStart = start
  let isAfterDomainName = false
  let hostEnd: number | undefined
  for (const label of text.slice(start, endOfRun(hostRun, text, start)).split('.')) {
    if (isAfterDomainName) hostEnd = endOfTopLevelDomain(text, labelStart, labelStart + label.length) ?? hostEnd
    if (!label || /^[-_]|[-_]$/.test(label)) return hostEnd
    isAfterDomainName = !label.includes('_')
    labelStart += label.length + 1
  }
  return hostEnd
}

/**
 * The end of the top-level domain the label [start, end) begins with; what follows it may be text in another script,
 * as in 'orgを'. undefined where there is none.
 */
function endOfTopLevelDomain(text: string, start: number, end: number): number | undefined {
  const punycode = /^xn--[a-z0-9-]*[a-z0-9]/i.exec(text.slice(start, Math.min(end, start + 63)))
  const longest = punycode ? punycode[0].length : Math.min(longestTopLevelDomain, end - start)
  for (let length = longest; length >= 2; length--) {
    if (/[A-Za-z0-9@+-]/.test(text.charAt(start + length))) continue
    if (punycode || topLevelDomains.has(text.slice(start, start + length).toLowerCase())) return start + length
  }
  return undefined
}

/** A path may hold balanced parentheses, two deep, and starts with '/', or with '#' where there is only a fragment. */
function endOfPath(text: string, start: number): number {
  if (text.charAt(start) !== '/' && text.charAt(start) !== '#') return start

  let end = start
  let position = start
  for (;;) {
    const runEnd = endOfRun(pathRun, text, position)
    const trimmed = trimmedEnd(text, position, runEnd, notAtPathEnd)
    if (trimmed > position) end = trimmed

    const groupEnd = endOfRun(pathGroup, text, runEnd)
    if (groupEnd === runEnd) return end
    end = groupEnd
    position = groupEnd
  }
}

function endOfQuery(text: string, start: number): number {
  return trimmedEnd(text, start, endOfRun(queryRun, text, start), notAtQueryEnd)
}

// ---- HTML

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character]!)
}

function renderToken(token: Token, resolve: Resolve): string {
  switch (token.kind) {
    case 'text':
      return escapeHtml(token.text)
    case 'link':
      return renderLink(token.text)
    case 'mention':
      return renderMention(token.text, resolve.mention(token.mention))
    case 'hashtag':
      return renderHashtag(token.name, resolve.hashtagUrl(token.name))
  }
}

function renderMention(handle: string, account: RenderedMention | undefined): string {
  if (!account) return escapeHtml(handle)
  const link = `<a href="${escapeHtml(account.url)}" class="u-url mention">@<span>${escapeHtml(account.username)}</span></a>`
  return `<span class="h-card" translate="no">${link}</span>`
}

function renderHashtag(name: string, url: string): string {
  return `<a href="${escapeHtml(url)}" class="mention hashtag" rel="tag">#<span>${escapeHtml(name)}</span></a>`
}

/** The scheme and 'www.' are hidden, and what follows the first 30 characters of the rest. */
function renderLink(url: string): string {
  const hidden = /^https?:\/\/(?:www\.)?/i.exec(url)![0]
  const visible = url.slice(hidden.length)
  const shown = [...visible.slice(0, 60)].slice(0, 30).join('')
  const rest = visible.slice(shown.length)
  return (
    `<a href="${escapeHtml(url)}" target="_blank" rel="nofollow noopener noreferrer" translate="no">` +
    `<span class="invisible">${hidden}</span>` +
    `<span class="${rest ? 'ellipsis' : ''}">${escapeHtml(shown)}</span>` +
    `<span class="invisible">${escapeHtml(rest)}</span></a>`
  )
}

// ---- Counting

const linkPlaceholder = 'x'.repeat(23)
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function countGraphemes(text: string): number {
  let count = 0
  for (const _ of graphemes.segment(text)) count++
  return count
}
