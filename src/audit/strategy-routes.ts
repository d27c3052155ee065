/**
 * GET    /api/twoway/v1/strategy                      showStrategy
 * PUT    /api/twoway/v1/strategy/:rule                setRule
 * DELETE /api/twoway/v1/strategy/:rule                dropRule
 * GET    /api/twoway/v1/strategy/people/:account_id   showStrategyFor
 */
import { z } from 'zod'
import type { Words } from '../messages/words.ts'
import type { Context } from '../platform/context.ts'
import { invalid, isFailure, notFound } from '../platform/failure.ts'
import { endpoint, json, type Viewer } from '../platform/http.ts'
import { wireId } from '../platform/wire.ts'
import { personalHeaders, tieParams } from '../ties/routes.ts'
import { findOther } from '../ties/tie.ts'
import { type Chosen, evaluateStrategy, ranges, ruleSentence, strategyRules } from './strategy.ts'
import { loadStrategyFacts } from './strategy-facts.ts'
import { deleteRule, saveRule, selectStrategy } from './strategy-queries.ts'

const rule = z.enum([...strategyRules])
const chosenAnswer = z.strictObject({ rule, value: z.int().nullable(), sentence: z.string() })
const strategyAnswer = z
  .strictObject({
    rules: z.array(chosenAnswer).describe('those I chose'),
    available: z
      .array(chosenAnswer.extend({ least: z.int().nullable(), most: z.int().nullable() }))
      .describe('all there are; least and most where a rule takes a number, value the usual one'),
  })
  .meta({ id: 'Strategy' })

const presentChosen = (words: Words, { rule: name, value }: Chosen) => ({
  rule: name,
  value: value ?? null,
  sentence: ruleSentence(words, { rule: name, value }),
})

async function presentStrategy(ctx: Context, words: Words, viewer: Viewer) {
  return {
    rules: (await selectStrategy(ctx.db, viewer.accountId)).map((chosen) => presentChosen(words, chosen)),
    available: strategyRules.map((name) => {
      const range = ranges[name]
      return {
        ...presentChosen(words, { rule: name, value: range?.usual }),
        least: range?.least ?? null,
        most: range?.most ?? null,
      }
    }),
  }
}
export type WireStrategy = Awaited<ReturnType<typeof presentStrategy>>

export const showStrategy = endpoint<Viewer>(
  {
    answer: strategyAnswer,
    about: 'My own rules for whom I follow, and those I can choose from. They advise and never act.',
  },
  async ({ ctx, viewer, words }) => json(await presentStrategy(ctx, words, viewer), personalHeaders),
)

const ruleParams = z.object({ rule })
const ruleInput = z.object({
  value: z.coerce.number('must be a number').int('must be a whole number').nullish(),
})

export const setRule = endpoint<Viewer, typeof ruleParams, typeof ruleInput>(
  { params: ruleParams, input: ruleInput, answer: strategyAnswer, about: 'Chooses a rule, or changes its number.' },
  async ({ ctx, viewer, words, params, input }) => {
    const range = ranges[params.rule]
    const value = range ? (input.value ?? range.usual) : undefined
    if (range && value !== undefined && (value < range.least || value > range.most))
      return invalid(`Validation failed: value: must be from ${range.least} to ${range.most}`)
    await saveRule(ctx.db, viewer.accountId, { rule: params.rule, value }, ctx.clock.now())
    return json(await presentStrategy(ctx, words, viewer), personalHeaders)
  },
)

export const dropRule = endpoint<Viewer, typeof ruleParams>(
  { params: ruleParams, answer: strategyAnswer, about: 'Gives a rule up.' },
  async ({ ctx, viewer, words, params }) =>
    (await deleteRule(ctx.db, viewer.accountId, params.rule))
      ? json(await presentStrategy(ctx, words, viewer), personalHeaders)
      : notFound,
)

const evaluationAnswer = z
  .strictObject({
    account_id: wireId,
    kept: z.boolean(),
    roles: z.array(z.string()),
    rules: z.array(
      chosenAnswer.extend({
        verdict: z.enum(['holds', 'fails', 'unknown']),
        finding: z.string(),
        posts: z.array(wireId).describe('that show it; all may be read by whoever asked'),
      }),
    ),
  })
  .meta({ id: 'StrategyEvaluation' })

export type WireStrategyForPerson = z.output<typeof evaluationAnswer>

export const showStrategyFor = endpoint<Viewer, typeof tieParams>(
  {
    params: tieParams,
    answer: evaluationAnswer,
    about: 'Rule by rule what holds of somebody, whether I follow them or not, with the posts that show it.',
  },
  async ({ ctx, viewer, words, params }) => {
    const account = await findOther(ctx, viewer.accountId, params.account_id)
    if (isFailure(account)) return account
    const rules = await selectStrategy(ctx.db, viewer.accountId)
    const { facts, kept, roles } = await loadStrategyFacts(ctx, viewer.accountId, account)
    const answers = evaluateStrategy(words, rules, facts)
    return json(
      {
        account_id: String(account.id),
        kept,
        roles,
        rules: answers.map(({ verdict, sentence, posts, ...chosen }) => ({
          ...presentChosen(words, chosen),
          verdict,
          finding: sentence,
          posts,
        })),
      },
      personalHeaders,
    )
  },
)
