/** How a post looks on this server's own pages. Its words are the HTML that was made safe when it was written. */
import { html, raw } from 'hono/html'
import { type Account, handleOf, isHiddenFromAll } from '../accounts/account.ts'
import { accountUrl, avatarUrl } from '../accounts/present.ts'
import { loadAccounts } from '../accounts/queries.ts'
import type { Html } from '../instance/layout.ts'
import type { Words } from '../messages/words.ts'
import type { Context } from '../platform/context.ts'
import type { Viewer } from '../platform/http.ts'
import { fileUrl } from '../platform/storage.ts'
import type { HydratedPost } from './hydrate.ts'
import { isOver } from './poll.ts'
import { postAddress } from './present.ts'
import { mayBeNamed, quoteStateFor } from './visibility.ts'

/** `answered`: whom the post answers, where they may be named. */
export type ShownPost = HydratedPost & { answered: Account | undefined }

/** out: who this page is about speaks. in: somebody else does. */
export type Lane = 'out' | 'in'

export function nameOf(account: Pick<Account, 'display_name' | 'username'>): string {
  return account.display_name.trim() || account.username
}

/** `@mara@social.example`, for local people too: this is how they are found from everywhere. */
export function fullHandle(ctx: Pick<Context, 'domain'>, account: Pick<Account, 'username' | 'domain'>): string {
  return `@${account.username}@${account.domain || ctx.domain}`
}

export async function withAnswered(
  ctx: Pick<Context, 'db'>,
  viewer: Viewer | undefined,
  posts: readonly HydratedPost[],
): Promise<ShownPost[]> {
  const ids = posts.flatMap(({ facts }) => (facts.boosted ?? facts).replyTo?.id ?? [])
  const accounts = await loadAccounts(ctx.db, ids)
  const answeredBy = ({ facts }: HydratedPost): Account | undefined => {
    const { replyTo } = facts.boosted ?? facts
    const account = replyTo && accounts.get(replyTo.id)
    if (!account) return undefined
    const person = { ...replyTo, isHidden: isHiddenFromAll(account), isSilenced: account.silenced_at !== null }
    return mayBeNamed(person, viewer?.accountId) ? account : undefined
  }
  return posts.map((post) => ({ ...post, answered: answeredBy(post) }))
}

function time({ grammar }: Words, date: Date): Html {
  return html`<time datetime="${date.toISOString()}">${grammar.utcTime(date)}</time>`
}

/** The day alone, where many posts stand below each other. */
function day({ clock }: Pick<Context, 'clock'>, { grammar }: Words, date: Date): Html {
  return html`<time datetime="${date.toISOString()}" title="${grammar.utcTime(date)}">${grammar.utcDay(date, clock.now())}</time>`
}

export function personLink(ctx: Pick<Context, 'origin'>, account: Account): Html {
  return html`<a href="${accountUrl(ctx, account)}"><bdi>${nameOf(account)}</bdi></a>`
}

/** What is sensitive is behind the warning, or behind a word of ours. */
function pictures(ctx: Context, { reading }: Words, { row, media }: HydratedPost): Html | '' {
  if (media.length === 0) return ''
  const shown = html`<div class="pictures">${media.map(
    ({ key, preview_key, description, preview_width, preview_height }) =>
      html`<a href="${fileUrl(ctx, key)}"><img src="${fileUrl(ctx, preview_key)}" alt="${description}" width="${preview_width}" height="${preview_height}" loading="lazy" /></a>`,
  )}</div>`
  if (!row.sensitive || row.spoiler_text !== '') return shown
  return html`<details><summary>${reading.sensitivePictures(media.length)}</summary>${shown}</details>`
}

/** For previews on other sites: nothing that is behind a warning here. */
export function previewOf(ctx: Context, { row, media, author }: HydratedPost) {
  const [first] = row.sensitive || row.spoiler_text !== '' ? [] : media
  return first
    ? { url: fileUrl(ctx, first.key), alt: first.description, isLarge: true }
    : { url: avatarUrl(ctx, author), alt: '', isLarge: false }
}

function pollLines(ctx: Context, words: Words, { poll }: HydratedPost): Html | '' {
  if (!poll) return ''
  const { reading } = words
  const { options, tallies, votersCount, hideTotals, expiresAt } = poll
  const isClosed = isOver(poll, ctx.clock.now())
  const isCounted = isClosed || !hideTotals
  return html`<ul class="poll">${options.map(
    (option, place) =>
      html`<li><span dir="auto">${option}</span>${isCounted ? html` <span class="meta">${reading.votes(tallies[place] ?? 0)}</span>` : ''}</li>`,
  )}</ul><p class="meta">${reading.voted(votersCount, isClosed, time(words, expiresAt))}</p>`
}

/** What a visitor may see of what the post quotes, whoever looks. */
function quotedBlock(ctx: Context, words: Words, { facts, quoted }: HydratedPost): Html | '' {
  if (!facts.quote) return ''
  if (!quoted || quoteStateFor(facts.quote, undefined) !== 'accepted')
    return html`<p class="meta">${words.reading.quoteHidden}</p>`
  return html`<blockquote class="quoted">
    <p class="by"><a class="who" href="${accountUrl(ctx, quoted.author)}"><img class="avatar" src="${avatarUrl(ctx, quoted.author)}" alt="" width="24" height="24" /><bdi>${nameOf(quoted.author)}</bdi> <span class="handle">@${handleOf(quoted.author)}</span></a>
      <a class="of" href="${postAddress(ctx, quoted)}">${day(ctx, words, quoted.row.created_at)}</a></p>
    ${text(ctx, words, quoted)}
  </blockquote>`
}

function text(ctx: Context, words: Words, post: HydratedPost): Html {
  const { row } = post
  const language = row.language === null ? '' : html` lang="${row.language}"`
  const whole = html`<div class="words" dir="auto"${language}>${raw(row.html)}</div>${pollLines(ctx, words, post)}${pictures(ctx, words, post)}`
  if (row.spoiler_text === '') return whole
  return html`<details>
    <summary><span dir="auto"${language}>${row.spoiler_text}</span></summary>
    ${whole}
  </details>`
}

function answerLine(
  ctx: Context,
  { reading }: Words,
  { row, author }: HydratedPost,
  answered: Account | undefined,
): Html | '' {
  if (row.in_reply_to_account_id === null) return ''
  if (row.in_reply_to_account_id === author.id) return html`<p class="meta">${reading.goesOn}</p>`
  return html`<p class="meta">${answered ? reading.answers(personLink(ctx, answered)) : reading.anAnswer}</p>`
}

/** Below the words: to whom they go, and what came back. In a list only answers are told, for they can be read. */
function footLine({ reading }: Words, { row }: HydratedPost, address: string, isMain: boolean): Html | '' {
  const { replies_count, boosts_count, favourites_count } = row
  const answers = replies_count > 0 && reading.answerCount(replies_count)
  const parts = [
    reading.audiences[row.visibility],
    answers && (isMain ? answers : html`<a href="${address}">${answers}</a>`),
    isMain && boosts_count > 0 && reading.boostCount(boosts_count),
    isMain && favourites_count > 0 && reading.favouriteCount(favourites_count),
  ].filter((part) => part !== '' && part !== false)
  return parts.length === 0 ? '' : html`<ul class="meta foot">${parts.map((part) => html`<li>${part}</li>`)}</ul>`
}

/** `isMain`: the post that the page is about. */
export function postArticle(
  ctx: Context,
  words: Words,
  shown: ShownPost,
  { isMain = false }: { isMain?: boolean } = {},
): Html {
  const post: HydratedPost = shown.boosted ?? shown
  const address = postAddress(ctx, post)
  const { author } = post
  return html`<article class="post${isMain ? ' main' : ''}">
    ${shown.boosted ? html`<p class="meta boosted">${words.reading.boosted(personLink(ctx, shown.author))}</p>` : ''}
    <img class="avatar" src="${avatarUrl(ctx, author)}" alt="" width="${isMain ? 48 : 44}" height="${isMain ? 48 : 44}" />
    <div class="said">
      <p class="by"><a class="who" href="${accountUrl(ctx, author)}"><bdi>${nameOf(author)}</bdi> <span class="handle">@${handleOf(author)}</span></a>
        <a class="when" href="${address}">${isMain ? time(words, post.row.created_at) : day(ctx, words, post.row.created_at)}</a></p>
      ${answerLine(ctx, words, post, shown.answered)}
      ${text(ctx, words, post)}
      ${quotedBlock(ctx, words, post)}
      ${footLine(words, post, address, isMain)}
    </div>
  </article>`
}
