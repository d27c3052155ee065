import { shell } from '#messages/shell.ts'
import { connection } from '../api/connection.ts'
import { useStore } from '../api/store.ts'
import { Icon } from '../design/icon.tsx'
import styles from './connection-line.module.css'

/** Says that the network is away or slow, and goes by itself. */
export function ConnectionLine() {
  const state = useStore(connection)
  return (
    <div role="status" className={styles.line}>
      {state !== 'fine' && (
        <p className={styles[state]}>
          <Icon name={state === 'away' ? 'away' : 'clock'} size={18} />
          {state === 'away' ? shell.away : shell.slow}
        </p>
      )}
    </div>
  )
}
