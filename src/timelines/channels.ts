/** What a stream can carry, as clients name it. Pure. */
import type { Failure } from '../platform/failure.ts'
import type { Scope } from '../platform/http.ts'
import { type Id, idSchema } from '../platform/ids.ts'
import type { StreamRequest } from '../platform/streaming.ts'
import { normalizeHashtag } from '../platform/text.ts'

/** Whose posts: everyone's, those of people here, those of people elsewhere. */
export type Source = 'all' | 'local' | 'remote'

export type Channel =
  | { kind: 'user' }
  | { kind: 'notifications' }
  | { kind: 'direct' }
  | { kind: 'public'; source: Source; onlyMedia: boolean }
  | { kind: 'hashtag'; source: Source; tag: string }
  | { kind: 'list'; list: Id }

const malformed = (message: string): Failure => ({ failure: 'malformed', message })
export const unknownList: Failure = { failure: 'not-found', message: 'Not authorized to stream this list' }
const mostTagCharacters = 200

const plainChannels: Record<string, Channel> = {
  user: { kind: 'user' },
  'user:notification': { kind: 'notifications' },
  direct: { kind: 'direct' },
  public: { kind: 'public', source: 'all', onlyMedia: false },
  'public:media': { kind: 'public', source: 'all', onlyMedia: true },
  'public:local': { kind: 'public', source: 'local', onlyMedia: false },
  'public:local:media': { kind: 'public', source: 'local', onlyMedia: true },
  'public:remote': { kind: 'public', source: 'remote', onlyMedia: false },
  'public:remote:media': { kind: 'public', source: 'remote', onlyMedia: true },
}

function hashtagChannel(source: Source, tag: string | undefined): Channel | Failure {
  const name = normalizeHashtag(tag ?? '')
  if (name === '' || name.length > mostTagCharacters) return malformed('Missing tag name parameter')
  return { kind: 'hashtag', source, tag: name }
}

export function channelOf({ stream, tag, list }: StreamRequest): Channel | Failure {
  if (stream === 'hashtag') return hashtagChannel('all', tag)
  if (stream === 'hashtag:local') return hashtagChannel('local', tag)
  if (stream === 'list') {
    const id = idSchema.safeParse(list)
    return id.success ? { kind: 'list', list: id.data } : unknownList
  }
  return Object.hasOwn(plainChannels, stream) ? plainChannels[stream]! : malformed('Unknown stream type')
}

export function scopeOf({ kind }: Channel): Scope {
  return kind === 'notifications' ? 'read:notifications' : 'read:statuses'
}

/** What stands in the `stream` of each message: the channel, and its tag or list just as the client gave it. */
export function nameOf({ stream, tag, list }: StreamRequest, { kind }: Channel): readonly string[] {
  if (kind === 'hashtag') return [stream, tag ?? '']
  return kind === 'list' ? [stream, list ?? ''] : [stream]
}

export function comesFrom(source: Source, isLocal: boolean): boolean {
  return source === 'all' || (source === 'local') === isLocal
}
