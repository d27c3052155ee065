/** The models by which ties have been judged here, and the one that ships. */
import { sql } from 'kysely'
import { shippedModel, type TieModel } from '../connection/model.ts'
import type { Db } from '../platform/db.ts'
import type { Id } from '../platform/ids.ts'

const modelsKept = 10

/** The newest one, or the one that ships. */
export async function loadTieModel(db: Db): Promise<{ model: TieModel; fittedAt: Date | undefined }> {
  const row = await db
    .selectFrom('tie_models')
    .select(['model', 'created_at'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { model: row.model as TieModel, fittedAt: row.created_at } : { model: shippedModel, fittedAt: undefined }
}

export async function saveTieModel(tx: Db, id: Id, model: TieModel, now: Date) {
  await tx
    .insertInto('tie_models')
    .values({ id, model: JSON.stringify(model), created_at: now })
    .execute()
  await sql`
    delete from tie_models where id not in (select id from tie_models order by id desc limit ${modelsKept})`.execute(tx)
}
