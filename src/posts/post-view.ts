/** How a post looks on this server's own pages. Its words are the HTML that was made safe when it was written. */
import { html, raw } from 'hono/html'
import { type Account, handleOf, isHiddenFromAll } from '../accounts/account.ts'
import { accountUrl, avatarUrl } from '../accounts/present.ts'
import { loadAccounts } from '../accounts/queries.ts'
import type { Html } from '../instance/layout.ts'
import type { Context } from '../platform/context.ts'
import type { Viewer } from '../platform/http.ts'
import { fileUrl } from '../platform/storage.ts'
import type { HydratedPost } from './hydrate.ts'
import { isOver } from './poll.ts'
import type { Visibility } from './post.ts'
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

const moments = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })
const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const daysOfYears = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' })

function time(date: Date): Html {
  return html`<time datetime="${date.toISOString()}">${moments.format(date)} UTC</time>`
}

/** The day alone, where many posts stand below each other. */
function day({ clock }: Pick<Context, 'clock'>, date: Date): Html {
  const isThisYear = date.getUTCFullYear() === clock.now().getUTCFullYear()
  return html`<time datetime="${date.toISOString()}" title="${moments.format(date)} UTC">${(isThisYear ? days : daysOfYears).format(date)}</time>`
}

export function personLink(ctx: Pick<Context, 'origin'>, account: Account): Html {
  return html`<a href="${accountUrl(ctx, account)}"><bdi>${nameOf(account)}</bdi></a>`
}

export function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}

/** What is sensitive is behind the warning, or behind a word of ours. */
function pictures(ctx: Context, { row, media }: HydratedPost): Html | '' {
  if (media.length === 0) return ''
  const shown = html`<div class="pictures">${media.map(
    ({ key, preview_key, description, preview_width, preview_height }) =>
      html`<a href="${fileUrl(ctx, key)}"><img src="${fileUrl(ctx, preview_key)}" alt="${description}" width="${preview_width}" height="${preview_height}" loading="lazy" /></a>`,
  )}</div>`
  if (!row.sensitive || row.spoiler_text !== '') return shown
  return html`<details><summary>Sensitive ${media.length === 1 ? 'picture' : 'pictures'}</summary>${shown}</details>`
}

/** For previews on other sites: nothing that is behind a warning here. */
export function previewOf(ctx: Context, { row, media, author }: HydratedPost) {
  const [first] = row.sensitive || row.spoiler_text !== '' ? [] : media
  return first
    ? { url: fileUrl(ctx, first.key), alt: first.description, isLarge: true }
    : { url: avatarUrl(ctx, author), alt: '', isLarge: false }
}

function pollLines(ctx: Context, { poll }: HydratedPost): Html | '' {
  if (!poll) return ''
  const { options, tallies, votersCount, hideTotals, expiresAt } = poll
  const isClosed = isOver(poll, ctx.clock.now())
  const isCounted = isClosed || !hideTotals
  return html`<ul class="poll">${options.map(
    (option, place) =>
      html`<li><span dir="auto">${option}</span>${isCounted ? html` <span class="meta">${counted(tallies[place] ?? 0, 'vote', 'votes')}</span>` : ''}</li>`,
  )}</ul><p class="meta">${counted(votersCount, 'person', 'people')} voted; ${isClosed ? 'closed' : 'open until'} ${time(expiresAt)}</p>`
}

/** What a visitor may see of what the post quotes, whoever looks. */
function quotedBlock(ctx: Context, { facts, quoted }: HydratedPost): Html | '' {
  if (!facts.quote) return ''
  if (!quoted || quoteStateFor(facts.quote, undefined) !== 'accepted')
    return html`<p class="meta">It quotes a post that is not shown here.</p>`
  return html`<blockquote class="quoted">
    <p class="by"><a class="who" href="${accountUrl(ctx, quoted.author)}"><img class="avatar" src="${avatarUrl(ctx, quoted.author)}" alt="" width="24" height="24" /><bdi>${nameOf(quoted.author)}</bdi> <span class="handle">@${handleOf(quoted.author)}</span></a>
      <a class="of" href="${postAddress(ctx, quoted)}">${day(ctx, quoted.row.created_at)}</a></p>
    ${words(ctx, quoted)}
  </blockquote>`
}

function words(ctx: Context, post: HydratedPost): Html {
  const { row } = post
  const language = row.language === null ? '' : html` lang="${row.language}"`
  const text = html`<div class="words" dir="auto"${language}>${raw(row.html)}</div>${pollLines(ctx, post)}${pictures(ctx, post)}`
  if (row.spoiler_text === '') return text
  return html`<details>
    <summary><span dir="auto"${language}>${row.spoiler_text}</span></summary>
    ${text}
  </details>`
}

function answerLine(ctx: Context, { row, author }: HydratedPost, answered: Account | undefined): Html | '' {
  if (row.in_reply_to_account_id === null) return ''
  if (row.in_reply_to_account_id === author.id) return html`<p class="meta">goes on</p>`
  return html`<p class="meta">${answered ? html`answers ${personLink(ctx, answered)}` : 'an answer'}</p>`
}

const audiences: Record<Visibility, string> = {
  public: '',
  unlisted: '',
  private: 'for followers',
  direct: 'for the people it names',
}

/** Below the words: to whom they go, and what came back. In a list only answers are told, for they can be read. */
function footLine({ row }: HydratedPost, address: string, isMain: boolean): Html | '' {
  const { replies_count, boosts_count, favourites_count } = row
  const answers = replies_count > 0 && counted(replies_count, 'answer', 'answers')
  const parts = [
    audiences[row.visibility],
    answers && (isMain ? answers : html`<a href="${address}">${answers}</a>`),
    isMain && boosts_count > 0 && counted(boosts_count, 'boost', 'boosts'),
    isMain && favourites_count > 0 && counted(favourites_count, 'favourite', 'favourites'),
  ].filter((part) => part !== '' && part !== false)
  return parts.length === 0 ? '' : html`<ul class="meta foot">${parts.map((part) => html`<li>${part}</li>`)}</ul>`
}

/** `isMain`: the post that the page is about. */
export function postArticle(ctx: Context, shown: ShownPost, { isMain = false }: { isMain?: boolean } = {}): Html {
  const post: HydratedPost = shown.boosted ?? shown
  const address = postAddress(ctx, post)
  const { author } = post
  return html`<article class="post${isMain ? ' main' : ''}">
    ${shown.boosted ? html`<p class="meta boosted">${personLink(ctx, shown.author)} boosted</p>` : ''}
    <img class="avatar" src="${avatarUrl(ctx, author)}" alt="" width="${isMain ? 48 : 44}" height="${isMain ? 48 : 44}" />
    <div class="said">
      <p class="by"><a class="who" href="${accountUrl(ctx, author)}"><bdi>${nameOf(author)}</bdi> <span class="handle">@${handleOf(author)}</span></a>
        <a class="when" href="${address}">${isMain ? time(post.row.created_at) : day(ctx, post.row.created_at)}</a></p>
      ${answerLine(ctx, post, shown.answered)}
      ${words(ctx, post)}
      ${quotedBlock(ctx, post)}
      ${footLine(post, address, isMain)}
    </div>
  </article>`
}
