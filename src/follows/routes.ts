/**
 * POST /api/v1/accounts/:id/follow, unfollow, remove_from_followers, block, unblock, mute, unmute, note
 * POST /api/v1/follow_requests/:id/authorize, reject
 * PUT  /api/twoway/v1/follows/:account_id
 * What one person does to another; each answers with the Relationship that came of it.
 */
import { z } from 'zod'
import { accountParams } from '../accounts/routes.ts'
import type { Context } from '../platform/context.ts'
import { type Failure, isFailure } from '../platform/failure.ts'
import { booleanField, endpoint, json, listField, type Reply, type Viewer } from '../platform/http.ts'
import { accountIdSchema, postIdSchema } from '../platform/ids.ts'
import { mastodonEntity } from '../platform/wire.ts'
import {
  authorizeRequest,
  blockAccount,
  changeFollow,
  followAccount,
  muteAccount,
  rejectRequest,
  removeFollower,
  unblockAccount,
  unfollowAccount,
  unmuteAccount,
  writeNote,
} from './actions.ts'
import { areAtOdds, mostBestPerDay, mostRoleCharacters, mostRoles, volumes } from './dials.ts'
import { type FollowChoices, givenReasons, mostNoteCharacters, mostReasonCharacters } from './follow.ts'
import type { Pair } from './journal.ts'
import { presentRelationship } from './present.ts'
import { loadRelation } from './queries.ts'

async function relationship(ctx: Context, { me, them }: Pair, outcome: Failure | undefined): Promise<Reply | Failure> {
  if (isFailure(outcome)) return outcome
  return json(presentRelationship(them, await loadRelation(ctx.db, me, them, ctx.clock.now())))
}

/** An endpoint without input: the action, then the relationship. */
function act(action: (ctx: Context, pair: Pair) => Promise<Failure | undefined>) {
  return endpoint<Viewer, typeof accountParams>({ params: accountParams }, async ({ ctx, viewer, params }) => {
    const pair = { me: viewer.accountId, them: params.id }
    return relationship(ctx, pair, await action(ctx, pair))
  })
}

/** How forms say "none". */
const emptyIsNull = (value: unknown) => (value === '' ? null : value)

const languages = z.preprocess(
  (value) => (Array.isArray(value) ? value.filter((language) => language !== '') : value),
  listField(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language code like en or pt-BR'), 50)
    .transform((list) => (list.length === 0 ? null : [...new Set(list)]))
    .nullish(),
)

const reasonFields = {
  reason: z.preprocess(emptyIsNull, z.enum(givenReasons, `must be one of ${givenReasons.join(', ')}`).nullish()),
  reason_text: z
    .string()
    .trim()
    .max(mostReasonCharacters, `must have at most ${mostReasonCharacters} characters`)
    .nullish(),
  /** Kept as it is said, and shown to the follower only: that the post exists is not checked here. */
  reason_status_id: z.preprocess(emptyIsNull, postIdSchema.nullish()),
}

const followInput = z.object({
  reblogs: booleanField.nullish(),
  notify: booleanField.nullish(),
  languages,
  ...reasonFields,
})

const reasonChoices = (input: z.output<z.ZodObject<typeof reasonFields>>): FollowChoices => ({
  reason: input.reason,
  reasonText: input.reason_text === null ? '' : input.reason_text,
  reasonPostId: input.reason_status_id,
})

export const follow = endpoint<Viewer, typeof accountParams, typeof followInput>(
  { params: accountParams, input: followInput },
  async ({ ctx, viewer, params, input }) => {
    const pair = { me: viewer.accountId, them: params.id }
    const outcome = await followAccount(ctx, pair, {
      showBoosts: input.reblogs ?? undefined,
      notify: input.notify ?? undefined,
      languages: input.languages,
      ...reasonChoices(input),
    })
    return relationship(ctx, pair, outcome)
  },
)

const role = z
  .string('must be text')
  .trim()
  .min(1, "can't be blank")
  .max(mostRoleCharacters, `must have at most ${mostRoleCharacters} characters`)

const dialsInput = z
  .object({
    volume: z.enum(volumes, `must be one of ${volumes.join(', ')}`).nullish(),
    best_per_day: z.coerce
      .number('must be a number')
      .int('must be a whole number')
      .min(1, 'must be at least 1')
      .max(mostBestPerDay, `must be at most ${mostBestPerDay}`)
      .nullish(),
    boosts: booleanField.nullish(),
    keep: booleanField.nullish(),
    roles: listField(role, mostRoles)
      .transform((roles) => [...new Set(roles)])
      .nullish(),
    ...reasonFields,
  })
  .refine(({ volume, boosts }) => !areAtOdds({ volume: volume ?? undefined, showBoosts: boosts ?? undefined }), {
    path: ['boosts'],
    message: 'cannot be on when the volume is no_boosts',
  })

const dialsParams = z.object({ account_id: accountIdSchema })

export const turnFollow = endpoint<Viewer, typeof dialsParams, typeof dialsInput>(
  {
    params: dialsParams,
    input: dialsInput,
    answer: mastodonEntity('Relationship'),
    about: 'Turns the dials of a follow: its volume, the keep-list, roles, the reason.',
  },
  async ({ ctx, viewer, params, input }) => {
    const pair = { me: viewer.accountId, them: params.account_id }
    const outcome = await changeFollow(ctx, pair, {
      volume: input.volume ?? undefined,
      bestPerDay: input.best_per_day ?? undefined,
      showBoosts: input.boosts ?? undefined,
      keep: input.keep ?? undefined,
      roles: input.roles ?? undefined,
      ...reasonChoices(input),
    })
    return relationship(ctx, pair, outcome)
  },
)

export const unfollow = act(unfollowAccount)
export const removeFromFollowers = act(removeFollower)
export const authorizeFollowRequest = act(authorizeRequest)
export const rejectFollowRequest = act(rejectRequest)
export const block = act(blockAccount)
export const unblock = act(unblockAccount)
export const unmute = act(unmuteAccount)

const tenYearsSeconds = 315_360_000
const muteInput = z.object({
  notifications: booleanField.nullish(),
  duration: z.coerce
    .number('must be a number of seconds')
    .int('must be a whole number of seconds')
    .min(0, 'must not be negative')
    .max(tenYearsSeconds, 'must be at most ten years: leave it out to mute for good')
    .nullish(),
})

export const mute = endpoint<Viewer, typeof accountParams, typeof muteInput>(
  { params: accountParams, input: muteInput },
  async ({ ctx, viewer, params, input }) => {
    const pair = { me: viewer.accountId, them: params.id }
    const hideNotifications = input.notifications ?? true
    const outcome = await muteAccount(ctx, pair, { hideNotifications, durationSeconds: input.duration ?? 0 })
    return relationship(ctx, pair, outcome)
  },
)

const noteInput = z.object({
  comment: z.string().trim().max(mostNoteCharacters, `must have at most ${mostNoteCharacters} characters`).nullish(),
})

export const note = endpoint<Viewer, typeof accountParams, typeof noteInput>(
  { params: accountParams, input: noteInput },
  async ({ ctx, viewer, params, input }) => {
    const pair = { me: viewer.accountId, them: params.id }
    return relationship(ctx, pair, await writeNote(ctx, pair, input.comment ?? ''))
  },
)
