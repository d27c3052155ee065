/**
 * The lane: the tie between me and somebody at a glance, drawn as the mark is. The upper strand leads out, from me to
 * them, the lower one in. Thick is strong; faint is long ago; dots are unknown; a hairline is nothing so far.
 */

import { ties as words } from '#messages/ties.ts'
import type { ListedTie, WholeTie } from '../api/entities.ts'
import styles from './lane.module.css'
import { laneShape, type Strand } from './lane-shape.ts'
import { useTie } from './tie-store.ts'

type Size = 'tiny' | 'face' | 'usual' | 'large'

/** In pixels. `thin` to `thick` is what a strand's weight moves between. */
const sizes = {
  tiny: { width: 34, height: 18, apart: 6, barb: 5, thin: 1, thick: 3.5 },
  face: { width: 44, height: 18, apart: 7, barb: 5.5, thin: 1.1, thick: 4 },
  usual: { width: 64, height: 24, apart: 9, barb: 6.5, thin: 1.25, thick: 5.25 },
  large: { width: 220, height: 64, apart: 22, barb: 14, thin: 2, thick: 12 },
} as const

/** A strand long ago is faint and still there. */
const faintest = 0.42

type LaneProps = { tie: ListedTie | WholeTie; size?: Size; now?: number; isSilent?: boolean }

/** `isSilent`: the sentence stands beside it already. */
export function Lane({ tie, size = 'usual', now = Date.now(), isSilent = false }: LaneProps) {
  const shape = laneShape(tie, now)
  const { width, height } = sizes[size]
  const voice = isSilent ? {} : { role: 'img', 'aria-label': tie.sentence, title: tie.sentence }
  return (
    <span {...voice} className={`${styles.lane} ${styles[size]}`}>
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
        <StrandLine strand={shape.out} size={size} isOut />
        <StrandLine strand={shape.in} size={size} isOut={false} />
      </svg>
    </span>
  )
}

function StrandLine({ strand, size, isOut }: { strand: Strand; size: Size; isOut: boolean }) {
  const { kind, weight, freshness } = strand
  const { width, height, apart, barb, thin, thick } = sizes[size]
  const isFlow = kind === 'flow'
  const stroke = isFlow ? thin + weight * (thick - thin) : thin
  const edge = stroke / 2 + 0.5
  const y = height / 2 + (isOut ? -apart / 2 : apart / 2) + (isOut ? -1 : 1) * Math.max(0, stroke - apart) * 0.5
  const [from, to] = isOut ? [edge, width - edge] : [width - edge, edge]
  // A thick strand has a longer barb, or the point would drown in it.
  const reach = barb + stroke * 0.55
  const tip = isFlow ? ` l${isOut ? -reach : reach} ${isOut ? -reach * 0.8 : reach * 0.8}` : ''
  return (
    <path
      className={`${styles[isOut ? 'out' : 'in']} ${styles[kind]}`}
      d={`M${from} ${y} H${to}${tip}`}
      strokeWidth={stroke}
      opacity={isFlow ? faintest + (1 - faintest) * freshness : undefined}
    />
  )
}

/** Keeps its room until the tie is known, and where it is one's own. */
export function LaneOf({ id, size = 'usual' }: { id: string; size?: Size }) {
  const tie = useTie(id)
  if (!tie) return <span className={`${styles.lane} ${styles[size]}`} aria-hidden="true" />
  return <Lane tie={tie} size={size} />
}

/** Says what the picture means, once, for whoever has not met it. */
export function LaneLegend() {
  return <p className={styles.legend}>{words.legend}</p>
}
