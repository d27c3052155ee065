/** Lets a resident have read their channel, and asks for their audit. */
import assert from 'node:assert/strict'
import type { Context } from '../src/platform/context.ts'
import { addDelivered } from '../src/timelines/delivered-queries.ts'
import { deliveriesOf } from '../src/town/deliveries.ts'
import type { LoadedTown } from '../src/town/load.ts'
import type { Town } from '../src/town/town.ts'
import type { Person } from './world.ts'

export async function readChannel(ctx: Context, town: Town, { idOf }: LoadedTown, reader: string) {
  const viewerId = idOf(reader)
  await addDelivered(
    ctx.db,
    deliveriesOf(town, reader).map(({ author, day, count }) => ({ viewerId, authorId: idOf(author), day, count })),
  )
}

export type AuditedPerson = {
  account: { id: string; username: string }
  followed_since: string
  followed_by: boolean
  declared: string | null
  marks: string[]
  reason: { verdict: string; kind: string | null; sentence: string }
  follow_back: { verdict: string; sentence: string; first: 'me' | 'them' | null }
  interest: {
    verdict: string
    drift: string
    moved: string | null
    delivered: number
    reactions: number
    fit: number | null
  }
  engaging: { verdict: string; sentence: string; two_way: number | null }
  with_me: { band: string; wrote: number; heard: number | null; gave: number; got: number; last_talk: string | null }
  channel: {
    delivered: number
    share: number | null
    tie_share: number
    posts_per_day: number | null
    delivered_per_day: number
  }
  suggestion: { kind: string; post_id: string | null }
}

/** Everybody whom they follow, by username, page by page. */
export async function auditOf(api: Person['api'], query = ''): Promise<Map<string, AuditedPerson>> {
  const found = new Map<string, AuditedPerson>()
  let path: string | undefined = `/api/twoway/v1/audit/people?limit=25${query}`
  while (path) {
    const page = await api('GET', path)
    assert.equal(page.status, 200, page.text)
    for (const person of page.body as AuditedPerson[]) {
      assert.ok(!found.has(person.account.username), 'nobody stands on two pages')
      found.set(person.account.username, person)
    }
    const next = /<[^>]*?(\/api[^>]*)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1]
    path = next
  }
  return found
}

/** What would be unjust to say of somebody of whom it was not planted. */
export const accusations = [
  'follow_back_only',
  'uninteresting',
  'promotes',
  'broadcasts',
  'moved_away',
  'language_changed',
]

/** Rows for the pictures of posts, without their files: an audit counts them, and shows none. */
export async function layPictures(ctx: Context, town: Town, { idOf, postIds }: LoadedTown) {
  const pictures = town.posts.flatMap(({ author, at, pictures }, place) =>
    pictures.map(({ description }, position) => ({
      account_id: idOf(author),
      id: ctx.newId(),
      post_id: postIds[place]!,
      position,
      keep_until: at,
      key: `none/${place}-${position}`,
      preview_key: `none/${place}-${position}-small`,
      size_bytes: 1,
      width: 1,
      height: 1,
      preview_width: 1,
      preview_height: 1,
      description,
      blurhash: '',
      created_at: at,
    })),
  )
  if (pictures.length > 0) await ctx.db.insertInto('media').values(pictures).execute()
}
