import type { Event } from '../events.ts'
import type { Clock } from './clock.ts'
import type { Db } from './db.ts'
import type { NewId } from './ids.ts'
import type { Logger } from './log.ts'

/** What every action and query is given: the server's lasting parts, nothing of the request. */
export type Context = {
  db: Db
  clock: Clock
  newId: NewId
  log: Logger
  /** Where this server lives, without a trailing slash: https://social.example */
  origin: string
  /** What stands behind the @ of local people: social.example */
  domain: string
  /** Called in the commit callback, in commit order, before the answer is sent. */
  committed: (events: readonly Event[]) => void
}
