/** What people say of themselves: limits, and how it becomes HTML. */
import { z } from 'zod'
import type { ProfileField } from '../accounts/account.ts'
import type { ProfileChanges } from '../accounts/own-account.ts'
import { accountUrl } from '../accounts/present.ts'
import { findAccountsByHandles } from '../accounts/queries.ts'
import { profileLimits } from '../instance/instance.ts'
import { locales } from '../messages/locale.ts'
import type { Context } from '../platform/context.ts'
import { booleanField, listField, orAbsent, unlessNull } from '../platform/http.ts'
import {
  cleanText,
  countCharacters,
  type Mention,
  parseText,
  type Resolve,
  renderHtml,
  renderInlineHtml,
} from '../platform/text.ts'
import { quotePolicyField } from './quote-policy.ts'
import { canonicalLocale } from './user.ts'

const localeChoice = z.enum(['', ...locales], `must be empty or one of ${locales.join(', ')}`)

/** One character as counted may be made of many code points, within reason. */
const bytesPerCharacter = 20

function textOf(most: number, { lines }: { lines: 'one' | 'many' }) {
  return z
    .string('must be text')
    .max(most * bytesPerCharacter, `is too long (maximum is ${most} characters)`)
    .transform((raw, context) => {
      const cleaned = cleanText(lines === 'one' ? raw.replace(/[\r\n\t]+/g, ' ') : raw)
      if (cleaned.ok) return cleaned.text
      context.addIssue({ code: 'custom', message: cleaned.reason })
      return z.NEVER
    })
    .refine((text) => countCharacters(text) <= most, `is too long (maximum is ${most} characters)`)
}

const fieldInput = z.object({
  name: textOf(profileLimits.fieldName, { lines: 'one' }).default(''),
  value: textOf(profileLimits.fieldValue, { lines: 'one' }).default(''),
})

/** Pictures are files; an empty field changes nothing. */
const noPictures = orAbsent(z.never('must be sent as a file in a form'))

const language = z
  .string()
  .transform((text) => (text === '' ? null : canonicalLocale(text)))
  .refine((tag) => tag !== undefined, 'is not a language')
  .transform((tag) => tag ?? null)

/** The input of update_credentials, as Mastodon names it, and `twoway`. What is absent stays as it is. */
export const profileInput = z.object({
  display_name: unlessNull(textOf(profileLimits.displayName, { lines: 'one' })),
  note: unlessNull(textOf(profileLimits.note, { lines: 'many' })),
  avatar: noPictures,
  header: noPictures,
  locked: orAbsent(booleanField),
  bot: orAbsent(booleanField),
  discoverable: orAbsent(booleanField),
  indexable: orAbsent(booleanField),
  hide_collections: orAbsent(booleanField),
  fields_attributes: unlessNull(listField(fieldInput, profileLimits.fields)),
  source: unlessNull(
    z.object({
      privacy: orAbsent(
        z.enum(['public', 'unlisted', 'private', 'direct'], 'must be public, unlisted, private or direct'),
      ),
      sensitive: orAbsent(booleanField),
      language: unlessNull(language),
      quote_policy: orAbsent(quotePolicyField),
    }),
  ),
  twoway: unlessNull(z.object({ answers_to_strangers: orAbsent(booleanField), locale: localeChoice.optional() })),
})
export type ProfileInput = z.output<typeof profileInput>

/** Mentions of people here become links; of others we know no address. */
async function resolveFor(ctx: Context, texts: readonly string[]): Promise<Resolve> {
  const local = ({ domain }: Mention) => domain === '' || domain.toLowerCase() === ctx.domain
  const mentions = texts.flatMap((text) => parseText(text).mentions).filter(local)
  const accounts = await findAccountsByHandles(
    ctx.db,
    mentions.slice(0, 50).map(({ username }) => ({ username, domain: '' })),
  )
  const byName = new Map(
    accounts.filter(({ deleted_at }) => !deleted_at).map((account) => [account.username.toLowerCase(), account]),
  )
  return {
    mention(mention) {
      const account = local(mention) ? byName.get(mention.username.toLowerCase()) : undefined
      return account && { url: accountUrl(ctx, account), username: account.username }
    },
    hashtagUrl: (name) => `${ctx.origin}/tags/${encodeURIComponent(name)}`,
  }
}

function given<T extends object>(changes: T): Partial<T> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<T>
}

/** The columns that the input changes. */
export async function profileChanges(ctx: Context, input: ProfileInput): Promise<ProfileChanges> {
  const wanted = input.fields_attributes?.filter(({ name, value }) => name !== '' || value !== '')
  const resolve = await resolveFor(ctx, [input.note ?? '', ...(wanted ?? []).map(({ value }) => value)])
  const fields = wanted?.map(
    ({ name, value }): ProfileField => ({ name, value, value_html: renderInlineHtml(parseText(value), resolve) }),
  )
  const { display_name, note, locked, bot, discoverable, indexable, hide_collections } = input
  return given({
    display_name,
    note,
    note_html: note === undefined ? undefined : renderHtml(parseText(note), resolve),
    fields: fields && JSON.stringify(fields),
    locked,
    bot,
    discoverable,
    indexable,
    hide_collections,
  }) as ProfileChanges
}
