/** What every measurement answers: a number, the evidence that adds up to it, and what could not be known. */

/** Points are whole thousandths on the log-odds scale: 693 points double the odds. */
export type Points = number

/** One line of evidence, which opens into the posts that made it. */
export type Evidence<What extends string = string> = {
  what: What
  /** How many acts, people or weeks the line counts. */
  count: number
  points: Points
  /** Ids of posts, newest first, at most five. Empty where the line counts no posts, or they were not asked for. */
  posts: string[]
}

export type Confidence = 'low' | 'medium' | 'high'

export type Result<Band extends string = string, What extends string = string> = {
  /** The sum of all points in `evidence` and `counterEvidence`, exactly. */
  value: Points
  band: Band
  /** Lines with points >= 0. A line of 0 points informs. */
  evidence: Evidence<What>[]
  /** Lines with points < 0. */
  counterEvidence: Evidence<What>[]
  confidence: Confidence
  /** What could not be observed. It is carried as such, never counted as zero. */
  unknown?: string[]
}

/** A result whose value is the sum of its lines. Lines that count nothing and weigh nothing are left out. */
export function resultOf<Band extends string, What extends string>(
  lines: readonly Evidence<What>[],
  {
    band,
    confidence,
    unknown = [],
  }: { band: (value: Points) => Band; confidence: Confidence; unknown?: readonly string[] },
): Result<Band, What> {
  const telling = lines.filter(({ points, count }) => points !== 0 || count !== 0)
  const value = telling.reduce((sum, { points }) => sum + points, 0)
  return {
    value,
    band: band(value),
    evidence: telling.filter(({ points }) => points >= 0),
    counterEvidence: telling.filter(({ points }) => points < 0),
    confidence,
    ...(unknown.length > 0 ? { unknown: [...unknown] } : {}),
  }
}
