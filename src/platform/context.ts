import type { Event } from '../events.ts'
import type { Clock } from './clock.ts'
import type { Db } from './db.ts'
import type { AccountId, Id, NewId } from './ids.ts'
import type { Logger } from './log.ts'
import type { Storage } from './storage.ts'

/** `key` and `stillKey` name its files; the second one does not move. */
export type CustomEmoji = { shortcode: string; key: string; stillKey: string; category: string | null }

/** A made-up town on this machine. `residents`: through whose eyes it may be looked at. */
export type Demo = { residents: ReadonlyMap<AccountId, { username: string; name: string }> }

/** What every action and query is given: the server's lasting parts, nothing of the request. */
export type Context = {
  db: Db
  clock: Clock
  newId: NewId
  log: Logger
  /** The pictures. */
  storage: Storage
  /** Replaced whole when they change. */
  emojis: { byName: ReadonlyMap<string, CustomEmoji> }
  /** Where this server lives, without a trailing slash: https://social.example */
  origin: string
  /** What stands behind the @ of local people: social.example */
  domain: string
  /** Real servers have none. */
  demo?: Demo
  /** Called in the commit callback, in commit order, before the answer is sent. */
  committed: (events: readonly Event[]) => void
  /** Called with whom a transaction tells of what, while it is still open. */
  told?: (told: readonly { accountId: AccountId; id: Id }[]) => void
}
