/** What somebody who is logged in finds at the start page where the web app is not: how to go on. */
import { html } from 'hono/html'
import type { Account } from '../accounts/account.ts'
import type { Html } from '../instance/layout.ts'

function counts({ following_count, followers_count, posts_count }: Account): string {
  if (following_count + followers_count + posts_count === 0)
    return 'New: nothing has passed yet. Connect an app, follow somebody you know, and say hello.'
  const one = (count: number, single: string, many: string) => `${count} ${count === 1 ? single : many}`
  return `You follow ${one(following_count, 'person', 'people')}, ${one(followers_count, 'person follows', 'people follow')} you, and you have written ${one(posts_count, 'post', 'posts')}.`
}

export function ownHome(account: Account, domain: string): Html {
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
