import styles from './tabs.module.css'

type TabsProps = { label: string; tabs: readonly { href: string; text: string; isHere: boolean }[] }

/** Tabs that are addresses: each has its place in the history. */
export function Tabs({ label, tabs }: TabsProps) {
  return (
    <nav className={styles.tabs} aria-label={label}>
      {tabs.map(({ href, text, isHere }) => (
        <a key={href} href={href} aria-current={isHere ? 'page' : undefined}>
          {text}
        </a>
      ))}
    </nav>
  )
}
