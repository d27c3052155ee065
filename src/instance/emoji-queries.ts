import type { CustomEmoji } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'

/** By name, in the order of names. */
export async function loadEmojis(db: Db): Promise<ReadonlyMap<string, CustomEmoji>> {
  const rows = await db.selectFrom('custom_emojis').selectAll().orderBy('shortcode').execute()
  return new Map(
    rows.map(({ shortcode, key, still_key, category }) => [
      shortcode,
      { shortcode, key, stillKey: still_key, category },
    ]),
  )
}

/** Takes the place of one of the same name. */
export async function putEmoji(tx: Db, { shortcode, key, stillKey, category }: CustomEmoji, now: Date) {
  const files = { key, still_key: stillKey, category }
  await tx
    .insertInto('custom_emojis')
    .values({ shortcode, ...files, created_at: now })
    .onConflict((conflict) => conflict.column('shortcode').doUpdateSet(files))
    .execute()
}

/** False when there is none. */
export async function deleteEmoji(tx: Db, shortcode: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('custom_emojis')
    .where('shortcode', '=', shortcode)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}
