/**
 * Only in a demo town (src/instance/demo-bar.ts): whose eyes one looks through, without a password.
 * GET  /demo          showDemo
 * POST /demo/switch   lookThrough
 * POST /demo/leave    lookAsStranger
 */
import { html } from 'hono/html'
import { z } from 'zod'
import { isHiddenFromAll } from '../accounts/account.ts'
import { accountUrl, avatarUrl } from '../accounts/present.ts'
import { findAccountByHandle } from '../accounts/queries.ts'
import { endSession, openSession } from '../auth/actions.ts'
import { noSessionCookie, sessionCookie } from '../auth/cookies.ts'
import { code, handle } from '../instance/inline.ts'
import { page } from '../instance/layout.ts'
import type { Words } from '../messages/words.ts'
import type { Context } from '../platform/context.ts'
import { isFailure, notFound } from '../platform/failure.ts'
import { type Call, type Endpoint, endpoint, type Reply, redirect, type Viewer } from '../platform/http.ts'
import { write } from '../platform/transaction.ts'
import { type Resident, residents } from './residents.ts'

type VisitorCall = Pick<Call<Viewer | undefined>, 'ctx' | 'headers' | 'sessionHash'>

const findResident = (username: string) => residents.find((resident) => resident.username === username)

async function become({ ctx, headers, sessionHash }: VisitorCall, { username }: Resident): Promise<Reply | undefined> {
  const account = await findAccountByHandle(ctx.db, username)
  if (!account || isHiddenFromAll(account)) return undefined
  const session = await write(ctx, (tx) => openSession(ctx, tx, account.id, headers.get('user-agent') ?? ''))
  if (isFailure(session)) return undefined
  if (sessionHash) await endSession(ctx, sessionHash)
  return redirect('/', { 'set-cookie': sessionCookie(ctx, session.token), 'cache-control': 'no-store' })
}

/**
 * Whoever comes to the town's own address looks through the first resident's eyes. Not under another name, to which
 * another site may have led this machine, and not who asked for the plain page.
 */
export function enterTown(elsewise: Endpoint<Viewer | undefined>): Endpoint<Viewer | undefined> {
  return async (call) => {
    const { ctx, viewer, headers, url } = call
    const comesFresh = !viewer && headers.get('host') === ctx.domain && !new URL(url).searchParams.has('plain')
    return (comesFresh && (await become(call, residents[0]!))) || elsewise(call)
  }
}

const switchInput = z.object({ resident: z.string().max(100) })

export const lookThrough = endpoint<Viewer | undefined, z.ZodType, typeof switchInput>(
  { input: switchInput },
  async (call) => {
    const resident = findResident(call.input.resident)
    return (resident && (await become(call, resident))) ?? notFound
  },
)

export const lookAsStranger = endpoint<Viewer | undefined>({}, async ({ ctx, sessionHash }) => {
  if (sessionHash) await endSession(ctx, sessionHash)
  return redirect('/?plain', { 'set-cookie': noSessionCookie(ctx) })
})

async function card(ctx: Context, { demo }: Words, viewer: Viewer | undefined, { username }: Resident) {
  const account = await findAccountByHandle(ctx.db, username)
  if (!account || isHiddenFromAll(account)) return ''
  const isHere = account.id === viewer?.accountId
  const name = account.display_name || account.username
  return html`<li class="resident"${isHere ? html` aria-current="true"` : ''}>
    <img class="avatar" src="${avatarUrl(ctx, account)}" alt="" width="56" height="56" />
    <div>
      <h3><bdi>${name}</bdi></h3>
      <p class="meta">${demo.residents[username]?.who}</p>
      <p>${demo.residents[username]?.why}</p>
    </div>
    ${
      isHere
        ? html`<p class="here"><a href="${accountUrl(ctx, account)}">${demo.isYou}</a></p>`
        : html`<form method="post" action="/demo/switch">
      <button class="plain small" name="resident" value="${username}" aria-label="${demo.be(name)}">${demo.be(name.split(' ')[0]!)}</button>
    </form>`
    }
  </li>`
}

export const showDemo = endpoint<Viewer | undefined>({}, async ({ ctx, viewer, words }) => {
  const { demo } = words
  const cards = await Promise.all(residents.map((resident) => card(ctx, words, viewer, resident)))
  return page(ctx, {
    title: demo.title,
    words,
    viewer,
    body: html`<div class="demo">
      <h1>${demo.title}</h1>
      <p class="lead">${demo.lead}</p>
      <ul class="residents">${cards}
        <li class="resident">
          <span class="avatar nobody" aria-hidden="true"></span>
          <div>
            <h3>${demo.nobody}</h3>
            <p class="meta">${demo.noAccount}</p>
            <p>${demo.nobodyText}</p>
          </div>
          <form method="post" action="/demo/leave"><button class="plain small">${demo.beStranger}</button></form>
        </li>
      </ul>
      <section class="panel own" id="your-own" aria-labelledby="own-title">
        <h2 id="own-title">${demo.ownTitle}</h2>
        <p>${demo.ownText(code)}</p>
        <pre class="code">npm start</pre>
        <p>${demo.ownThen(handle, 'http://localhost:3000')}</p>
      </section>
    </div>`,
  })
})
