/** What stands above every page of a demo town, the app's and the server's own. Real servers have none. */
import { html } from 'hono/html'
import type { Words } from '../messages/words.ts'
import type { Context } from '../platform/context.ts'
import type { Viewer } from '../platform/http.ts'
import { strong } from './inline.ts'
import type { Html } from './layout.ts'

export function demoBar({ demo }: Pick<Context, 'demo'>, viewer: Viewer | undefined, words: Words): Html | '' {
  if (!demo) return ''
  const resident = viewer && demo.residents.get(viewer.accountId)
  const said = words.demo
  const eyes = resident ? said.youAre(strong, resident.name) : viewer ? said.newHere : said.stranger
  const wide = (text: string) => html`<span class="wide">${text}</span>`
  return html`<aside class="demo-bar" aria-label="${said.town}">
    <p><span class="town">${said.town}</span> <span>${eyes}</span></p>
    <p><a href="/demo">${said.switchResident(wide)}</a> <a href="/demo#your-own">${said.startOwn(wide)}</a></p>
  </aside>`
}

export function demoStyles({ demo }: Pick<Context, 'demo'>): Html | '' {
  return demo ? html`<link rel="stylesheet" href="/assets/demo.css" />` : ''
}
