/** Half a year of exchanges, week by week: what went out above the line, what came back below it. */

import { shortTime } from '#messages/grammar.ts'
import { ties as words } from '#messages/ties.ts'
import type { WholeTie } from '../api/entities.ts'
import styles from './weeks.module.css'

const step = 10
const bar = 7
const half = 30
const gap = 2

/** Square roots: one loud week does not flatten the others. */
const heightOf = (share: number, most: number) => (share === 0 ? 0 : Math.max(2.5, Math.sqrt(share / most) * half))

export function Weeks({ lane, name }: { lane: WholeTie['lane']; name: string }) {
  const { weeks, out, in: received } = lane
  const most = Math.max(1, ...out, ...(received ?? []))
  const width = weeks.length * step
  const weeksWith = (acts: readonly number[]) => acts.filter((share) => share > 0).length
  const summary = words.weeksSummary(weeksWith(out), received ? weeksWith(received) : undefined, name)
  const first = weeks[0] ? new Date(weeks[0]) : new Date()
  return (
    <figure className={styles.weeks}>
      <svg viewBox={`0 0 ${width} ${2 * (half + gap)}`} role="img" aria-label={summary} preserveAspectRatio="none">
        <title>{summary}</title>
        <line className={styles.axis} x1={0} x2={width} y1={half + gap} y2={half + gap} />
        {weeks.map((week, place) => {
          const x = place * step + (step - bar) / 2
          const up = heightOf(out[place] ?? 0, most)
          const down = heightOf(received?.[place] ?? 0, most)
          return (
            <g key={week}>
              {up > 0 && <rect className={styles.out} x={x} y={half + gap - 1 - up} width={bar} height={up} rx={2} />}
              {down > 0 && <rect className={styles.in} x={x} y={half + gap + 1} width={bar} height={down} rx={2} />}
            </g>
          )
        })}
      </svg>
      <figcaption>
        <span>{shortTime(first)}</span>
        <span>{words.thisWeek}</span>
      </figcaption>
    </figure>
  )
}
