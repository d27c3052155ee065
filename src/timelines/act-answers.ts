/** What the answers about what I did, and about my follows, look like: see ties/answers.ts. */
import { z } from 'zod'
import { stages } from '../connection/stage.ts'
import { actKinds } from '../follows/acts.ts'
import { volumes } from '../follows/dials.ts'
import { mastodonEntity, wireCount, wireId, wireMoment } from '../platform/wire.ts'

const account = mastodonEntity('Account')
export const relationshipAnswer = mastodonEntity('Relationship')

const held = z
  .strictObject({
    following: z.boolean(),
    volume: z.enum([...volumes]),
    best_per_day: wireCount,
    boosts: z.boolean(),
    keep: z.boolean(),
    roles: z.array(z.string()),
    notify: z.boolean(),
    languages: z.array(z.string()).nullable(),
    reason: z.string().nullable(),
    reason_text: z.string(),
    reason_status_id: wireId.nullable(),
    muting: z.boolean(),
    mute_expires_at: wireMoment.nullable(),
    blocking: z.boolean(),
    note: z.string(),
    list_ids: z.array(wireId),
  })
  .partial()
  .meta({ id: 'Held', description: 'what I hold about somebody; only what the act changed' })

export const actAnswer = z
  .strictObject({
    id: wireId,
    kind: z.enum([...actKinds]),
    created_at: wireMoment,
    due_at: wireMoment.nullable().describe('when a bulk unfollow is carried out'),
    undo_until: wireMoment,
    people_count: wireCount,
    people: z
      .array(
        z.strictObject({
          account,
          state: z.enum(['waiting', 'done', 'undone', 'passed_over']),
          before: held,
          after: held,
          undo: z.strictObject({
            possible: z.boolean(),
            asks_again: z.boolean().describe('whether they would have to agree again'),
            sentence: z.string(),
          }),
        }),
      )
      .describe('in a list of acts the first 20'),
  })
  .meta({ id: 'Act' })

export const actsAnswer = z.array(actAnswer)
export const undoneAnswer = z.strictObject({
  act: actAnswer,
  undone: z.array(
    z.strictObject({
      account_id: wireId,
      undone: z.boolean(),
      missing_lists: wireCount.describe('lists that are no longer there'),
      sentence: z.string().nullable().describe('why it was not undone'),
    }),
  ),
})
export const movedAnswer = z.strictObject({ act: actAnswer.nullable().describe('null: there was nothing to do') })
export const nothing = z.strictObject({})

export const reviewAnswer = z.array(
  z.strictObject({
    account,
    relationship: relationshipAnswer,
    stage: z.enum([...stages]),
    sentence: z.string(),
    asks_again: z.boolean(),
    losses: z.array(
      z.strictObject({
        what: z.enum(['kept', 'consent', 'private_posts', 'tie', 'reason', 'dials', 'bell', 'lists']),
        sentence: z.string(),
      }),
    ),
  }),
)

export const turnedAnswer = z.array(
  z.strictObject({
    account,
    relationship: relationshipAnswer,
    held_back: z.strictObject({ days: wireCount, posts: wireCount, counted_up_to: wireCount }),
  }),
)
