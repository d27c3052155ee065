/** What a page of people of an audit is shown with: their accounts, who introduced them, and a post to say something to. */
import type { Account } from '../accounts/account.ts'
import { loadAccounts } from '../accounts/queries.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { loadFacts, type Reader } from '../posts/hydrate.ts'
import { mayRead } from '../posts/visibility.ts'
import { nameOf } from '../ties/people-present.ts'
import type { Entry } from './audit.ts'
import { selectNewestCalls, selectNewestPosts } from './post-queries.ts'
import type { PersonSurroundings } from './present.ts'

export type Shown = PersonSurroundings & { entry: Entry }

/** Those of these posts that I may read today. */
export async function readableOf(
  reader: Reader,
  me: AccountId,
  posts: readonly PostId[],
): Promise<ReadonlySet<PostId>> {
  if (posts.length === 0) return new Set()
  const facts = await loadFacts(reader, me, [...new Set(posts)])
  return new Set(facts.filter((post) => mayRead(post, me)).map(({ id }) => id))
}

const accountOf = ({ audited }: Entry) => audited.facts.account
const wanting = (entries: readonly Entry[], kind: Entry['suggestion']) =>
  entries.filter(({ suggestion }) => suggestion === kind).map(accountOf)

async function loadSuggested(
  reader: Reader,
  me: AccountId,
  entries: readonly Entry[],
): Promise<Map<AccountId, PostId>> {
  const [greetable, calls] = await Promise.all([
    selectNewestPosts(reader.db, wanting(entries, 'say_hello')),
    selectNewestCalls(reader.db, me, wanting(entries, 'answer')),
  ])
  const open = await readableOf(reader, me, [...greetable.values(), ...calls.values()])
  return new Map([...greetable, ...calls].filter(([, post]) => open.has(post)))
}

/** In the order of `entries`. */
export async function showEntries(reader: Reader, me: AccountId, entries: readonly Entry[]): Promise<Shown[]> {
  const introducers = entries.flatMap(({ audited: { facts } }) => facts.measure?.introduction?.by ?? [])
  const [accounts, suggested] = await Promise.all([
    loadAccounts(reader.db, [...entries.map(accountOf), ...introducers]),
    loadSuggested(reader, me, entries),
  ])
  const isThere = (account: Account | undefined) => account && !account.suspended_at && !account.deleted_at
  return entries.map((entry) => {
    const by = entry.audited.facts.measure?.introduction?.by
    const introducer = by === undefined ? undefined : accounts.get(by)
    return {
      entry,
      account: accounts.get(accountOf(entry))!,
      introducer: introducer && isThere(introducer) ? nameOf(introducer) : undefined,
      suggested: suggested.get(accountOf(entry)),
    }
  })
}
