import { sql } from 'kysely'
import { accountChecks } from '../accounts/check.ts'
import { authChecks } from '../auth/check.ts'
import { applyEffects } from '../effects.ts'
import { followChecks } from '../follows/check.ts'
import { notificationChecks } from '../notifications/check.ts'
import type { Check } from '../platform/check.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import { queueChecks } from '../platform/queue-checks.ts'
import { postChecks } from '../posts/check.ts'

/** In an order in which mending one breaks none before it: first what refers to nothing, counts after what they count. */
export function allChecks(ctx: Context): Check[] {
  return [
    ...queueChecks(applyEffects(ctx)),
    ...accountChecks,
    ...authChecks,
    ...followChecks,
    ...postChecks,
    ...notificationChecks,
  ]
}

/** On a large database a check takes longer than any request may. */
function patiently<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql`set local statement_timeout = 0`.execute(tx)
    return work(tx)
  })
}

/**
 * Prints one line for each check. With `repair` mends what can be mended, then checks everything again. True when
 * nothing was found, or nothing is left.
 */
export async function check(
  ctx: Context,
  { repair }: { repair: boolean },
  say: (line: string) => void,
): Promise<boolean> {
  let left = 0
  let mended = 0
  for (const one of allChecks(ctx)) {
    const found = await patiently(ctx.db, (tx) => one.count(tx, ctx.clock.now()))
    const isMended = found > 0 && repair && one.repair !== undefined
    if (isMended) await patiently(ctx.db, (tx) => one.repair!(tx, ctx))
    say(`${String(found).padStart(7)}  ${one.name}: ${one.sentence}${remark(one, found, isMended, repair)}`)
    if (isMended) mended += found
    else left += found
  }
  if (mended > 0) {
    say('Checking again:')
    return check(ctx, { repair: false }, say)
  }
  say(left === 0 ? 'All is well.' : `${left} in all.`)
  return left === 0
}

function remark(one: Check, found: number, isMended: boolean, repair: boolean): string {
  if (found === 0) return ''
  if (isMended) return ' (mended)'
  if (one.repair && !repair && !one.advice) return ' ("twoway check --repair" mends it)'
  return one.advice ? ` (${one.advice})` : ''
}
