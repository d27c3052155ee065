/** How a request becomes a call of an endpoint, and an endpoint's answer a response. Slices know nothing of Hono. */
import { z } from 'zod'
import type { Words } from '../messages/words.ts'
import type { Context } from './context.ts'
import { type Failure, failureStatus } from './failure.ts'
import type { AccountId, Id } from './ids.ts'
import type { FileLimit, UploadedFiles } from './upload.ts'

export type Role = 'owner' | 'moderator' | 'person'

/** Scopes as applications ask for them: `read` holds every `read:…`; `follow` is the old name of four of them. */
export const scopes = [
  'read',
  'read:accounts',
  'read:blocks',
  'read:bookmarks',
  'read:connections',
  'read:favourites',
  'read:filters',
  'read:follows',
  'read:lists',
  'read:mutes',
  'read:notifications',
  'read:search',
  'read:statuses',
  'write',
  'write:accounts',
  'write:blocks',
  'write:bookmarks',
  'write:connections',
  'write:conversations',
  'write:favourites',
  'write:filters',
  'write:follows',
  'write:lists',
  'write:media',
  'write:mutes',
  'write:notifications',
  'write:reports',
  'write:statuses',
  'follow',
  'push',
  'profile',
] as const
export type Scope = (typeof scopes)[number]

/** Who is asking: the owner of a valid token or session. */
export type Viewer = { accountId: AccountId; role: Role; locale: string }

/**
 * What a bearer token stands for, or a browser session. `viewer` is undefined for an application's own token; a session
 * has no client.
 */
export type Grant = {
  tokenId: Id
  clientId: string | undefined
  scopes: readonly string[]
  viewer: Viewer | undefined
}

export type Call<V, P = unknown, I = unknown> = {
  ctx: Context
  viewer: V
  /** In the language of whoever asks. */
  words: Words
  params: P
  /** Query and body as one object, as Mastodon reads them; a body field wins. */
  input: I
  /** By field name; empty where the route takes none. */
  files: UploadedFiles
  grant: Grant | undefined
  /** The hash of the browser session's token, on pages and where the web app asks. */
  sessionHash: string | undefined
  headers: Headers
  /** The full address of the request, below this server's origin. */
  url: string
  /** The address of the client, looked up through the configured proxies only. */
  address: string
}

export type Reply = {
  status: number
  headers: Record<string, string | string[]>
  body: string | Uint8Array | ReadableStream | null
}

export function json(value: unknown, headers: Record<string, string> = {}, status = 200): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  }
}

export function redirect(location: string, headers: Record<string, string | string[]> = {}): Reply {
  return { status: 303, headers: { location, ...headers }, body: null }
}

export function failureReply({ failure, message, details }: Failure): Reply {
  const headers: Record<string, string> = {}
  if (failure === 'unauthorized') headers['www-authenticate'] = 'Bearer realm="Twoway", error="invalid_token"'
  // The rest of the request is not read: the next one needs another connection.
  if (failure === 'too-large') headers.connection = 'close'
  return json(details ? { error: message, details } : { error: message }, headers, failureStatus[failure])
}

/**
 * Who may call a route.
 * anyone: no token needed; a token that is sent must be valid and hold the scope.
 * app: any valid token, also an application's own. person: a person's token. browser: the web app of somebody who is
 * logged in, never a token. page: a browser, perhaps with a session.
 */
export type Access =
  | { who: 'anyone' | 'app' | 'person'; scope: Scope | undefined }
  | { who: 'browser' | 'page'; scope: undefined }

/** What an endpoint is for, takes and gives, as openapi.ts tells it. */
export type Contract = {
  /** A sentence. */
  about?: string
  params?: z.ZodType
  input?: z.ZodType
  /** The JSON of a 200. Undefined: as Mastodon documents it, or something else than JSON. */
  answer?: z.ZodType
}

export interface Endpoint<V> {
  (call: Call<V, Record<string, string>>): Promise<Reply | Failure>
  /** Missing where the endpoint reads nothing but the path. */
  contract?: Contract
}

export type Route = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  access: Access
  /** Another scope that opens it just as well. */
  orScope?: Scope
  /** Undefined: files in a form are dropped, and the body is small. */
  takesFiles?: FileLimit
  endpoint: Endpoint<never>
}

/** Parses a call's parameters and input by their schemas before the handler sees them. A bad path id is "not found". */
export function endpoint<V, P extends z.ZodType = z.ZodType<unknown>, I extends z.ZodType = z.ZodType<unknown>>(
  contract: Omit<Contract, 'params' | 'input'> & { params?: P; input?: I },
  handle: (call: Call<V, z.output<P>, z.output<I>>) => Promise<Reply | Failure>,
): Endpoint<V> {
  const answer = async (call: Call<V, Record<string, string>>) => {
    const params = contract.params?.safeParse(call.params)
    if (params && !params.success) return { failure: 'not-found', message: 'Record not found' } as const
    const input = contract.input?.safeParse(call.input)
    if (input && !input.success) return validationFailure(input.error)
    return handle({ ...call, params: params?.data as z.output<P>, input: input?.data as z.output<I> })
  }
  return Object.assign(answer, { contract: contract as Contract })
}

function validationFailure(error: z.ZodError): Failure {
  const details: NonNullable<Failure['details']> = {}
  for (const issue of error.issues) {
    const field = issue.path.join('.') || 'base'
    details[field] = [...(details[field] ?? []), { error: 'ERR_INVALID', description: issue.message }]
  }
  const sentences = error.issues.map((issue) => `${issue.path.join('.') || 'Input'}: ${issue.message}`)
  return { failure: 'invalid', message: `Validation failed: ${sentences.join(', ')}`, details }
}

const isBlank = (value: unknown) => value === '' || value === null

/** Clients send an empty value, or null, for what they leave out. */
export function orAbsent<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => (isBlank(value) ? undefined : value), schema.optional())
}

/** Where an empty value says something: only null stands for what is left out. */
export function unlessNull<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => (value === null ? undefined : value), schema.optional())
}

/** `orAbsent` with a default, which a blank value means too. */
export function orDefault<T extends z.ZodType>(schema: T, otherwise: z.output<T>) {
  return orAbsent(schema).transform((value) => value ?? otherwise)
}

/** A boolean as forms, queries and JSON send it, in capitals too, as some languages write theirs. */
export const booleanField = z.preprocess(
  (value) => (typeof value === 'string' ? value.toLowerCase() : value),
  z
    .union(
      [
        z.boolean(),
        z.enum(['true', '1', 'on', 't', 'yes', 'false', '0', 'off', 'f', 'no', '']),
        z.literal(0),
        z.literal(1),
      ],
      'must be true or false',
    )
    .transform((value) => value === true || value === 1 || ['true', '1', 'on', 't', 'yes'].includes(value as string)),
)

/** A list as forms and queries send it: `id[]=1&id[]=2`, `id=1` or a JSON array. */
export function listField<T extends z.ZodType>(item: T, most: number) {
  return z.preprocess(
    (value) =>
      value === undefined || Array.isArray(value)
        ? value
        : typeof value === 'object' && value !== null
          ? Object.values(value)
          : [value],
    z.array(item).max(most, `must have at most ${most} entries`),
  )
}
