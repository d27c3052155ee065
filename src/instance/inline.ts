/** How a word inside a sentence is set: sentences are pieces, src/messages/sentence.ts. */
import { html } from 'hono/html'
import type { Setting } from '../messages/sentence.ts'
import type { Html } from './layout.ts'

export const linkTo =
  (address: string): Setting<Html> =>
  (text) =>
    html`<a href="${address}">${text}</a>`

export const strong: Setting<Html> = (text) => html`<strong>${text}</strong>`
export const handle: Setting<Html> = (text) => html`<span class="handle">${text}</span>`
export const code: Setting<Html> = (text) => html`<code>${text}</code>`
