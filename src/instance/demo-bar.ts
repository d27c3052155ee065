/** What stands above every page of a demo town, the app's and the server's own. Real servers have none. */
import { html } from 'hono/html'
import type { Context } from '../platform/context.ts'
import type { Viewer } from '../platform/http.ts'
import type { Html } from './layout.ts'

export function demoBar({ demo }: Pick<Context, 'demo'>, viewer: Viewer | undefined): Html | '' {
  if (!demo) return ''
  const resident = viewer && demo.residents.get(viewer.accountId)
  const eyes = resident
    ? html`you are <strong>${resident.name}</strong>`
    : viewer
      ? 'you are new here'
      : 'you are a stranger'
  return html`<aside class="demo-bar" aria-label="Demo town">
    <p><span class="town">Demo town</span> <span>${eyes}</span></p>
    <p><a href="/demo">Switch<span class="wide"> resident</span></a> <a href="/demo#your-own">Start your own<span class="wide"> server</span></a></p>
  </aside>`
}

export function demoStyles({ demo }: Pick<Context, 'demo'>): Html | '' {
  return demo ? html`<link rel="stylesheet" href="/assets/demo.css" />` : ''
}
