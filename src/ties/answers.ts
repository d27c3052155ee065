/** What the answers about ties and people look like: tests hold every answer against these, and openapi.ts publishes them. */
import { z } from 'zod'
import { bands } from '../connection/strength.ts'
import { mastodonEntity, wireCount, wireDay, wireId, wireMoment, wireShare } from '../platform/wire.ts'

export const evidenceLine = z
  .strictObject({
    what: z.string(),
    count: wireCount.describe('acts, people, days or hours the line counts'),
    points: z.int().describe('thousandths of log-odds: 693 double the odds'),
    posts: z.array(wireId).max(5).describe('newest first; all may be read by whoever asked'),
    sentence: z.string(),
  })
  .meta({ id: 'EvidenceLine' })

/** A measurement: `value` is the sum of the points of its lines, exactly. */
const measured = {
  value: z.int(),
  band: z.string(),
  evidence: z.array(evidenceLine).describe('lines with 0 points or more'),
  counter_evidence: z.array(evidenceLine).describe('lines with less than 0 points'),
  confidence: z.enum(['low', 'medium', 'high']),
  unknown: z.array(z.string()).describe('what could not be observed; it weighs nothing'),
}

type Lines = { value: number; evidence: { points: number }[]; counter_evidence: { points: number }[] }
const addsUp = ({ value, evidence, counter_evidence }: Lines) =>
  evidence.every(({ points }) => points >= 0) &&
  counter_evidence.every(({ points }) => points < 0) &&
  [...evidence, ...counter_evidence].reduce((sum, { points }) => sum + points, 0) === value
const sum = 'should be the sum of its lines, each on its side'

const lane = z
  .strictObject({ ...measured, sentence: z.string(), probability: wireShare })
  .refine(addsUp, sum)
  .meta({ id: 'TieLane' })
const lastTalk = z.strictObject({ at: wireMoment, post_id: wireId }).nullable()
const stage = z.enum(['none', 'rose', 'first_word', 'answered', 'conversation', 'met'])
const side = z.enum(['me', 'them'])
const frequency = z.enum(['often', 'sometimes', 'rarely', 'unknown'])

const listedTie = {
  account_id: wireId,
  following: z.boolean(),
  followed_by: z.boolean(),
  band: z.enum(bands),
  sentence: z.string(),
  out: lane.describe('from me to them'),
  in: lane.nullable().describe('from them to me; null: cannot be observed from here'),
  balance: wireShare.nullable().describe('1 where both talk equally, 0 where one does'),
  trend: z.enum(['rising', 'steady', 'fading', 'new', 'unknown']),
  last_out: lastTalk,
  last_in: lastTalk,
  started_by: side.nullable(),
  answers: z.strictObject({
    words: frequency,
    probability: wireShare.nullable().describe('that they talk to me within the horizon of the model'),
    newcomers: frequency,
    rate: wireShare,
    addressed_by: wireCount,
    answered: wireCount,
    sentence: z.string(),
  }),
  lane: z
    .strictObject({ weeks: z.array(wireDay), out: z.array(wireCount), in: z.array(wireCount).nullable() })
    .describe('thousandths of acts a week, each week by its Monday'),
  stage: z.strictObject({
    stage,
    steps: z.array(
      z.strictObject({
        stage,
        at: wireMoment,
        post_id: wireId.nullable(),
        by: z.enum(['me', 'them', 'both']),
        observed: z.boolean(),
        sentence: z.string(),
      }),
    ),
    unobserved: z.array(stage),
  }),
  met: z.strictObject({ confirmed: z.boolean(), since: wireMoment.nullable() }),
  ended: z.enum(['block', 'mute']).nullable().describe('how I ended it'),
}
const mixShares = {
  encouragement: wireCount,
  discourse: wireCount,
  shared_information: wireCount,
  highlights: wireCount,
  chatter: wireCount,
}
const mix = { ...mixShares, counts: z.strictObject(mixShares) }

export const tieAnswer = z
  .strictObject({ ...listedTie, mix: z.strictObject({ ...mix, met: z.boolean() }) })
  .meta({ id: 'Tie' })
const briefLane = z.strictObject({ value: z.int(), band: z.enum(bands), probability: wireShare, sentence: z.string() })
const laneOfMany = z.union([lane, briefLane.describe('with `brief`: without the evidence')])
export const tiesAnswer = z.array(
  z
    .strictObject({
      account: mastodonEntity('Account'),
      ...listedTie,
      out: laneOfMany.describe('from me to them'),
      in: laneOfMany.nullable().describe('from them to me; null: cannot be observed from here'),
    })
    .meta({ id: 'ListedTie' }),
)

const edges = z.array(z.number())
export const tieModelAnswer = z
  .strictObject({
    fitted_at: wireMoment.nullable().describe('null: the model that ships'),
    learnt_from: z.strictObject({ windows: wireCount, positives: wireCount }),
    horizon_days: z.number(),
    place: z.strictObject({ fast_hours: z.number(), slow_hours: z.number(), usual_answer_rate: wireShare }),
    start: z.int(),
    signals: z.array(
      z.strictObject({ what: z.string(), sentence: z.string(), edges, points: z.array(z.int()), unobserved: z.int() }),
    ),
    pairs: z.array(
      z.strictObject({ what: z.array(z.string()), edges: z.array(edges), points: z.array(z.array(z.int())) }),
    ),
    probabilities: z.array(z.strictObject({ score: z.int(), probability: wireShare })),
  })
  .meta({ id: 'TieModel' })

export const twoWayAnswer = z
  .strictObject({
    account_id: wireId,
    ...measured,
    band: z.enum(['conversational', 'mixed', 'broadcast', 'unknown']),
    reading: z.string(),
    sentence: z.string(),
    parts: z.strictObject({
      answer_rate: wireShare,
      answer_rate_low: wireShare,
      answer_rate_high: wireShare,
      exchange_share: wireShare.nullable(),
      effective_partners: z.number().min(0).nullable(),
      weeks_talked: wireCount.nullable().describe('of the last twelve'),
    }),
    mix: z.strictObject({ ...mix, met: z.boolean().optional().describe('of oneself only') }),
  })
  .refine(addsUp, sum)
  .meta({ id: 'TwoWayScore' })

const word = z.strictObject({ word: z.string(), count: wireCount })
export const interestAnswer = z
  .strictObject({
    account_id: wireId,
    followed_at: wireMoment.nullable(),
    ...measured,
    sentence: z.string(),
    words: z.array(word),
    change: z
      .strictObject({ ...measured, moved: z.enum(['they', 'i', 'both']).nullable(), sentence: z.string() })
      .refine(addsUp, sum),
    drift: z
      .strictObject({
        ...measured,
        languages: z.strictObject({ before: z.string().nullable(), recent: z.string().nullable() }),
        came: z.array(word),
        went: z.array(word),
        sentence: z.string(),
      })
      .refine(addsUp, sum)
      .nullable(),
  })
  .refine(addsUp, sum)
  .meta({ id: 'Interest' })

export const signsAnswer = z
  .strictObject({
    account_id: wireId,
    signs: z.array(evidenceLine),
    counter_signs: z.array(evidenceLine),
    unknown: z.array(z.string()),
  })
  .meta({ id: 'AccountSigns', description: 'Observed, and never added up.' })

const estimate = z.strictObject({ count: wireCount, low: wireCount, high: wireCount }).meta({ id: 'Estimate' })
export const audienceAnswer = z
  .strictObject({
    raw: wireCount,
    living: estimate.nullable().describe('a public act within 90 days; null below 20 followers'),
    engaged: estimate.nullable().describe('turned to me in public within 90 days'),
    quiet: estimate.nullable(),
    unobserved: estimate.nullable(),
    within_days: wireCount,
    sampled: wireCount,
    exact: z.boolean().describe('false above 100,000: a sample, with the interval of 95 %'),
    bursts: z.array(
      z.strictObject({
        from: wireMoment,
        to: wireMoment,
        count: wireCount,
        expected: z.number(),
        never_posted: wireCount.nullable(),
        sentence: z.string(),
      }),
    ),
    sentence: z.string(),
  })
  .meta({ id: 'Audience' })

export const engagedAnswer = z.array(
  z.strictObject({ account: mastodonEntity('Account'), at: wireMoment, post_id: wireId.nullable() }),
)
