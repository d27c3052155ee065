/** GET /  showFront: what this server is and what was said here lately; to who is logged in, how to go on. */
import { html } from 'hono/html'
import { findAccount } from '../accounts/queries.ts'
import { ownHome } from '../auth/home-page.ts'
import { hasAnyUser } from '../auth/queries.ts'
import { strong } from '../instance/inline.ts'
import type { Instance } from '../instance/instance.ts'
import { type Html, page } from '../instance/layout.ts'
import { excerpt, introduction } from '../instance/public-page.ts'
import { loadInstance } from '../instance/queries.ts'
import type { Words } from '../messages/words.ts'
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

function different({ front }: Words): Html {
  const pictures = [lane('both'), lane('kept'), lane('fading')]
  return html`<ul class="different">
    ${front.different.map(([what, why], place) => html`<li>${pictures[place]}<p><strong>${what}</strong> ${why}</p></li>`)}
  </ul>`
}

function welcome({ title, description, registrations }: Instance, words: Words): Html {
  const { front, frame } = words
  return html`<div>
    <h1 class="display">${title}</h1>
    <p class="lead">${description || front.whatTwowayIs}</p>
    <div class="actions">
      ${registrations === 'closed' ? '' : html`<a class="button" href="/auth/sign_up">${frame.signUp}</a>`}
      <a class="button plain" href="/auth/sign_in">${frame.logIn}</a>
    </div>
    ${registrations === 'closed' ? html`<p class="hint">${front.takesNobody}</p>` : ''}
    ${registrations === 'approval' ? html`<p class="hint">${front.lettingIn}</p>` : ''}
    ${different(words)}
  </div>`
}

async function latest(ctx: Context, words: Words): Promise<Html | ''> {
  const read = await latestPosts(ctx, words, shownPosts, (next) => selectPublic(ctx.db, next), belongsInPublic)
  if (read === undefined) return ''
  return html`<section aria-labelledby="lately"><h2 id="lately">${words.front.lately}</h2>${read}</section>`
}

function rules({ rules: all, contact_email }: Instance, { front }: Words): Html | '' {
  if (all.length === 0 && contact_email === '') return ''
  return html`<section aria-labelledby="rules">
    <h2 id="rules">${front.rules}</h2>
    ${all.length === 0 ? '' : html`<ol class="rules">${all.map((rule) => html`<li dir="auto">${rule}</li>`)}</ol>`}
    ${contact_email ? html`<p class="hint">${front.questions} <a href="mailto:${contact_email}">${contact_email}</a></p>` : ''}
  </section>`
}

const apps = ({ handle_domain }: Instance, { front }: Words) => html`<section aria-labelledby="apps">
  <h2 id="apps">${front.apps}</h2>
  <p>${front.appsText(strong, handle_domain)}</p>
</section>`

/** Nobody lives here yet: whoever reads this has just started it. */
function emptyHouse({ title }: Instance, words: Words): Html {
  const { front } = words
  return html`<div class="front">
    <div>
      <h1 class="display">${front.isRunning(title)}</h1>
      <p class="lead">${front.emptyHouse}</p>
      ${different(words)}
    </div>
    <div>
      <section class="panel choice" aria-labelledby="first">
        <h2 id="first">${front.moveIn}</h2>
        <p>${front.moveInText}</p>
        <div class="actions"><a class="button" href="/auth/sign_up">${front.makeFirst}</a></div>
      </section>
      <section class="panel choice" aria-labelledby="town">
        <h2 id="town">${front.lookAround}</h2>
        <p>${front.lookAroundText}</p>
        <pre class="code">npm run demo</pre>
        <p class="hint">${front.townOpens(strong, 'localhost:3100')}</p>
      </section>
    </div>
  </div>`
}

async function strangersFront(ctx: Context, instance: Instance, words: Words): Promise<Html> {
  return html`<div class="front">
    ${welcome(instance, words)}
    <div>${await latest(ctx, words)} ${rules(instance, words)} ${apps(instance, words)}</div>
  </div>`
}

export const showFront = endpoint<Viewer | undefined>({}, async ({ ctx, viewer, words }) => {
  const account = viewer && (await findAccount(ctx.db, viewer.accountId))
  if (account) return page(ctx, { title: ctx.domain, words, viewer, body: ownHome(account, ctx.domain, words) })
  const instance = await loadInstance(ctx.db)
  return page(ctx, {
    title: ctx.domain,
    words,
    head: introduction(ctx, {
      title: instance.title,
      description: excerpt(instance.description) || words.front.whatTwowayIs,
      address: `${ctx.origin}/`,
      type: 'website',
      isIndexable: true,
      image: { url: `${ctx.origin}/assets/thumbnail.png`, alt: '', isLarge: true },
    }),
    body: (await hasAnyUser(ctx.db)) ? await strangersFront(ctx, instance, words) : emptyHouse(instance, words),
  })
})
