/**
 * GET    /api/v2/suggestions              showSuggestions
 * GET    /api/v1/suggestions              showSuggestedAccounts
 * DELETE /api/v1/suggestions/:account_id  putAwaySuggestion
 * People to get to know: each with the one thing that speaks for it.
 */
import { z } from 'zod'
import { type Account, handleOf } from '../accounts/account.ts'
import { presentAccount, type WireAccount } from '../accounts/present.ts'
import { loadAccounts } from '../accounts/queries.ts'
import { listFamiliarFollowers } from '../follows/list-queries.ts'
import type { Words } from '../messages/words.ts'
import type { Context } from '../platform/context.ts'
import { endpoint, json, type Viewer } from '../platform/http.ts'
import type { AccountId } from '../platform/ids.ts'
import { limitSchema } from '../platform/pagination.ts'
import { loadPersonFacts } from './fact-queries.ts'
import { personalHeaders, tieParams } from './routes.ts'
import { dismissSuggestion, type SuggestionKind, selectSuggestions } from './suggestion-queries.ts'

const suggestionsInput = z.object({ limit: limitSchema(40, 80) })

/** Mastodon's Suggestion, with what speaks for it in a sentence. */
export type WireSuggestion = {
  source: 'past_interactions' | 'global'
  sources: ('most_interactions' | 'friends_of_friends')[]
  account: WireAccount
  twoway: { kind: SuggestionKind; sentence: string }
}

const sourceOf: Record<SuggestionKind, Pick<WireSuggestion, 'source' | 'sources'>> = {
  wrote_to_you: { source: 'past_interactions', sources: ['most_interactions'] },
  follows_you: { source: 'past_interactions', sources: [] },
  familiar: { source: 'global', sources: ['friends_of_friends'] },
  converses: { source: 'global', sources: ['most_interactions'] },
}

const nameOf = (account: Account) => account.display_name || handleOf(account)

async function loadSuggestions(ctx: Context, { suggestions: say }: Words, me: AccountId, limit: number) {
  const found = await selectSuggestions(ctx, me, limit)
  const ofKind = (wanted: SuggestionKind) => found.filter(({ kind }) => kind === wanted).map(({ id }) => id)
  const [familiar, facts] = await Promise.all([
    listFamiliarFollowers(ctx.db, me, ofKind('familiar')),
    loadPersonFacts(ctx.db, ofKind('converses'), ctx.clock.now()),
  ])
  const between = [...familiar.values()].flatMap((rows) => rows.map(({ accountId }) => accountId))
  const accounts = await loadAccounts(ctx.db, [...found.map(({ id }) => id), ...between])
  const sentences: Record<SuggestionKind, (id: AccountId) => string> = {
    wrote_to_you: () => say.wroteToYou,
    follows_you: () => say.followsYou,
    familiar: (id) => say.familiar((familiar.get(id) ?? []).map(({ accountId }) => nameOf(accounts.get(accountId)!))),
    converses: (id) => say.converses(facts(id).answered),
  }
  return found.flatMap(({ id, kind }) => {
    const account = accounts.get(id)
    return account ? [{ account, kind, sentence: sentences[kind](id) }] : []
  })
}

const contract = { input: suggestionsInput }

export const showSuggestions = endpoint<Viewer, z.ZodType, typeof suggestionsInput>(
  {
    ...contract,
    about: 'People to get to know, each with what speaks for it. Nobody I follow, block, mute or put away.',
  },
  async ({ ctx, viewer, words, input }) => {
    const suggestions = await loadSuggestions(ctx, words, viewer.accountId, input.limit)
    const wire = suggestions.map(
      ({ account, kind, sentence }): WireSuggestion => ({
        ...sourceOf[kind],
        account: presentAccount(ctx, account),
        twoway: { kind, sentence },
      }),
    )
    return json(wire, personalHeaders)
  },
)

/** As older apps ask. */
export const showSuggestedAccounts = endpoint<Viewer, z.ZodType, typeof suggestionsInput>(
  contract,
  async ({ ctx, viewer, words, input }) => {
    const suggestions = await loadSuggestions(ctx, words, viewer.accountId, input.limit)
    return json(
      suggestions.map(({ account }) => presentAccount(ctx, account)),
      personalHeaders,
    )
  },
)

/** Also of whom there is none: what one may not see is answered like what does not exist. */
export const putAwaySuggestion = endpoint<Viewer, typeof tieParams>(
  { params: tieParams, about: 'They are not suggested to me again.' },
  async ({ ctx, viewer, params }) => {
    const known = await loadAccounts(ctx.db, [params.account_id])
    if (known.has(params.account_id)) await dismissSuggestion(ctx, viewer.accountId, params.account_id)
    return json({})
  },
)
