/** Reads what the engine judges ties by, for many people in five statements whatever their number. */
import { type RawBuilder, sql } from 'kysely'
import { actTypes, type HourCount, type PersonDay, type PersonFacts, type TieFacts } from '../connection/acts.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId } from '../platform/ids.ts'
import { firstDayKept } from './counting.ts'
import { columnOf } from './sum-tables.ts'

/** Whole numbers from 0 up as PostgreSQL writes an array of them: `{1,2,3}`. */
export function numbersIn(array: string): number[] {
  const numbers: number[] = []
  if (array === '{}') return numbers
  let number = 0
  for (let at = 1; at < array.length; at++) {
    const code = array.charCodeAt(at)
    if (code >= 48 && code <= 57) number = number * 10 + code - 48
    else {
      numbers.push(number)
      number = 0
    }
  }
  return numbers
}

/**
 * The hour and the type of a row in one number, odd where it is not one act of a whole share; then its count and its share
 * follow in another array. Most rows are one act, and fewer numbers are read faster.
 */
const kinds = actTypes.length
const typeNumber = sql`case type ${sql.join(
  actTypes.map((type, number) => sql`when ${sql.lit(type)} then ${sql.lit(number)}`),
  sql` `,
)} end`
const isUnusual = sql`(count <> 1 or share <> 1000)`
const hourAndType = sql`array_agg((hour * ${sql.lit(kinds)} + ${typeNumber}) * 2 + ${isUnusual}::int)::text`
const shareSpan = 2 ** 32
const countAndShare = sql`(array_agg(count * ${sql.lit(shareSpan)}::bigint + share) filter (where ${isUnusual}))::text`

type Lane = { other: AccountId; kinds: string; amounts: string | null }

const oneAct = shareSpan + 1000

/** Oldest first, rows of different audiences of one hour as one. */
function inOrder(found: HourCount[]): HourCount[] {
  const isBefore = (a: HourCount, b: HourCount) =>
    a.hour - b.hour || actTypes.indexOf(a.type) - actTypes.indexOf(b.type)
  const ordered: HourCount[] = []
  for (const entry of found.toSorted(isBefore)) {
    const last = ordered.at(-1)
    if (last?.hour === entry.hour && last.type === entry.type) {
      last.count += entry.count
      last.share += entry.share
    } else ordered.push(entry)
  }
  return ordered
}

/** One lane's acts by hour and type, oldest first. An index has almost always given them in that order. */
function hourCounts({ kinds: kindsText, amounts }: Lane): HourCount[] {
  const unusual = numbersIn(amounts ?? '{}')
  const found: HourCount[] = []
  let [nextUnusual, lastKey, isOrdered] = [0, -1, true]
  for (const number of numbersIn(kindsText)) {
    const key = number >> 1
    const amount = number & 1 ? unusual[nextUnusual++]! : oneAct
    found.push({
      hour: Math.floor(key / kinds),
      type: actTypes[key % kinds]!,
      count: Math.floor(amount / shareSpan),
      share: amount % shareSpan,
    })
    if (key <= lastKey) isOrdered = false
    lastKey = key
  }
  return isOrdered ? found : inOrder(found)
}

async function selectLanes(
  db: Db,
  other: 'from_id' | 'to_id',
  chosen: RawBuilder<unknown>,
): Promise<Map<AccountId, HourCount[]>> {
  const { rows } = await sql<Lane>`
    select ${sql.ref(other)} as other, ${hourAndType} as kinds, ${countAndShare} as amounts
    from ties where ${chosen} group by ${sql.ref(other)}`.execute(db)
  return new Map(rows.map((lane) => [lane.other, hourCounts(lane)]))
}

type PersonRow = {
  account_id: AccountId
  addressed_by: number
  answered: number
  talked_to: number
  acted_on_by: number
  acted_on: number
}
type DaysRow = { account_id: AccountId; days: string; out: string; in: string }

/** Two counts of a day in one number; nobody does more than this a day. */
const half = 2 ** 24

function personDays({ days, out, in: received }: DaysRow): PersonDay[] {
  const outs = numbersIn(out)
  const ins = numbersIn(received)
  return numbersIn(days).map((day, row) => ({
    day,
    talkOut: Math.floor(outs[row]! / half),
    actsOut: outs[row]! % half,
    talkIn: Math.floor(ins[row]! / half),
    actsIn: ins[row]! % half,
  }))
}

const nobody: PersonFacts = { addressedBy: 0, answered: 0, talkedTo: 0, actedOnBy: 0, actedOn: 0, days: [] }

/** From public and unlisted acts alone. */
export async function loadPersonFacts(
  db: Db,
  accounts: readonly AccountId[],
  now: Date,
): Promise<(account: AccountId) => PersonFacts> {
  const ids = sql`any(${columnOf(accounts, (id) => id)}::bigint[])`
  const packed = (talk: string, acts: string) =>
    sql`array_agg(${sql.ref(talk)}::bigint * ${sql.lit(half)} + ${sql.ref(acts)})::text`
  const [people, days] = await Promise.all([
    sql<PersonRow>`select * from tie_people where account_id = ${ids}`.execute(db),
    sql<DaysRow>`
      select account_id, array_agg(day)::text as days, ${packed('talk_out', 'acts_out')} as "out",
        ${packed('talk_in', 'acts_in')} as "in"
      from tie_days where account_id = ${ids} and day >= ${firstDayKept(now)} group by account_id`.execute(db),
  ])
  const daysOf = new Map(days.rows.map((row) => [row.account_id, personDays(row)]))
  const facts = new Map(
    people.rows.map((row): [AccountId, PersonFacts] => [
      row.account_id,
      {
        addressedBy: row.addressed_by,
        answered: row.answered,
        talkedTo: row.talked_to,
        actedOnBy: row.acted_on_by,
        actedOn: row.acted_on,
        days: daysOf.get(row.account_id) ?? [],
      },
    ]),
  )
  return (account) => facts.get(account) ?? nobody
}

/** What has passed between me and each of them, as far as I may see it, for those with whom something has. */
export async function loadLanes(
  db: Db,
  me: AccountId,
  them: readonly AccountId[],
): Promise<(other: AccountId) => { out: HourCount[]; in: HourCount[] }> {
  const others = sql`any(${columnOf(them, (id) => id)}::bigint[])`
  const [out, received] = await Promise.all([
    selectLanes(db, 'to_id', sql`from_id = ${me} and to_id = ${others}`),
    selectLanes(db, 'from_id', sql`to_id = ${me} and from_id = ${others} and audience <> 'hidden'`),
  ])
  return (other) => ({ out: out.get(other) ?? [], in: received.get(other) ?? [] })
}

/**
 * What has passed between me and each of them, as far as I may see it: all that I have done, and what they have done
 * towards me but for what was hidden from me. One entry for everybody asked for; `ended` is not told here.
 */
export async function loadTieFacts(
  db: Db,
  me: AccountId,
  them: readonly AccountId[],
  now: Date,
): Promise<Map<AccountId, TieFacts>> {
  if (them.length === 0) return new Map()
  const [lanes, person] = await Promise.all([loadLanes(db, me, them), loadPersonFacts(db, [me, ...them], now)])
  const mine = person(me)
  return new Map(them.map((other) => [other, { ...lanes(other), me: mine, them: person(other) }]))
}
