/** GET /  showFront: what this server is and what was said here lately; to who is logged in, how to go on. */
import { html } from 'hono/html'
import { findAccount } from '../accounts/queries.ts'
import { ownHome } from '../auth/home-page.ts'
import { hasAnyUser } from '../auth/queries.ts'
import type { Instance } from '../instance/instance.ts'
import { type Html, page } from '../instance/layout.ts'
import { excerpt, introduction, whatTwowayIs } from '../instance/public-page.ts'
import { loadInstance } from '../instance/queries.ts'
import type { Context } from '../platform/context.ts'
import { endpoint, type Viewer } from '../platform/http.ts'
import { latestPosts } from '../posts/post-list.ts'
import { belongsInPublic } from '../posts/visibility.ts'
import { selectPublic } from './queries.ts'

const shownPosts = 4

/** The lane, as the app draws it: the upper strand leads out, the lower one in. Thick is strong, faint long ago, dots unknown. */
const lanes = {
  both: html`<path class="out" d="M4 13H68l-9-8" stroke-width="5" /><path class="in" d="M68 25H4l9 8" stroke-width="5" />`,
  kept: html`<path class="out" d="M4 13H68l-9-8" stroke-width="4" /><path class="unknown" d="M68 25H4" stroke-width="3" />`,
  fading: html`<path class="out faint" d="M4 13H68l-9-8" stroke-width="2" /><path class="in faint" d="M68 25H4l9 8" stroke-width="4" />`,
}

const lane = (name: keyof typeof lanes) =>
  html`<svg class="lane" viewBox="0 0 72 38" width="72" height="38" aria-hidden="true" focusable="false">${lanes[name]}</svg>`

const different = html`<ul class="different">
  <li>${lane('both')}<p><strong>Talk has two lanes.</strong> Beside every name stands what goes from you to them, and what comes back.</p></li>
  <li>${lane('kept')}<p><strong>It remembers why you follow.</strong> The reason, and the post that led to it, are yours alone.</p></li>
  <li>${lane('fading')}<p><strong>You see who went quiet.</strong> Each number opens into the posts behind it. Nobody is ranked.</p></li>
</ul>`

function welcome({ title, description, registrations }: Instance): Html {
  return html`<div>
    <h1 class="display">${title}</h1>
    <p class="lead">${description || whatTwowayIs}</p>
    <div class="actions">
      ${registrations === 'closed' ? '' : html`<a class="button" href="/auth/sign_up">Sign up</a>`}
      <a class="button plain" href="/auth/sign_in">Log in</a>
    </div>
    ${registrations === 'closed' ? html`<p class="hint">At the moment it takes no new people.</p>` : ''}
    ${registrations === 'approval' ? html`<p class="hint">Whoever signs up waits until somebody here lets them in.</p>` : ''}
    ${different}
  </div>`
}

async function latest(ctx: Context): Promise<Html | ''> {
  const read = await latestPosts(ctx, shownPosts, (next) => selectPublic(ctx.db, next), belongsInPublic)
  if (read === undefined) return ''
  return html`<section aria-labelledby="lately"><h2 id="lately">Said here lately</h2>${read}</section>`
}

function rules({ rules: all, contact_email }: Instance): Html | '' {
  if (all.length === 0 && contact_email === '') return ''
  return html`<section aria-labelledby="rules">
    <h2 id="rules">How we live here</h2>
    ${all.length === 0 ? '' : html`<ol class="rules">${all.map((rule) => html`<li dir="auto">${rule}</li>`)}</ol>`}
    ${contact_email ? html`<p class="hint">Questions: <a href="mailto:${contact_email}">${contact_email}</a></p>` : ''}
  </section>`
}

const apps = ({ handle_domain }: Instance) => html`<section aria-labelledby="apps">
  <h2 id="apps">With the app you have</h2>
  <p>Any Mastodon app works here. Give it the address <strong>${handle_domain}</strong>.</p>
</section>`

/** Nobody lives here yet: whoever reads this has just started it. */
function emptyHouse({ title }: Instance): Html {
  return html`<div class="front">
    <div>
      <h1 class="display">${title} is running</h1>
      <p class="lead">The house is empty. Move in, or look first at one that people have lived in for half a year.</p>
      ${different}
    </div>
    <div>
      <section class="panel choice" aria-labelledby="first">
        <h2 id="first">Move in</h2>
        <p>The first account is the owner’s. Everybody after it is an ordinary person here.</p>
        <div class="actions"><a class="button" href="/auth/sign_up">Make the first account</a></div>
      </section>
      <section class="panel choice" aria-labelledby="town">
        <h2 id="town">Look around first</h2>
        <p>A made-up town of two hundred people, through the eyes of whom you like. In the folder of this server, in another terminal, say:</p>
        <pre class="code">npm run demo</pre>
        <p class="hint">It opens at <strong>localhost:3100</strong>, needs no account, and touches nothing of this server.</p>
      </section>
    </div>
  </div>`
}

async function strangersFront(ctx: Context, instance: Instance): Promise<Html> {
  return html`<div class="front">
    ${welcome(instance)}
    <div>${await latest(ctx)} ${rules(instance)} ${apps(instance)}</div>
  </div>`
}

export const showFront = endpoint<Viewer | undefined>({}, async ({ ctx, viewer }) => {
  const account = viewer && (await findAccount(ctx.db, viewer.accountId))
  if (account) return page(ctx, { title: ctx.domain, viewer, body: ownHome(account, ctx.domain) })
  const instance = await loadInstance(ctx.db)
  return page(ctx, {
    title: ctx.domain,
    head: introduction(ctx, {
      title: instance.title,
      description: excerpt(instance.description) || whatTwowayIs,
      address: `${ctx.origin}/`,
      type: 'website',
      isIndexable: true,
      image: { url: `${ctx.origin}/assets/thumbnail.png`, alt: '', isLarge: true },
    }),
    body: (await hasAnyUser(ctx.db)) ? await strangersFront(ctx, instance) : emptyHouse(instance),
  })
})
