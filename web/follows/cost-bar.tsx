import type { FollowCost } from '../api/entities.ts'
import styles from './cost-bar.module.css'

const width = 320
const height = 8

/** How much of the channel would be theirs. The sentence beside it says the same. */
export function CostBar({ cost }: { cost: FollowCost | undefined }) {
  const theirs = cost?.theirs?.per_day ?? 0
  const channel = cost?.channel?.per_day ?? 0
  const share = theirs > 0 ? theirs / (theirs + channel) : 0
  const part = share === 0 ? 0 : Math.max(height, share * width)
  return (
    <svg className={styles.bar} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" preserveAspectRatio="none">
      <rect className={styles.channel} width={width} height={height} rx={height / 2} />
      <rect className={styles.theirs} width={part} height={height} rx={height / 2} />
    </svg>
  )
}
