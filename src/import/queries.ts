import type { Db } from '../platform/db.ts'

export type ImportProgress = { linesDone: number; counts: Record<string, number>; finishedAt: Date | null }

export async function findImport(db: Db, source: string): Promise<ImportProgress | undefined> {
  const row = await db.selectFrom('imports').selectAll().where('source', '=', source).executeTakeFirst()
  return row && { linesDone: row.lines_done, counts: row.counts as Record<string, number>, finishedAt: row.finished_at }
}

export async function saveImport(tx: Db, source: string, kind: string, progress: ImportProgress, now: Date) {
  const values = {
    lines_done: progress.linesDone,
    counts: JSON.stringify(progress.counts),
    finished_at: progress.finishedAt,
  }
  await tx
    .insertInto('imports')
    .values({ source, kind, ...values, created_at: now })
    .onConflict((conflict) => conflict.column('source').doUpdateSet(values))
    .execute()
}
