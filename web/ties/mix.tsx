import { fullNumber } from '#messages/grammar.ts'
import { ties as words } from '#messages/ties.ts'
import type { WholeTie } from '../api/entities.ts'
import styles from './mix.module.css'

type Kind = keyof WholeTie['mix']['counts']
const kinds: readonly Kind[] = ['discourse', 'chatter', 'encouragement', 'highlights', 'shared_information']

/** What has passed between two, by kind; the words below the bar say the same. */
export function Mix({ mix: { counts } }: { mix: WholeTie['mix'] }) {
  const parts = kinds.filter((kind) => counts[kind] > 0)
  if (parts.length === 0) return null
  return (
    <div className={styles.mix}>
      <div className={styles.bar} aria-hidden="true">
        {parts.map((kind) => (
          <span key={kind} className={styles[kind]} style={{ flexGrow: counts[kind] }} />
        ))}
      </div>
      <ul>
        {parts.map((kind) => (
          <li key={kind}>
            <span className={`${styles.key} ${styles[kind]}`} aria-hidden="true" />
            <strong>{fullNumber(counts[kind])}</strong> {words.mixKinds[kind]}
          </li>
        ))}
      </ul>
    </div>
  )
}
