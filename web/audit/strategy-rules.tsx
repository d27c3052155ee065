/** My own rules held against one person, rule by rule, with the posts that show it. Nothing where I have no rules. */
import { useQuery } from '@tanstack/react-query'
import { audit } from '#messages/audit.ts'
import { api } from '../api/client.ts'
import { Icon, type IconName } from '../design/icon.tsx'
import { OpenPosts } from './open-posts.tsx'
import styles from './strategy-rules.module.css'
import type { StrategyForPerson } from './types.ts'

type Verdict = StrategyForPerson['rules'][number]['verdict']
const signs: Record<Verdict, { icon: IconName; word: string }> = {
  holds: { icon: 'check', word: audit.holds },
  fails: { icon: 'close', word: audit.doesNotHold },
  unknown: { icon: 'more', word: audit.notKnown },
}

export default function StrategyRules({ id }: { id: string }) {
  const { data } = useQuery({
    queryKey: ['strategy', 'people', id],
    queryFn: ({ signal }) => api<StrategyForPerson>('GET', `/api/twoway/v1/strategy/people/${id}`, { signal }),
  })
  if (!data || data.rules.length === 0) return null
  return (
    <section className={styles.rules} aria-label={audit.rules}>
      <h3>{audit.rules}</h3>
      <ul>
        {data.rules.map(({ rule, sentence, verdict, finding, posts }) => (
          <li key={rule}>
            <span className={`${styles.sign} ${styles[verdict]}`}>
              <Icon name={signs[verdict].icon} size={16} />
              <span className="for-readers">{signs[verdict].word}: </span>
            </span>
            <span>
              {sentence}
              <small>{finding}</small>
            </span>
            <OpenPosts title={finding} posts={posts} />
          </li>
        ))}
      </ul>
    </section>
  )
}
