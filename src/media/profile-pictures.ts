/**
 * PATCH  /api/v1/accounts/update_credentials  updateCredentials
 * DELETE /api/v1/profile/avatar               removeAvatar
 * DELETE /api/v1/profile/header               removeHeader
 */
import type { z } from 'zod'
import { findAccount } from '../accounts/queries.ts'
import { changeCredentials } from '../auth/credentials.ts'
import { type ProfileInput, profileInput } from '../auth/profile.ts'
import type { Context } from '../platform/context.ts'
import { type Failure, isFailure } from '../platform/failure.ts'
import { endpoint, type Reply, type Viewer } from '../platform/http.ts'
import type { AccountId } from '../platform/ids.ts'
import { filesOf, movingKey, newKey } from '../platform/storage.ts'
import type { UploadedFiles } from '../platform/upload.ts'
import { decoder } from './decoder.ts'
import type { PictureOfProfile, ProcessedProfilePicture } from './processing.ts'

const kinds = ['avatar', 'header'] as const satisfies readonly PictureOfProfile[]
type Keys = { avatar_key?: string | null; header_key?: string | null }

/** What a form sends for a field in which nobody chose a file is no file. */
async function processAll(files: UploadedFiles): Promise<Map<PictureOfProfile, ProcessedProfilePicture> | Failure> {
  const pictures = new Map<PictureOfProfile, ProcessedProfilePicture>()
  for (const kind of kinds) {
    const file = files.get(kind)
    if (!file || (file.name === '' && file.bytes.length === 0)) continue
    const picture = await decoder.processProfilePicture(kind, file.bytes)
    if (isFailure(picture)) return picture
    pictures.set(kind, picture)
  }
  return pictures
}

/** Files come first, the row that names them after; the former files go last. A crash leaves files that are swept. */
async function changeWith(
  ctx: Context,
  accountId: AccountId,
  input: ProfileInput,
  keys: Keys,
): Promise<Reply | Failure> {
  const before = await findAccount(ctx.db, accountId)
  const answer = await changeCredentials(ctx, accountId, input, keys)
  const isChanged = !isFailure(answer)
  const former = kinds.flatMap((kind) => (keys[`${kind}_key`] === undefined ? [] : (before?.[`${kind}_key`] ?? [])))
  const unused = isChanged ? former : Object.values(keys).flatMap((key) => key ?? [])
  await ctx.storage.delete(unused.flatMap(filesOf))
  return answer
}

/** One that moves is kept a second time, standing still. */
async function putPicture({ storage }: Context, { still, moving }: ProcessedProfilePicture): Promise<string> {
  const key = newKey(still.extension)
  await storage.put(key, still.bytes)
  if (moving) await storage.put(movingKey(key), moving.bytes)
  return moving ? movingKey(key) : key
}

export const updateCredentials = endpoint<Viewer, z.ZodType, typeof profileInput>(
  { input: profileInput },
  async ({ ctx, viewer, input, files }) => {
    const pictures = await processAll(files)
    if (isFailure(pictures)) return pictures
    const keys: Keys = {}
    for (const [kind, picture] of pictures) keys[`${kind}_key`] = await putPicture(ctx, picture)
    return changeWith(ctx, viewer.accountId, input, keys)
  },
)

function remove(kind: PictureOfProfile) {
  return endpoint<Viewer>({}, ({ ctx, viewer }) => changeWith(ctx, viewer.accountId, {}, { [`${kind}_key`]: null }))
}
export const removeAvatar = remove('avatar')
export const removeHeader = remove('header')
