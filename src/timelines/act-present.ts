/** What I did about people, as I am told of it: what was before and after, and whether it can be undone. */
import { type Account, isHiddenFromAll } from '../accounts/account.ts'
import { presentAccount, type WireAccount } from '../accounts/present.ts'
import { findAccount, loadAccounts } from '../accounts/queries.ts'
import { type ActPerson, type StoredAct, selectActPeople, selectHoldings } from '../follows/act-queries.ts'
import { type ActKind, bringsFollowBack, type Holding, type Row, stillStands, undoUntil } from '../follows/acts.ts'
import { volumeOf } from '../follows/dials.ts'
import { firstState } from '../follows/follow.ts'
import type { Words } from '../messages/words.ts'
import type { Context } from '../platform/context.ts'
import type { AccountId } from '../platform/ids.ts'

/** Only what the act changed. */
export interface WireHeld {
  following?: boolean
  volume?: string
  best_per_day?: number
  boosts?: boolean
  keep?: boolean
  roles?: string[]
  notify?: boolean
  languages?: string[] | null
  reason?: string | null
  reason_text?: string
  reason_status_id?: string | null
  muting?: boolean
  mute_expires_at?: string | null
  blocking?: boolean
  note?: string
  list_ids?: string[]
}

export interface WireActPerson {
  account: WireAccount
  state: 'waiting' | 'done' | 'undone' | 'passed_over'
  before: WireHeld
  after: WireHeld
  /** Whether undoing works now, and whether they would be asked again. The sentence says why not, or what is asked. */
  undo: { possible: boolean; asks_again: boolean; sentence: string }
}

export interface WireAct {
  id: string
  kind: ActKind
  created_at: string
  due_at: string | null
  undo_until: string
  people_count: number
  people: WireActPerson[]
}

type Json = never

function presentFollow(row: Row): WireHeld {
  const value = (name: string) => row[name] as Json
  const has = (name: string) => name in row
  return {
    ...(has('volume') && has('show_boosts')
      ? { volume: volumeOf({ volume: value('volume'), showBoosts: value('show_boosts') }) }
      : has('volume')
        ? { volume: value('volume') }
        : {}),
    ...(has('best_per_day') ? { best_per_day: value('best_per_day') } : {}),
    ...(has('show_boosts') ? { boosts: value('show_boosts') } : {}),
    ...(has('keep') ? { keep: value('keep') } : {}),
    ...(has('roles') ? { roles: value('roles') } : {}),
    ...(has('notify') ? { notify: value('notify') } : {}),
    ...(has('languages') ? { languages: value('languages') } : {}),
    ...(has('reason') ? { reason: value('reason') } : {}),
    ...(has('reason_text') ? { reason_text: value('reason_text') } : {}),
    ...(has('reason_post_id')
      ? { reason_status_id: row.reason_post_id === null ? null : String(row.reason_post_id) }
      : {}),
  }
}

/** `isWhole`: the follow itself came or went, rather than some of its dials. */
function presentHeld(held: Partial<Holding>, isWhole: boolean): WireHeld {
  const { follow, mute, block, note, lists } = held
  return {
    ...(follow === undefined || !isWhole ? {} : { following: follow !== null }),
    ...(follow ? presentFollow(follow) : {}),
    ...(mute === undefined
      ? {}
      : { muting: mute !== null, mute_expires_at: (mute?.expires_at ?? null) as string | null }),
    ...(block === undefined ? {} : { blocking: block !== null }),
    ...(note === undefined ? {} : { note: String(note?.comment ?? '') }),
    ...(lists === undefined ? {} : { list_ids: lists.map(({ list_id }) => String(list_id)) }),
  }
}

/** What an act changed for one person; of what was not done, nothing. */
export function presentChange({ before, after }: Pick<ActPerson, 'before' | 'after'>): {
  before: WireHeld
  after: WireHeld
} {
  const isWhole = before?.follow === null || after?.follow === null
  return {
    before: before ? presentHeld(before, isWhole) : {},
    after: after ? presentHeld(after, isWhole) : {},
  }
}

type Known = {
  words: Words
  me: Account
  accounts: ReadonlyMap<AccountId, Account>
  holdings: ReadonlyMap<AccountId, Holding>
  now: Date
}

function presentUndo(
  { before, after, doneAt, undoneAt }: ActPerson,
  them: Account,
  known: Known,
): WireActPerson['undo'] {
  const { undo: say } = known.words.unfollowing
  const no = (sentence: string) => ({ possible: false, asks_again: false, sentence })
  if (!doneAt) return no(say.notDoneYet)
  if (!before || !after) return no(say.nothingDone)
  if (undoneAt) return no(say.isUndone)
  if (undoUntil(doneAt) < known.now) return no(say.tooLate)
  const change = { before, after }
  const isComingBack = bringsFollowBack(change)
  if (them.deleted_at || (isComingBack && isHiddenFromAll(them))) return no(say.isGone)
  if (!stillStands(change, known.holdings.get(them.id)!)) return no(say.hasChanged)
  if (isComingBack && firstState(known.me, them) === 'requested')
    return {
      possible: true,
      asks_again: true,
      sentence: say.asksAgain,
    }
  return { possible: true, asks_again: false, sentence: say.asBefore }
}

const stateOf = ({ doneAt, undoneAt, after }: ActPerson): WireActPerson['state'] => {
  if (!doneAt) return 'waiting'
  if (!after) return 'passed_over'
  return undoneAt ? 'undone' : 'done'
}

/** `mostPeople`: of each act. */
export async function presentActs(
  ctx: Context,
  words: Words,
  viewer: AccountId,
  acts: readonly StoredAct[],
  mostPeople: number,
): Promise<WireAct[]> {
  const people = Map.groupBy(
    await selectActPeople(
      ctx.db,
      viewer,
      acts.map(({ id }) => id),
    ),
    ({ act }) => act,
  )
  const shownOf = (act: StoredAct) => (people.get(act.id) ?? []).slice(0, mostPeople)
  const others = acts.flatMap((act) => shownOf(act).map(({ other }) => other))
  const now = ctx.clock.now()
  const [me, accounts, holdings] = await Promise.all([
    findAccount(ctx.db, viewer),
    loadAccounts(ctx.db, others),
    selectHoldings(ctx.db, viewer, others, now),
  ])
  const known: Known = { words, me: me!, accounts, holdings, now }
  return acts.map((act) => ({
    id: String(act.id),
    kind: act.kind,
    created_at: act.createdAt.toISOString(),
    due_at: act.dueAt?.toISOString() ?? null,
    undo_until: undoUntil(act.dueAt ?? act.createdAt).toISOString(),
    people_count: people.get(act.id)?.length ?? 0,
    people: shownOf(act).flatMap((person) => presentPerson(ctx, person, known)),
  }))
}

function presentPerson(ctx: Context, person: ActPerson, known: Known): WireActPerson[] {
  const them = known.accounts.get(person.other)
  if (!them) return []
  return [
    {
      account: presentAccount(ctx, them),
      state: stateOf(person),
      ...presentChange(person),
      undo: presentUndo(person, them, known),
    },
  ]
}
