/** What somebody typed, checked and made into what a post stores. */
import { type Account, isHiddenFromAll } from '../accounts/account.ts'
import { accountUrl } from '../accounts/present.ts'
import { findAccountsByHandles } from '../accounts/queries.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import { type Failure, failedValidation, invalid } from '../platform/failure.ts'
import type { AccountId } from '../platform/ids.ts'
import {
  cleanText,
  countCharacters,
  normalizeHashtag,
  type ParsedText,
  parseText,
  renderHtml,
} from '../platform/text.ts'
import { maxPostCharacters, type PostTag } from './post.ts'
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
  if (words.text === '' && !mayBeEmpty) return failedValidation((say) => say.textBlank)
  const isHuge = Buffer.byteLength(words.text) + Buffer.byteLength(words.spoilerText) > maxTextBytes
  if (isHuge || countCharacters(words.text) + countCharacters(words.spoilerText) > maxPostCharacters)
    return failedValidation((say) => say.textTooLong(maxPostCharacters))
  return words
}

/** Local people under the handles they were typed with. Only they can be reached so far. */
async function findMentioned(tx: Db, ctx: Context, texts: readonly ParsedText[]): Promise<Map<string, Account>> {
  const isLocal = (domain: string) => domain === '' || domain.toLowerCase() === ctx.domain
  const local = texts.flatMap(({ mentions }) => mentions).filter(({ domain }) => isLocal(domain))
  const names = new Set(local.map(({ username }) => username.toLowerCase()))
  const found = await findAccountsByHandles(
    tx,
    [...names].map((username) => ({ username, domain: '' })),
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

/** Whom it mentions in the order of their ids, its hashtags in that of their names. */
export type ComposedText = { html: string; mentionedIds: AccountId[]; tags: PostTag[] }

/** Each text as safe HTML, with whom it mentions and its hashtags. One statement, if anybody is mentioned. */
export async function composeTexts(tx: Db, ctx: Context, texts: readonly string[]): Promise<ComposedText[]> {
  const parsed = texts.map(parseText)
  const mentioned = await findMentioned(tx, ctx, parsed)
  return parsed.map((text) => {
    const named = text.mentions.flatMap((mention) => mentioned.get(mention.text.toLowerCase()) ?? [])
    return {
      html: renderHtml(text, {
        mention({ text: handle }) {
          const account = mentioned.get(handle.toLowerCase())
          return account && { url: accountUrl(ctx, account), username: account.username }
        },
        hashtagUrl: (name) => tagUrl(ctx, name),
      }),
      mentionedIds: [...new Set(named.map((account) => account.id))].toSorted((a, b) => a - b),
      tags: text.hashtags
        .map((name) => ({ tag: normalizeHashtag(name), name }))
        .toSorted((a, b) => (a.tag < b.tag ? -1 : 1)),
    }
  })
}

export async function composeText(tx: Db, ctx: Context, text: string): Promise<ComposedText> {
  return (await composeTexts(tx, ctx, [text]))[0]!
}
