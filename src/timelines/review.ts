/** What unfollowing would cost, told person by person before anything is asked. */
import { type Account, handleOf, isHiddenFromAll } from '../accounts/account.ts'
import { presentAccount, type WireAccount } from '../accounts/present.ts'
import { findAccount, loadAccounts } from '../accounts/queries.ts'
import type { Stage } from '../connection/stage.ts'
import { selectHoldings } from '../follows/act-queries.ts'
import { volumeOf } from '../follows/dials.ts'
import { firstState, type Relation } from '../follows/follow.ts'
import { presentRelationship, type WireRelationship } from '../follows/present.ts'
import type { Context } from '../platform/context.ts'
import type { AccountId } from '../platform/ids.ts'
import { stageSentence, tieSentence } from '../ties/sentences.ts'
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
const quoted = (words: string) => `“${words}”`

const reasonWords: Record<NonNullable<Relation['reason']>, string> = {
  liked_post: 'you liked a post',
  other_side: 'you want the other side of a conversation',
  lives_near: 'they live near you',
  know_someday: 'you would like to know them some day',
  follows_me: 'they follow you',
  met: 'you have met',
  imported: 'it came with an import',
  other: 'a reason of your own',
}

function reasonSentence({ reason, reasonText }: Relation): string | undefined {
  if (!reason && reasonText === '') return undefined
  const told = reason ? `Your reason: ${reasonWords[reason]}` : 'Your reason'
  return reasonText === '' ? `${told}.` : `${told}, ${quoted(reasonText)}.`
}

function dialsSentence(relation: Relation): string | undefined {
  const { languages, roles } = relation
  const set = [
    ...(volumeOf(relation) === 'everything' ? [] : ['the volume']),
    ...(roles.length > 0 ? [`the roles ${roles.map(quoted).join(', ')}`] : []),
    ...(languages && languages.length > 0 ? ['the languages'] : []),
  ]
  return set.length > 0 ? `What you set for this follow: ${set.join(', ')}.` : undefined
}

type Known = { asksAgain: boolean; privatePosts: number; lists: readonly List[] }

function lossesOf(view: TieView, { asksAgain, privatePosts, lists }: Known): WireReview['losses'] {
  const { relation, account, stage } = view
  const name = nameOf(account)
  const step = stage.stage === 'none' || stage.stage === 'rose' ? undefined : stage.steps.at(-1)
  const count = privatePosts > mostPrivatePosts ? `more than ${mostPrivatePosts}` : String(privatePosts)
  const found: [Loss, string | undefined | false][] = [
    ['kept', relation.keep && `You keep ${name}: take that back first.`],
    ['consent', asksAgain && `${name} decides who follows: to follow again you would have to ask again.`],
    [
      'private_posts',
      privatePosts > 0 &&
        `${count} ${privatePosts === 1 ? 'post' : 'posts'} for followers only, which you could not read any more.`,
    ],
    ['tie', step && stageSentence(step.stage, step.by, { them: name })],
    ['reason', reasonSentence(relation)],
    ['dials', dialsSentence(relation)],
    ['bell', relation.notify && 'You would no longer be told of every post.'],
    ['lists', lists.length > 0 && `The place on your lists: ${lists.map(({ title }) => quoted(title)).join(', ')}.`],
  ]
  return found.flatMap(([what, sentence]) => (sentence ? [{ what, sentence }] : []))
}

/** Those of the accounts that the viewer follows or has asked to, in the order asked for. */
export async function reviewUnfollows(
  ctx: Context,
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
      sentence: tieSentence(score, countTie(view.facts), { them: nameOf(account) }),
      asks_again: asksAgain,
      losses: lossesOf(view, {
        asksAgain,
        privatePosts: isAccepted ? (privates.get(account.id) ?? 0) : 0,
        lists: lists.filter(({ id }) => memberships.includes(id)),
      }),
    }
  })
}
