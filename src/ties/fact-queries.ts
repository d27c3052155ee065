/** Reads what the engine judges ties by, for many people in four statements whatever their number. */
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
    if (code >= 48 && code <= 57) number = number * 10 + (code - 48)
    else {
      numbers.push(number)
      number = 0
    }
  }
  return numbers
}

/** Types are numbered in `mark` of ties as here. */
const kinds = actTypes.length

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

/**
 * All lanes in one row: whose, how many marks each has, all marks, and count and share where a mark is odd. Bytes as
 * PostgreSQL sends numbers: an array written out as text costs it more than reading the rows.
 */
type Lanes = { others: string; lengths: string; marks: Buffer; amounts: Buffer | null }

function* lanesIn({ others, lengths, marks, amounts }: Lanes): Generator<[AccountId, HourCount[]]> {
  const length = numbersIn(lengths)
  let [at, nextAmount] = [0, 0]
  for (const [lane, other] of numbersIn(others).entries()) {
    const found: HourCount[] = []
    let [lastKey, isOrdered] = [-1, true]
    for (const end = at + 4 * length[lane]!; at < end; at += 4) {
      const mark = marks.readInt32BE(at)
      const key = mark >> 1
      const entry = { hour: Math.floor(key / kinds), type: actTypes[key % kinds]!, count: 1, share: 1000 }
      if (mark & 1) {
        entry.count = amounts!.readInt32BE(nextAmount)
        entry.share = amounts!.readInt32BE(nextAmount + 4)
        nextAmount += 8
      }
      found.push(entry)
      if (key <= lastKey) isOrdered = false
      lastKey = key
    }
    // An index has almost always given them in order.
    yield [other as AccountId, isOrdered ? found : inOrder(found)]
  }
}

async function selectLanes(
  db: Db,
  other: 'from_id' | 'to_id',
  chosen: RawBuilder<unknown>,
): Promise<Map<AccountId, HourCount[]>> {
  const { rows } = await sql<Lanes | { others: null }>`
    select array_agg(other)::text as others, array_agg(length)::text as lengths, string_agg(marks, '') as marks,
      string_agg(amounts, '') as amounts
    from (
      select ${sql.ref(other)} as other, count(*) as length, string_agg(int4send(mark), '') as marks,
        string_agg(int4send(count) || int4send(share), '') filter (where mark & 1 = 1) as amounts
      from ties where ${chosen} group by ${sql.ref(other)}) as lanes`.execute(db)
  const lanes = rows[0]!
  return new Map(lanes.others === null ? [] : lanesIn(lanes))
}

/** Of all accounts in one row: each number in an array of its own. */
type People = { accounts: string } & Record<'addressedBy' | 'answered' | 'talkedTo' | 'actedOnBy' | 'actedOn', string>

/** All days in one row: whose, how many of each, all marks, and the four counts where a mark is only a day. */
type Days = { accounts: string; lengths: string; marks: Buffer; amounts: Buffer | null }

const fourteenBits = 2 ** 14 - 1

/** `marks` as tie_days has them: two halves of 32 bits. */
function* daysIn({ accounts, lengths, marks, amounts }: Days, firstDay: number): Generator<[AccountId, PersonDay[]]> {
  const length = numbersIn(lengths)
  let [at, nextAmount] = [0, 0]
  for (const [place, account] of numbersIn(accounts).entries()) {
    const days: PersonDay[] = []
    for (const end = at + 8 * length[place]!; at < end; at += 8) {
      const high = marks.readInt32BE(at)
      const low = marks.readInt32BE(at + 4)
      if (high < 0) {
        const [talkOut, actsOut, talkIn, actsIn] = [0, 4, 8, 12].map((part) => amounts!.readInt32BE(nextAmount + part))
        days.push({ day: -low, talkOut: talkOut!, actsOut: actsOut!, talkIn: talkIn!, actsIn: actsIn! })
        nextAmount += 16
        continue
      }
      days.push({
        day: firstDay + (((high >> 24) - firstDay) & 31),
        talkOut: (high >> 10) & fourteenBits,
        actsOut: ((high << 4) | (low >>> 28)) & fourteenBits,
        talkIn: (low >> 14) & fourteenBits,
        actsIn: low & fourteenBits,
      })
    }
    yield [account as AccountId, days]
  }
}

async function selectDays(db: Db, ids: RawBuilder<unknown>, now: Date): Promise<Map<AccountId, PersonDay[]>> {
  const firstDay = firstDayKept(now)
  const { rows } = await sql<Days | { accounts: null }>`
    select array_agg(account_id)::text as accounts, array_agg(length)::text as lengths, string_agg(marks, '') as marks,
      string_agg(amounts, '') as amounts
    from (
      select account_id, count(*) as length, string_agg(int8send(mark), '') as marks,
        string_agg(int4send(talk_out) || int4send(acts_out) || int4send(talk_in) || int4send(acts_in), '')
          filter (where mark < 0) as amounts
      from tie_days where account_id = ${ids} and day between ${firstDay} and ${firstDay + 31} group by account_id) as days`.execute(
    db,
  )
  const days = rows[0]!
  return new Map(days.accounts === null ? [] : daysIn(days, firstDay))
}

const nobody: PersonFacts = { addressedBy: 0, answered: 0, talkedTo: 0, actedOnBy: 0, actedOn: 0, days: [] }

/** From public and unlisted acts alone. */
export async function loadPersonFacts(
  db: Db,
  accounts: readonly AccountId[],
  now: Date,
): Promise<(account: AccountId) => PersonFacts> {
  const ids = sql`any(${columnOf(accounts, (id) => id)}::bigint[])`
  const [people, days] = await Promise.all([
    sql<People | { accounts: null }>`
      select array_agg(account_id)::text as accounts, array_agg(addressed_by)::text as "addressedBy",
        array_agg(answered)::text as answered, array_agg(talked_to)::text as "talkedTo",
        array_agg(acted_on_by)::text as "actedOnBy", array_agg(acted_on)::text as "actedOn"
      from tie_people where account_id = ${ids}`.execute(db),
    selectDays(db, ids, now),
  ])
  const found = people.rows[0]!
  if (found.accounts === null) return () => nobody
  const [addressedBy, answered, talkedTo] = [found.addressedBy, found.answered, found.talkedTo].map(numbersIn)
  const [actedOnBy, actedOn] = [found.actedOnBy, found.actedOn].map(numbersIn)
  const facts = new Map(
    (numbersIn(found.accounts) as AccountId[]).map((account, place): [AccountId, PersonFacts] => [
      account,
      {
        addressedBy: addressedBy![place]!,
        answered: answered![place]!,
        talkedTo: talkedTo![place]!,
        actedOnBy: actedOnBy![place]!,
        actedOn: actedOn![place]!,
        days: days.get(account) ?? [],
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
