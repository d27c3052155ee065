/** What the answers about an audit look like: tests hold every answer against these, and openapi.ts publishes them. */
import { z } from 'zod'
import { bands } from '../connection/strength.ts'
import { declaredRoles } from '../connection/two-way.ts'
import { volumes } from '../follows/dials.ts'
import { followReasons } from '../follows/follow.ts'
import { mastodonEntity, wireCount, wireDay, wireId, wireMoment, wireShare } from '../platform/wire.ts'
import { evidenceLine, tieAnswer } from '../ties/answers.ts'
import { type Mark, marks } from './marks.ts'
import {
  engagingVerdicts,
  followBackVerdicts,
  interestVerdicts,
  questions,
  reasonKinds,
  reasonVerdicts,
} from './verdicts.ts'

const account = mastodonEntity('Account')
const question = z.enum(questions)
const mark = z.enum(marks as [Mark, ...Mark[]])
const confidence = z.enum(['low', 'medium', 'high'])
const points = z.int().describe('thousandths of log-odds: 693 double the odds')
const drift = z.enum(['steady', 'moved', 'returned', 'language_switch', 'unknown'])
const answered = { sentence: z.string(), confidence }

const auditPersonFields = {
  account,
  followed_since: wireMoment,
  followed_by: z.boolean(),
  kept: z.boolean(),
  roles: z.array(z.string()).describe('what they are to me, in my words'),
  declared: z.enum(declaredRoles).nullable().describe('what they say they are'),
  volume: z.enum(volumes),
  reason: z.strictObject({
    verdict: z.enum(reasonVerdicts),
    ...answered,
    kind: z.enum(reasonKinds).nullable(),
    reason: z.enum(followReasons).nullable(),
    text: z.string(),
  }),
  follow_back: z.strictObject({
    verdict: z.enum(followBackVerdicts),
    ...answered,
    first: z.enum(['me', 'them']).nullable(),
  }),
  interest: z.strictObject({
    verdict: z.enum(interestVerdicts),
    ...answered,
    value: points.nullable(),
    fit: z.int().nullable().describe('thousandths of a standard deviation above other authors'),
    reactions: wireCount.describe('mine, of 90 days'),
    delivered: wireCount.describe('of 90 days'),
    drift: drift.describe('of what they write, since I followed'),
    change: z.enum(['closer', 'steady', 'apart', 'language_switch', 'unknown']),
    moved: z.enum(['they', 'i', 'both']).nullable(),
  }),
  engaging: z.strictObject({
    verdict: z.enum(engagingVerdicts),
    ...answered,
    two_way: points.nullable(),
    reading: z.string().nullable(),
  }),
  with_me: z.strictObject({
    band: z.enum(bands),
    sentence: z.string(),
    wrote: wireCount,
    heard: wireCount.nullable(),
    gave: wireCount,
    got: wireCount,
    last_talk: wireMoment.nullable(),
    trend: z.enum(['rising', 'steady', 'fading', 'new', 'unknown']),
  }),
  channel: z.strictObject({
    delivered: wireCount,
    share: wireShare.nullable(),
    tie_share: wireShare,
    posts_per_day: z.number().min(0).nullable(),
    delivered_per_day: z.number().min(0),
  }),
  marks: z.array(mark),
  suggestion: z.strictObject({
    kind: z.enum(['answer', 'say_hello', 'turn_down', 'add_reason', 'nothing']),
    sentence: z.string(),
    post_id: wireId.nullable().describe('the post to say something to'),
  }),
}
const auditPerson = z.strictObject(auditPersonFields).meta({ id: 'AuditPerson' })
export const auditPeopleAnswer = z.array(auditPerson)

const words = z.array(z.strictObject({ word: z.string(), count: wireCount }))
export const auditPersonAnswer = z
  .strictObject({
    ...auditPersonFields,
    answers: z
      .array(
        z.strictObject({
          question,
          verdict: z.string(),
          ...answered,
          evidence: z.array(evidenceLine),
          counter_evidence: z.array(evidenceLine),
          unknown: z.array(z.string()),
          unknown_sentence: z.string().nullable(),
        }),
      )
      .length(4),
    words: z.strictObject({ now: words, came: words, went: words }),
    weeks: z.array(z.strictObject({ week: wireDay, delivered: wireCount, reactions: wireCount })).length(13),
    tie: tieAnswer,
    history: z.array(
      z.strictObject({
        day: wireDay,
        reason: z.enum(reasonVerdicts),
        follow_back: z.enum(followBackVerdicts),
        interest: z.enum(interestVerdicts),
        engaging: z.enum(engagingVerdicts),
      }),
    ),
  })
  .meta({ id: 'AuditPersonInFull' })

const verdicts = z.array(
  z.strictObject({
    question,
    sentence: z.string(),
    verdicts: z.array(z.strictObject({ verdict: z.string(), people: wireCount, sentence: z.string() })),
  }),
)
const moved = {
  changes: z.array(z.strictObject({ account, question, before: z.string(), now: z.string(), sentence: z.string() })),
  changed: wireCount,
  came: wireCount,
  went: wireCount,
}

export const auditOverviewAnswer = z
  .strictObject({
    as_of: wireDay.describe('people are measured as of the beginning of this day, UTC'),
    following: wireCount,
    measuring: z
      .strictObject({ done: wireCount, of: wireCount })
      .nullable()
      .describe('of very many follows some are measured after the first answer'),
    sentence: z.string(),
    delivered: z.strictObject({
      posts: wireCount,
      days: wireCount,
      since: wireDay,
      recorded: z.boolean(),
      by: z.enum(['delivered', 'posts']).describe('what shares of the channel are made from'),
    }),
    questions: verdicts,
    marks: z.array(z.strictObject({ mark, people: wireCount, sentence: z.string() })),
    kept: wireCount,
    roles: z.array(z.strictObject({ role: z.string(), people: wireCount })),
    channel: z.array(
      z.strictObject({
        account,
        delivered: wireCount,
        share: wireShare,
        posts_per_day: z.number().min(0).nullable(),
        band: z.enum(bands),
        tie_share: wireShare,
      }),
    ),
    channel_rest: z.strictObject({
      people: wireCount,
      delivered: wireCount,
      share: z.number().min(0),
      tie_share: z.number().min(0),
    }),
    since: z.strictObject({ snapshot_id: wireId, day: wireDay, sentence: z.string(), ...moved }).nullable(),
  })
  .meta({ id: 'AuditOverview' })

export const auditMapAnswer = z
  .strictObject({
    as_of: wireDay,
    people: z.array(
      z.strictObject({
        account_id: wireId,
        acct: z.string(),
        name: z.string(),
        avatar: z.string(),
        two_way: points.nullable(),
        interest: points.nullable(),
        delivered: wireCount,
        share: wireShare.nullable(),
        posts_per_day: z.number().min(0).nullable(),
        band: z.enum(bands),
        marks: z.array(mark),
        kept: z.boolean(),
        roles: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'AuditMap' })

const snapshotFields = {
  id: wireId,
  day: wireDay,
  created_at: wireMoment,
  following: wireCount,
  delivered: wireCount,
  questions: verdicts,
}
export const auditSnapshotAnswer = z.strictObject(snapshotFields).meta({ id: 'AuditSnapshot' })
export const auditHistoryAnswer = z.array(auditSnapshotAnswer)
export const auditRememberedAnswer = z.strictObject({ ...snapshotFields, ...moved }).meta({ id: 'AuditRemembered' })
export const auditReportAnswer = z.strictObject({ overview: auditOverviewAnswer, people: auditPeopleAnswer })
export const nothingAnswer = z.strictObject({})
