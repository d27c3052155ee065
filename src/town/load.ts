/** Puts a town into an empty database, through what every import goes through. */
import { copyAccounts, type ImportedAccount } from '../accounts/bulk.ts'
import { accountUrl } from '../accounts/present.ts'
import { copyLogins } from '../auth/bulk.ts'
import { hashPassword } from '../auth/password.ts'
import { copyFollows, type ImportedFollow } from '../follows/bulk.ts'
import { copyMedia, type ImportedPicture } from '../media/bulk.ts'
import { bulkWrite } from '../platform/bulk.ts'
import type { Context } from '../platform/context.ts'
import type { Pool } from '../platform/db.ts'
import { isFailure } from '../platform/failure.ts'
import { type AccountId, type Id, importedId, type PostId } from '../platform/ids.ts'
import { normalizeHashtag, parseText, type Resolve, renderHtml, renderInlineHtml } from '../platform/text.ts'
import {
  copyFavourites,
  copyPosts,
  type ImportedBoost,
  type ImportedFavourite,
  type ImportedPost,
} from '../posts/bulk.ts'
import { tagUrl } from '../posts/present.ts'
import { confirmMeeting } from '../ties/meetings.ts'
import { rebuildTies } from '../ties/rebuild.ts'
import { someAtATime, storeAvatar, storeScene } from './pictures.ts'
import type { Town, TownPerson } from './town.ts'

export type LoadOptions = {
  /** Of every resident. */
  password: string
  /** Avatars and pictures; true unless told. */
  withPictures?: boolean
  tell?: LoadStep
}
/** Told of what is done, as a share from 0 to 1. */
export type LoadStep = (step: string, share: number) => void
export type LoadedTown = { idOf: (username: string) => AccountId; postIds: readonly PostId[] }

/** Ids as imports have them: of the time of what happened, told apart by a hash. */
function createIdsOf(seed: string) {
  const given = new Set<Id>()
  return <T extends Id>(time: Date, what: string): T => {
    for (let attempt = 0; ; attempt++) {
      const id = importedId(time, `${seed} ${what}`, attempt)
      if (given.has(id)) continue
      given.add(id)
      return id as T
    }
  }
}

function createResolve(ctx: Context, people: readonly TownPerson[]): Resolve {
  const usernames = new Set(people.map(({ username }) => username))
  return {
    mention: ({ username }) =>
      usernames.has(username) ? { username, url: accountUrl(ctx, { username, domain: '', url: null }) } : undefined,
    hashtagUrl: (name) => tagUrl(ctx, name),
  }
}

function toAccount(person: TownPerson, id: AccountId, resolve: Resolve, avatarKey: string | null): ImportedAccount {
  return {
    id,
    username: person.username,
    createdAt: person.joinedAt,
    hasLogin: person.isResident,
    profile: {
      displayName: person.displayName,
      note: person.bio,
      noteHtml: renderHtml(parseText(person.bio), resolve),
      fields: person.fields.map(({ name, value }) => ({
        name,
        value,
        value_html: renderInlineHtml(parseText(value), resolve),
      })),
      bot: person.isBot,
      discoverable: person.isResident,
      indexable: person.isResident,
      avatarKey,
    },
  }
}

function toPosts(town: Town, idOf: LoadedTown['idOf'], postIds: readonly PostId[], resolve: Resolve): ImportedPost[] {
  const threads: PostId[] = []
  return town.posts.map((post, place) => {
    const id = postIds[place]!
    threads[place] = post.parent === undefined ? id : threads[post.parent]!
    const parsed = parseText(post.text)
    const mentioned = parsed.mentions.flatMap(({ username }) =>
      resolve.mention({ username, domain: '', text: '' }) ? idOf(username) : [],
    )
    return {
      id,
      authorId: idOf(post.author),
      text: post.text,
      html: renderHtml(parsed, resolve),
      parentId: post.parent === undefined ? null : postIds[post.parent]!,
      parentAuthorId: post.parent === undefined ? null : idOf(town.posts[post.parent]!.author),
      threadId: threads[place]!,
      mentionedIds: [...new Set(mentioned)],
      placeholder: false,
      createdAt: post.at,
      visibility: post.visibility,
      language: post.language,
      tags: parsed.hashtags.map((name) => ({ tag: normalizeHashtag(name), name })),
      quotedId: post.quoted === undefined ? null : postIds[post.quoted]!,
    }
  })
}

async function storePictures(
  ctx: Context,
  town: Town,
  newId: ReturnType<typeof createIdsOf>,
  idOf: LoadedTown['idOf'],
  postIds: readonly PostId[],
): Promise<ImportedPicture[]> {
  const pictures = town.posts.flatMap((post, place) =>
    post.pictures.map((picture, position) => ({ post, place, picture, position })),
  )
  return someAtATime(pictures, async ({ post, place, picture, position }) => ({
    ...(await storeScene(ctx, picture.drawing.number)),
    account_id: idOf(post.author),
    id: newId<Id>(post.at, `picture ${place} ${position}`),
    post_id: postIds[place]!,
    position,
    description: picture.description,
    created_at: post.at,
  }))
}

/** One transaction; the files of pictures come before it. Nobody lives in the database yet. */
export async function loadTown(
  ctx: Context,
  pool: Pool,
  town: Town,
  { password, withPictures = true, tell = () => {} }: LoadOptions,
): Promise<LoadedTown> {
  tell('Drawing faces and pictures', 0)
  const passwordHash = await hashPassword(password)
  if (isFailure(passwordHash)) throw new Error(passwordHash.message)
  const newId = createIdsOf(town.seed)
  const ids = new Map(
    town.people.map((person) => [person.username, newId<AccountId>(person.joinedAt, `account ${person.username}`)]),
  )
  const idOf = (username: string) => ids.get(username)!
  const resolve = createResolve(ctx, town.people)
  const postIds = town.posts.map((post, place) => newId<PostId>(post.at, `post ${place}`))
  const avatars = await someAtATime(town.people, async ({ avatar }) =>
    avatar && withPictures ? storeAvatar(ctx, avatar.number) : null,
  )
  const pictures = withPictures ? await storePictures(ctx, town, newId, idOf, postIds) : []
  const accounts = town.people.map((person, index) =>
    toAccount(person, idOf(person.username), resolve, avatars[index]!),
  )
  const residents = town.people.filter(({ isResident }) => isResident)
  const follows = town.follows.map(
    ({ follower, followee, at, followedBySince, why }): ImportedFollow => ({
      id: newId(at, `follow ${follower} ${followee}`),
      followerId: idOf(follower),
      followeeId: idOf(followee),
      createdAt: at,
      followedBySince,
      reason: why?.reason ?? null,
      reasonText: why?.ownWords ?? '',
      reasonPostId: why?.post === undefined ? null : postIds[why.post]!,
    }),
  )
  const posts = toPosts(town, idOf, postIds, resolve)
  const boosts = town.boosts.map(
    ({ booster, post, at }, place): ImportedBoost => ({
      id: newId(at, `boost ${place}`),
      boosterId: idOf(booster),
      postId: postIds[post]!,
      authorId: idOf(town.posts[post]!.author),
      createdAt: at,
    }),
  )
  const favourites = town.favourites.map(
    ({ by, post, at }, place): ImportedFavourite => ({
      id: newId(at, `favourite ${place}`),
      accountId: idOf(by),
      postId: postIds[post]!,
      createdAt: at,
    }),
  )
  tell('Moving in', withPictures ? 0.5 : 0)
  await bulkWrite(ctx, pool, async (tx, copy, emit) => {
    await copyAccounts(copy, accounts)
    await copyLogins(
      copy,
      residents.map(({ username, language, joinedAt }, index) => ({
        accountId: idOf(username),
        email: `${username}@town.example`,
        passwordHash,
        role: index === 0 ? 'owner' : 'person',
        locale: '',
        language,
        // A town is there to be looked around in: also at the other side of what one's people answer.
        answersToStrangers: true,
        createdAt: joinedAt,
      })),
    )
    await copyFollows(tx, copy, follows)
    tell('Writing down what was said', withPictures ? 0.6 : 0.2)
    await copyPosts(tx, copy, posts, boosts)
    await copyMedia(copy, pictures)
    await copyFavourites(tx, copy, favourites)
    for (const { people, at } of town.meetings)
      for (const [one, other] of [people, people.toReversed()])
        await confirmMeeting({ db: tx, clock: { now: () => at } }, idOf(one!), idOf(other!))
    tell('Counting who talked with whom', withPictures ? 0.8 : 0.5)
    await rebuildTies(tx, ctx.clock.now())
    emit({ type: 'posts.imported', origin: 'import', source: `town ${town.seed}`, count: posts.length + boosts.length })
  })
  return { idOf, postIds }
}
