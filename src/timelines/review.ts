/** What unfollowing would cost, told person by person before anything is asked. */
import { type Account, handleOf, isHiddenFromAll } from '../accounts/account.ts'
import { presentAccount, type WireAccount } from '../accounts/present.ts'
import { findAccount, loadAccounts } from '../accounts/queries.ts'
import type { Stage } from '../connection/stage.ts'
import { selectHoldings } from '../follows/act-queries.ts'
import { volumeOf } from '../follows/dials.ts'
import { firstState, type Relation } from '../follows/follow.ts'
import { presentRelationship, type WireRelationship } from '../follows/present.ts'
import type { Words } from '../messages/words.ts'
import type { Context } from '../platform/context.ts'
import type { AccountId } from '../platform/ids.ts'
import { countTie, loadTies, type TieView } from '../ties/tie.ts'
import { type List, listsOf } from './list-queries.ts'
import { selectPrivateCounts } from './queries.ts'

export type Loss = 'kept' | 'consent' | 'private_posts' | 'tie' | 'reason' | 'dials' | 'bell' | 'lists'

export interface WireReview {
  account: WireAccount
  relationship: WireRelationship
  stage: Stage
  /** What has passed between the two. */
  sentence: string
  /** Following them again would ask them again. */
  asks_again: boolean
  /** What would be gone, the gravest first. All but the consent and what they share with followers comes back by undoing. */
  losses: { what: Loss; sentence: string }[]
}

/** More are not counted. */
const mostPrivatePosts = 100

const nameOf = (account: Account) => account.display_name || handleOf(account)
function reasonSentence({ unfollowing }: Words, { reason, reasonText }: Relation): string | undefined {
  if (!reason && reasonText === '') return undefined
  return unfollowing.yourReason(reason ? unfollowing.reasons[reason] : undefined, reasonText)
}

function dialsSentence({ unfollowing }: Words, relation: Relation): string | undefined {
  const { languages, roles } = relation
  const isQuieter = volumeOf(relation) !== 'everything'
  const hasLanguages = languages !== null && languages !== undefined && languages.length > 0
  return isQuieter || roles.length > 0 || hasLanguages ? unfollowing.youSet(isQuieter, roles, hasLanguages) : undefined
}

type Known = { asksAgain: boolean; privatePosts: number; lists: readonly List[] }

function lossesOf(words: Words, view: TieView, { asksAgain, privatePosts, lists }: Known): WireReview['losses'] {
  const { unfollowing, tieSentences } = words
  const { relation, account, stage } = view
  const name = nameOf(account)
  const step = stage.stage === 'none' || stage.stage === 'rose' ? undefined : stage.steps.at(-1)
  const found: [Loss, string | undefined | false][] = [
    ['kept', relation.keep && unfollowing.youKeep(name)],
    ['consent', asksAgain && unfollowing.wouldAskAgain(name)],
    ['private_posts', privatePosts > 0 && unfollowing.privatePosts(privatePosts, mostPrivatePosts)],
    ['tie', step && tieSentences.stageSentence(step.stage, step.by, { them: name })],
    ['reason', reasonSentence(words, relation)],
    ['dials', dialsSentence(words, relation)],
    ['bell', relation.notify && unfollowing.noBell],
    ['lists', lists.length > 0 && unfollowing.onLists(lists.map(({ title }) => title))],
  ]
  return found.flatMap(([what, sentence]) => (sentence ? [{ what, sentence }] : []))
}

/** Those of the accounts that the viewer follows or has asked to, in the order asked for. */
export async function reviewUnfollows(
  ctx: Context,
  words: Words,
  me: AccountId,
  others: readonly AccountId[],
): Promise<WireReview[]> {
  const now = ctx.clock.now()
  const ids = [...new Set(others)]
  const [mine, accounts, holdings, lists, privates] = await Promise.all([
    findAccount(ctx.db, me),
    loadAccounts(ctx.db, ids),
    selectHoldings(ctx.db, me, ids, now),
    listsOf(ctx.db, me),
    selectPrivateCounts(ctx.db, ids, mostPrivatePosts + 1),
  ])
  const followed = ids.flatMap((id) => {
    const account = accounts.get(id)
    return account && !isHiddenFromAll(account) && holdings.get(id)?.follow ? [account] : []
  })
  return (await loadTies(ctx, me, followed)).map((view) => {
    const { account, relation, score } = view
    const isAccepted = relation.followState === 'accepted'
    const asksAgain = isAccepted && firstState(mine!, account) === 'requested'
    const memberships = holdings.get(account.id)!.lists.map(({ list_id }) => list_id)
    return {
      account: presentAccount(ctx, account),
      relationship: presentRelationship(account.id, relation),
      stage: view.stage.stage,
      sentence: words.tieSentences.tieSentence(score, countTie(view.facts), { them: nameOf(account) }),
      asks_again: asksAgain,
      losses: lossesOf(words, view, {
        asksAgain,
        privatePosts: isAccepted ? (privates.get(account.id) ?? 0) : 0,
        lists: lists.filter(({ id }) => memberships.includes(id)),
      }),
    }
  })
}
