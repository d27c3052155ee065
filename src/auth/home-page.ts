/** What somebody who is logged in finds at the start page where the web app is not: how to go on. */
import { html } from 'hono/html'
import type { Account } from '../accounts/account.ts'
import { handle, linkTo } from '../instance/inline.ts'
import type { Html } from '../instance/layout.ts'
import type { Words } from '../messages/words.ts'

export function ownHome(account: Account, domain: string, { front }: Words): Html {
  const { following_count: following, followers_count: followers, posts_count: posts } = account
  return html`<div class="lanes even">
    <div>
      <h1>${account.display_name || account.username}</h1>
      <p class="lead handle">@${account.username}@${domain}</p>
      <p>${following + followers + posts === 0 ? front.newHere : front.yourCounts(following, followers, posts)}</p>
      <p>${front.settingsLead(linkTo('/settings'))}</p>
    </div>
    <section class="panel" aria-labelledby="connect-title">
      <h2 id="connect-title">${front.connect}</h2>
      <ol class="steps">${front.connectSteps(handle, domain).map((step) => html`<li>${step}</li>`)}</ol>
      <p class="hint">${front.connectHint}</p>
    </section>
  </div>`
}
