/** What whoever opens the town has made of it by now, so that none of their pages is empty. */
import { dayMs } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import { type Failure, isFailure } from '../platform/failure.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { createPost, type Draft } from '../posts/publish.ts'
import { bookmarkPost } from '../posts/reactions.ts'
import { schedulePost } from '../posts/scheduled.ts'
import { addMembers, createList } from '../timelines/lists.ts'
import type { LoadedTown } from '../town/load.ts'
import type { Town } from '../town/town.ts'

const owner = 'mara'
const friend = 'noor'
const lists = {
  'Before five in the morning': ['noor', 'thea', 'tova'],
  'Bird people': ['anselm', 'frida'],
}
const mostBookmarks = 5
const later = {
  text: 'The oven is free on Saturday from six. Bring dough, and something to put on it. #BreadBaking',
  inDays: 3,
}
const secret = [
  { from: friend, text: `@${owner} The key to the boathouse is under the third flower pot. That is for you alone.` },
  { from: owner, text: `@${friend} I will bring the lamp and the thermos. Not a word to the choir.` },
]

function expected<T>(result: T | Failure): T {
  if (isFailure(result)) throw new Error(result.message)
  return result
}

const draftOf = (text: string, more: Partial<Draft> = {}): Draft => ({
  text,
  spoilerText: '',
  sensitive: undefined,
  visibility: undefined,
  language: 'en',
  inReplyToId: undefined,
  ...more,
})

export async function bringBelongings(ctx: Context, town: Town, { idOf, postIds }: LoadedTown) {
  const ownerId = idOf(owner)
  for (const [title, usernames] of Object.entries(lists)) {
    const { id } = expected(await createList(ctx, ownerId, { title }))
    expected(await addMembers(ctx, ownerId, id, followedAmong(town, usernames).map(idOf)))
  }
  const liked = town.favourites.flatMap(({ by, post }) => (by === owner ? [post] : []))
  // Nobody keeps an advertisement.
  const worthKeeping = liked.filter((post) => !town.posts[post]!.text.includes('https://'))
  for (const post of worthKeeping.slice(-mostBookmarks)) expected(await bookmarkPost(ctx, ownerId, postIds[post]!))
  const at = new Date(ctx.clock.now().getTime() + later.inDays * dayMs)
  expected(await schedulePost(ctx, { accountId: ownerId, clientId: undefined }, draftOf(later.text), at))
  await whisper(ctx, idOf)
}

function followedAmong(town: Town, usernames: readonly string[]): string[] {
  const followed = new Set(town.follows.flatMap(({ follower, followee }) => (follower === owner ? [followee] : [])))
  return usernames.filter((username) => followed.has(username))
}

async function whisper(ctx: Context, idOf: (username: string) => AccountId) {
  let inReplyToId: PostId | undefined
  for (const { from, text } of secret) {
    const draft = draftOf(text, { visibility: 'direct', inReplyToId })
    inReplyToId = expected(await createPost(ctx, { accountId: idOf(from), clientId: undefined }, draft)).id
  }
}
