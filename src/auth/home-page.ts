/** GET /  showHome: what this server is, or, to who is logged in, how to go on. */
import { html } from 'hono/html'
import type { Account } from '../accounts/account.ts'
import { findAccount } from '../accounts/queries.ts'
import type { Instance } from '../instance/instance.ts'
import { type Html, page } from '../instance/layout.ts'
import { loadInstance } from '../instance/queries.ts'
import { endpoint, type Viewer } from '../platform/http.ts'
import { hasAnyUser } from './queries.ts'

/** Two people taking turns: one speaks in the upper lane, the other in the lower one. */
const talk = html`<svg class="talk" viewBox="0 0 1000 78" role="presentation" aria-hidden="true" focusable="false">
  <path class="out" d="M8 16H150M282 16H330M470 16H610M742 16H790M860 16H992" />
  <path class="in" d="M176 62H256M356 62H444M636 62H716M816 62H834" />
</svg>`

function welcome(instance: Instance, isFirst: boolean): Html {
  const closed = instance.registrations === 'closed' && !isFirst
  return html`<h1 class="display">${instance.title}</h1>
    <p class="lead">${instance.description || 'A small social network for talk that goes both ways: you write, somebody answers.'}</p>
    <div class="actions">
      ${closed ? '' : html`<a class="button" href="/auth/sign_up">${isFirst ? 'Make the first account' : 'Sign up'}</a>`}
      <a class="button plain" href="/auth/sign_in">Log in</a>
    </div>
    ${talk}
    <ul class="facts">
      <li><strong>Mastodon apps work here.</strong> Give yours the address <span class="handle">${instance.handle_domain}</span>.</li>
      <li><strong>Your home is complete.</strong> Whatever the people you follow post or boost, newest first.</li>
      <li><strong>It remembers why you follow.</strong> Every follow has room for the reason, which only you see.</li>
      ${closed ? html`<li>At the moment it takes no new people.</li>` : ''}
      ${instance.registrations === 'approval' && !isFirst ? html`<li>Whoever signs up waits until somebody here lets them in.</li>` : ''}
    </ul>
    ${instance.contact_email ? html`<p class="soft">Questions: <a href="mailto:${instance.contact_email}">${instance.contact_email}</a></p>` : ''}`
}

function counts({ following_count, followers_count, posts_count }: Account): string {
  if (following_count + followers_count + posts_count === 0)
    return 'New: nothing has passed yet. Connect an app, follow somebody you know, and say hello.'
  const one = (count: number, single: string, many: string) => `${count} ${count === 1 ? single : many}`
  return `You follow ${one(following_count, 'person', 'people')}, ${one(followers_count, 'person follows', 'people follow')} you, and you have written ${one(posts_count, 'post', 'posts')}.`
}

function ownHome(account: Account, domain: string): Html {
  return html`<div class="lanes even">
    <div>
      <h1>${account.display_name || account.username}</h1>
      <p class="lead handle">@${account.username}@${domain}</p>
      <p>${counts(account)}</p>
      <p><a href="/settings">Settings</a>: password, apps, devices, and your follows as a file.</p>
    </div>
    <section class="panel" aria-labelledby="connect-title">
      <h2 id="connect-title">Connect an app</h2>
      <ol class="steps">
        <li>Open any Mastodon app: Phanpy or Elk in the browser, Tusky on Android, Ice Cubes on iPhone, or the one you have.</li>
        <li>Where it asks for your server, give it <span class="handle">${domain}</span>.</li>
        <li>It leads you back here to ask what it may do. Let it in.</li>
      </ol>
      <p class="hint">You read, post and follow in the app; this page is for the account itself.</p>
    </section>
  </div>`
}

export const showHome = endpoint<Viewer | undefined>({}, async ({ ctx, viewer }) => {
  const account = viewer && (await findAccount(ctx.db, viewer.accountId))
  if (account) return page(ctx, { title: ctx.domain, viewer, body: ownHome(account, ctx.domain) })
  const instance = await loadInstance(ctx.db)
  return page(ctx, { title: ctx.domain, body: welcome(instance, !(await hasAnyUser(ctx.db))) })
})
