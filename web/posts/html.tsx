/**
 * What people wrote, as elements. The server has cleaned it; whatever is not on this short list is shown as its text
 * all the same, and nothing is ever handed to the page as HTML.
 */
import { createElement, Fragment, type ReactNode, useMemo } from 'react'
import type { Emoji } from '../api/entities.ts'
import { Moving } from '../design/moving.tsx'
import styles from './html.module.css'

const allowed = new Set(
  'p br span strong b em i u del s code pre blockquote ul ol li h1 h2 h3 h4 h5 h6 ruby rt rp sub sup'.split(' '),
)
const shortcode = /:([a-zA-Z0-9_]{2,}):/g

/** Names between colons become the server's small pictures. */
export function withEmojis(text: string, emojis: readonly Emoji[]): ReactNode {
  if (emojis.length === 0 || !text.includes(':')) return text
  const parts: ReactNode[] = []
  let from = 0
  for (const match of text.matchAll(shortcode)) {
    const emoji = emojis.find((one) => one.shortcode === match[1])
    if (!emoji) continue
    parts.push(
      text.slice(from, match.index),
      <Moving
        key={match.index}
        className={styles.emoji}
        src={emoji.url}
        still={emoji.static_url}
        alt={match[0]}
        title={match[0]}
        loading="lazy"
      />,
    )
    from = match.index + match[0].length
  }
  return [...parts, text.slice(from)]
}

function linkOf(element: Element, children: ReactNode, key: number): ReactNode {
  const href = element.getAttribute('href') ?? ''
  if (!/^(https?:|mailto:)/i.test(href)) return <Fragment key={key}>{children}</Fragment>
  const isHere = href.startsWith(`${location.origin}/`)
  const isName = /\b(mention|hashtag)\b/.test(element.className)
  return (
    <a
      key={key}
      href={href}
      className={isName ? styles.name : undefined}
      {...(isHere ? {} : { target: '_blank', rel: 'noopener nofollow ugc' })}
    >
      {children}
    </a>
  )
}

function elementOf(node: Node, emojis: readonly Emoji[], key: number): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return withEmojis(node.textContent ?? '', emojis)
  if (!(node instanceof Element)) return null
  const name = node.tagName.toLowerCase()
  if (name === 'br') return <br key={key} />
  // Mastodon's way of shortening addresses.
  if (node.classList.contains('invisible')) return null
  const children = [...node.childNodes].map((child, at) => elementOf(child, emojis, at))
  if (name === 'a') return linkOf(node, children, key)
  if (!allowed.has(name)) return <Fragment key={key}>{children}</Fragment>
  const isCut = node.classList.contains('ellipsis')
  return createElement(/^h\d$/.test(name) ? 'p' : name, { key }, ...children, isCut ? '…' : null)
}

const isName = (node: ChildNode) =>
  node instanceof Element &&
  /^@\S+$/.test(node.textContent) &&
  (node.matches('.mention') || !!node.querySelector('.mention'))

/** The names a post begins with, unless it holds nothing else. */
function dropOpeningNames(body: HTMLElement) {
  const opening = [...(body.firstElementChild?.childNodes ?? [])]
  const end = opening.findIndex((node) => !isName(node) && node.textContent?.trim() !== '')
  if (end > 0) for (const node of opening.slice(0, end)) node.remove()
}

type HtmlProps = { html: string; emojis: readonly Emoji[]; withoutOpeningNames?: boolean }

/** `withoutOpeningNames`: where the place says whom it answers. */
export function Html({ html, emojis, withoutOpeningNames = false }: HtmlProps) {
  return useMemo(() => {
    const { body } = new DOMParser().parseFromString(html, 'text/html')
    if (withoutOpeningNames) dropOpeningNames(body)
    return [...body.childNodes].map((node, at) => <Fragment key={at}>{elementOf(node, emojis, at)}</Fragment>)
  }, [html, emojis, withoutOpeningNames])
}
