/** Builds the made-up town in a demo's own database at its first start, and finds its residents at every start. */
import { randomBytes } from 'node:crypto'
import { findAccountByHandle } from '../accounts/queries.ts'
import { hasAnyUser } from '../auth/queries.ts'
import { updateInstance } from '../instance/actions.ts'
import { insertNotificationsSince } from '../notifications/bulk.ts'
import { dayMs, hourMs } from '../platform/clock.ts'
import type { Context, Demo } from '../platform/context.ts'
import type { Pool } from '../platform/db.ts'
import { firstIdAt } from '../platform/ids.ts'
import { write } from '../platform/transaction.ts'
import { profileAuthors } from '../ties/interest.ts'
import { addDelivered } from '../timelines/delivered-queries.ts'
import { insertMarkersOfAll } from '../timelines/marker-queries.ts'
import { deliveriesOf } from '../town/deliveries.ts'
import { type LoadStep, loadTown } from '../town/load.ts'
import { createTown } from '../town/town.ts'
import { bringBelongings } from './belongings.ts'
import { residents } from './residents.ts'

/** How many live in the town, beside the 120 who were bought. */
export type DemoSize = { people: number; withPictures: boolean }

const ofTheTown = {
  title: 'Harbour Town',
  description:
    'A made-up town between the mill and the sea: two hundred people, half a year of talk. Nobody here is real, and everybody may be looked at through their own eyes.',
  rules: [
    'Answer before you boost.',
    'Say why you follow somebody, if only to yourself.',
    'Nobody has to follow back.',
  ],
}

const toldDays = 14
const unreadHours = 12

async function buildTown(ctx: Context, pool: Pool, { people, withPictures }: DemoSize, tell: LoadStep) {
  const now = ctx.clock.now()
  const { town } = createTown({ seed: 'harbour', now, people })
  await updateInstance(ctx, ofTheTown)
  // Nobody knows it: residents are looked through, never logged in as.
  const password = randomBytes(32).toString('base64url')
  const loaded = await loadTown(ctx, pool, town, { password, withPictures, tell })
  const { idOf } = loaded
  tell('Reading how everybody writes', 0.9)
  await write<undefined>(ctx, async (tx) => {
    await insertNotificationsSince(tx, new Date(now.getTime() - toldDays * dayMs))
    await insertMarkersOfAll(tx, 'notifications', firstIdAt(new Date(now.getTime() - unreadHours * hourMs)), now)
    // They have read their channel to its end every day.
    for (const { username } of residents) {
      const viewerId = idOf(username)
      const read = deliveriesOf(town, username)
      await addDelivered(
        tx,
        read.map(({ author, day, count }) => ({ viewerId, authorId: idOf(author), day, count })),
      )
    }
    return undefined
  })
  await profileAuthors(ctx)
  await bringBelongings(ctx, town, loaded)
}

/** The town's time ends at its first start; a start that was broken off is made again. */
export async function openTown(ctx: Context, pool: Pool, size: DemoSize, tell: LoadStep): Promise<Demo> {
  if (!(await hasAnyUser(ctx.db))) await buildTown(ctx, pool, size, tell)
  const found = await Promise.all(
    residents.map(async ({ username, name }) => {
      const account = await findAccountByHandle(ctx.db, username)
      return account ? [[account.id, { username, name }] as const] : []
    }),
  )
  return { residents: new Map(found.flat()) }
}
