import { keys as words } from '#messages/keys.ts'
import styles from './keys-list.module.css'

export function KeysList() {
  return (
    <div className={styles.groups}>
      {words.groups.map(({ title, keys }) => (
        <section key={title}>
          <h3>{title}</h3>
          <dl>
            {keys.map(([combination, what]) => (
              <div key={what} className={styles.key}>
                <dt>
                  {combination.map((key, place) => (
                    <span key={key}>
                      {place > 0 && <span className={styles.then}>{words.and}</span>}
                      <kbd>{key}</kbd>
                    </span>
                  ))}
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  )
}
