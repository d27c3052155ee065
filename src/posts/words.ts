/** What somebody typed, checked and made into what a post stores. */
import { type Account, isHiddenFromAll } from '../accounts/account.ts'
import { accountUrl } from '../accounts/present.ts'
import { findAccountsByHandles } from '../accounts/queries.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import { type Failure, invalid } from '../platform/failure.ts'
import type { AccountId } from '../platform/ids.ts'
import {
  cleanText,
  countCharacters,
  normalizeHashtag,
  type ParsedText,
  parseText,
  renderHtml,
} from '../platform/text.ts'
import { maxPostCharacters } from './post.ts'
import { tagUrl } from './present.ts'

/** One character of what people see may hold any number of bytes. */
const maxTextBytes = 65_536

export type Words = { text: string; spoilerText: string }

/** `mayBeEmpty`: the post says something without words. */
export function checkWords(draft: Words, mayBeEmpty = false): Words | Failure {
  const text = cleanText(draft.text)
  if (!text.ok) return invalid(`Validation failed: ${text.reason}`)
  const spoilerText = cleanText(draft.spoilerText)
  if (!spoilerText.ok) return invalid(`Validation failed: ${spoilerText.reason}`)
  // A warning about nothing is the post.
  const words =
    text.text === '' && !mayBeEmpty
      ? { text: spoilerText.text, spoilerText: '' }
      : { text: text.text, spoilerText: spoilerText.text }
  if (words.text === '' && !mayBeEmpty) return invalid("Validation failed: Text can't be blank")
  const isHuge = Buffer.byteLength(words.text) + Buffer.byteLength(words.spoilerText) > maxTextBytes
  if (isHuge || countCharacters(words.text) + countCharacters(words.spoilerText) > maxPostCharacters)
    return invalid(`Validation failed: Text character limit of ${maxPostCharacters} exceeded`)
  return words
}

/** Local people under the handles they were typed with. Only they can be reached so far. */
async function findMentioned(tx: Db, ctx: Context, { mentions }: ParsedText): Promise<Map<string, Account>> {
  const isLocal = (domain: string) => domain === '' || domain.toLowerCase() === ctx.domain
  const local = mentions.filter(({ domain }) => isLocal(domain))
  const found = await findAccountsByHandles(
    tx,
    local.map(({ username }) => ({ username, domain: '' })),
  )
  const byName = new Map(
    found.filter((account) => !isHiddenFromAll(account)).map((account) => [account.username.toLowerCase(), account]),
  )
  const byHandle = new Map<string, Account>()
  for (const { username, text } of local) {
    const account = byName.get(username.toLowerCase())
    if (account) byHandle.set(text.toLowerCase(), account)
  }
  return byHandle
}

export type ComposedText = { html: string; mentionedIds: AccountId[]; tags: { tag: string; name: string }[] }

/** The safe HTML of a text, whom it mentions, and its hashtags. */
export async function composeText(tx: Db, ctx: Context, text: string): Promise<ComposedText> {
  const parsed = parseText(text)
  const mentioned = await findMentioned(tx, ctx, parsed)
  const html = renderHtml(parsed, {
    mention({ text: handle }) {
      const account = mentioned.get(handle.toLowerCase())
      return account && { url: accountUrl(ctx, account), username: account.username }
    },
    hashtagUrl: (name) => tagUrl(ctx, name),
  })
  return {
    html,
    mentionedIds: [...new Set(mentioned.values().map((account) => account.id))],
    tags: parsed.hashtags.map((name) => ({ tag: normalizeHashtag(name), name })),
  }
}
