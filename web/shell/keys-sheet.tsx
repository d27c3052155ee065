import { keys as words } from '#messages/keys.ts'
import { Sheet } from '../design/sheet.tsx'
import { keysHelp } from './keys.ts'
import { KeysList } from './keys-list.tsx'
import styles from './keys-sheet.module.css'

export default function KeysSheet() {
  return (
    <Sheet title={words.title} onClose={() => keysHelp.set(false)}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className={styles.keys} tabIndex={0} aria-label={words.title}>
        <KeysList />
      </section>
    </Sheet>
  )
}
