import { useLayoutEffect, useRef } from 'react'
import styles from './tabs.module.css'

type TabsProps = { label: string; tabs: readonly { href: string; text: string; isHere: boolean }[] }

/** Tabs that are addresses: each has its place in the history. */
export function Tabs({ label, tabs }: TabsProps) {
  const list = useRef<HTMLElement>(null)
  const here = tabs.find(({ isHere }) => isHere)?.href
  useLayoutEffect(() => showChosen(list.current), [here])
  return (
    <nav ref={list} className={styles.tabs} aria-label={label}>
      {tabs.map(({ href, text, isHere }) => (
        <a key={href} href={href} aria-current={isHere ? 'page' : undefined}>
          {text}
        </a>
      ))}
    </nav>
  )
}

/** Scrolls sideways, and no further than the chosen one asks for. */
function showChosen(list: HTMLElement | null) {
  const chosen = list?.querySelector<HTMLElement>('[aria-current]')
  if (!list || !chosen) return
  const [outer, inner] = [list.getBoundingClientRect(), chosen.getBoundingClientRect()]
  if (inner.right > outer.right) list.scrollLeft += inner.right - outer.right
  else if (inner.left < outer.left) list.scrollLeft -= outer.left - inner.left
}
