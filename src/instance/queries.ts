import type { Updateable } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { InstanceTable } from '../platform/schema.ts'
import type { Instance, RegistrationMode } from './instance.ts'

/** Undefined before the first start. */
export async function findInstance(db: Db): Promise<Instance | undefined> {
  const row = await db
    .selectFrom('instance')
    .select([
      'origin',
      'handle_domain',
      'title',
      'description',
      'registrations',
      'rules',
      'contact_email',
      'created_at',
      'is_demo',
    ])
    .executeTakeFirst()
  return row && { ...row, registrations: row.registrations as RegistrationMode }
}

export async function loadInstance(db: Db): Promise<Instance> {
  const instance = await findInstance(db)
  if (!instance) throw new Error('The instance row is missing: the server has never been started on this database')
  return instance
}

export async function insertInstance(
  db: Db,
  instance: Pick<Instance, 'origin' | 'handle_domain' | 'title' | 'created_at' | 'is_demo'>,
) {
  await db
    .insertInto('instance')
    .values(instance)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function updateInstanceRow(db: Db, changes: Updateable<InstanceTable>) {
  await db.updateTable('instance').set(changes).execute()
}
