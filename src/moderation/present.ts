import type { Account } from '../accounts/account.ts'
import { presentAccount } from '../accounts/present.ts'
import { loadAccounts } from '../accounts/queries.ts'
import type { WireReport } from '../notifications/present.ts'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { loadReports, type Report } from './queries.ts'

export function presentReport(ctx: Context, report: Report, target: Account): WireReport {
  return {
    id: String(report.id),
    action_taken: report.action_taken_at !== null,
    action_taken_at: report.action_taken_at?.toISOString() ?? null,
    category: report.category,
    comment: report.comment,
    // Nobody to forward it to: every account is on this server so far.
    forwarded: false,
    created_at: report.created_at.toISOString(),
    status_ids: report.post_ids.length > 0 ? report.post_ids.map(String) : null,
    rule_ids: report.rule_numbers.length > 0 ? report.rule_numbers.map(String) : null,
    target_account: presentAccount(ctx, target),
  }
}

/** The reports there are among `ids`. */
export async function presentReports(ctx: Context, ids: readonly Id[]): Promise<Map<Id, WireReport>> {
  const reports = await loadReports(ctx.db, ids)
  const targets = await loadAccounts(
    ctx.db,
    reports.map(({ target_id }) => target_id),
  )
  return new Map(
    reports.flatMap((report) => {
      const target = targets.get(report.target_id)
      return target ? [[report.id, presentReport(ctx, report, target)] as const] : []
    }),
  )
}
