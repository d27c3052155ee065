import type { Context } from '../platform/context.ts'
import { type Failure, invalid } from '../platform/failure.ts'
import { StartError } from '../platform/start-error.ts'
import { type Instance, type InstanceChanges, instanceChangesSchema } from './instance.ts'
import { findInstance, insertInstance, loadInstance, updateInstanceRow } from './queries.ts'

/**
 * Fixes origin and handle domain at the first start. Throws StartError where they are not the ones of this database:
 * every link and every actor's address is made from them. Nor does a demo town ever become a server, or a server one.
 */
export async function ensureInstance(
  ctx: Pick<Context, 'db' | 'clock' | 'origin' | 'domain'>,
  { isDemo }: { isDemo: boolean },
): Promise<Instance> {
  const { db, origin, domain } = ctx
  const existing = await findInstance(db)
  if (!existing) {
    await insertInstance(db, {
      origin,
      handle_domain: domain,
      title: domain.startsWith('localhost') ? 'Twoway' : domain,
      created_at: ctx.clock.now(),
      is_demo: isDemo,
    })
    return loadInstance(db)
  }
  if (isDemo && !existing.is_demo)
    throw new StartError(
      `This data folder belongs to the server ${existing.origin}, and in a demo town anybody may be anybody: give the demo another folder with --data.`,
    )
  if (!isDemo && existing.is_demo)
    throw new StartError(
      'This data folder holds the demo town, in which anybody may be anybody: start your own server with another one (TWOWAY_DATA or --data).',
    )
  if (isDemo && existing.origin !== origin)
    throw new StartError(
      `This demo town lives at ${existing.origin}: start it with --port ${new URL(existing.origin).port}, or give another folder with --data.`,
    )
  if (existing.origin === origin && existing.handle_domain === domain) return existing
  throw new StartError(
    `This database belongs to ${existing.origin}, not to ${origin}: start it with TWOWAY_ORIGIN=${existing.origin}, or with another data folder.`,
  )
}

/** Changes what the server says of itself and who may sign up. */
export async function updateInstance(ctx: Pick<Context, 'db'>, changes: InstanceChanges): Promise<Instance | Failure> {
  const parsed = instanceChangesSchema.safeParse(changes)
  if (!parsed.success)
    return invalid(
      parsed.error.issues.map(({ path, message }) => `${path.join(' ').replaceAll('_', ' ')} ${message}`).join('; '),
    )
  const given = Object.fromEntries(Object.entries(parsed.data).filter(([, value]) => value !== undefined))
  if (Object.keys(given).length > 0) await updateInstanceRow(ctx.db, given)
  return loadInstance(ctx.db)
}
