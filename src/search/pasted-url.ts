import { type AccountId, idSchema, type PostId } from '../platform/ids.ts'

export type PastedUrl =
  | { post: PostId; username: string | undefined; authorId: AccountId | undefined }
  | { accountId: AccountId }
  | { username: string }

function idOf(digits: string | undefined): number | undefined {
  return idSchema.safeParse(digits).data
}

/** What an address of this server stands for; undefined for any other text. */
export function parsePastedUrl(text: string, origin: string): PastedUrl | undefined {
  if (!text.startsWith(`${origin}/`)) return undefined
  const path = text
    .slice(origin.length)
    .replace(/[?#].*$/, '')
    .replace(/\/$/, '')
  const named = /^\/@(?<username>[A-Za-z0-9_.-]+)(?:\/(?<post>\d+))?$/.exec(path)?.groups
  if (named?.username) {
    if (named.post === undefined) return { username: named.username }
    const post = idOf(named.post)
    return post === undefined ? undefined : { post: post as PostId, username: named.username, authorId: undefined }
  }
  const numbered = /^\/users\/(?<author>\d+)(?:\/statuses\/(?<post>\d+))?$/.exec(path)?.groups
  const authorId = idOf(numbered?.author) as AccountId | undefined
  if (!numbered || authorId === undefined) return undefined
  if (numbered.post === undefined) return { accountId: authorId }
  const post = idOf(numbered.post)
  return post === undefined ? undefined : { post: post as PostId, username: undefined, authorId }
}
