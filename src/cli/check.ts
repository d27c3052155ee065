import { sql } from 'kysely'
import { accountChecks } from '../accounts/check.ts'
import { auditChecks } from '../audit/check.ts'
import { strategyChecks } from '../audit/strategy-check.ts'
import { authChecks } from '../auth/check.ts'
import { applyEffects } from '../effects.ts'
import { followChecks } from '../follows/check.ts'
import { mediaChecks } from '../media/check.ts'
import { notificationChecks } from '../notifications/check.ts'
import type { Check } from '../platform/check.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import { queueChecks } from '../platform/queue-checks.ts'
import { postChecks } from '../posts/check.ts'
import { pollAndFilterChecks } from '../posts/check-polls.ts'
import { searchChecks } from '../search/check.ts'
import { tieChecks } from '../ties/check.ts'
import { timelineChecks } from '../timelines/check.ts'

/** In an order in which mending one breaks none before it: first what refers to nothing, counts after what they count. */
export function allChecks(ctx: Context): Check[] {
  return [
    ...queueChecks(applyEffects(ctx)),
    ...accountChecks,
    ...authChecks,
    ...mediaChecks(ctx),
    ...followChecks,
    ...postChecks,
    ...pollAndFilterChecks,
    ...timelineChecks,
    ...notificationChecks,
    ...searchChecks,
    ...tieChecks,
    ...strategyChecks,
    ...auditChecks,
  ]
}

/** On a large database a check takes longer than any request may. */
function patiently<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql`set local statement_timeout = 0`.execute(tx)
    return work(tx)
  })
}

type Outcome = { left: number; mended: number }

/** What a person reads after what was found. */
function remark({ repair, advice }: Check, phase: Phase): string {
  if (repair && phase === 'looking') return ' ("twoway check --repair" mends it)'
  if (repair && phase === 'mending') return ' (mended)'
  return advice ? ` (${advice})` : ''
}

type Phase = 'looking' | 'mending' | 'after mending'

async function checkAll(ctx: Context, phase: Phase, say: (line: string) => void): Promise<Outcome> {
  const outcome = { left: 0, mended: 0 }
  for (const one of allChecks(ctx)) {
    const found = await patiently(ctx.db, (tx) => one.count(tx, ctx.clock.now()))
    const { repair } = one
    const isMended = found > 0 && phase === 'mending' && repair !== undefined
    if (isMended) await patiently(ctx.db, (tx) => repair(tx, ctx))
    outcome[isMended ? 'mended' : 'left'] += found
    say(`${String(found).padStart(7)}  ${one.name}: ${one.sentence}${found > 0 ? remark(one, phase) : ''}`)
  }
  return outcome
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
  let { left, mended } = await checkAll(ctx, repair ? 'mending' : 'looking', say)
  if (mended > 0) {
    say('Checking again:')
    ;({ left } = await checkAll(ctx, 'after mending', say))
  }
  say(left === 0 ? 'All is well.' : `${left} found that need mending.`)
  return left === 0
}
