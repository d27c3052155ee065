/** Requests to our own server. The session cookie goes along by itself; the header says that it is the app who asks. */

import { common } from '#messages/common.ts'
import { addressOf, type Params } from './address.ts'
import { watched } from './connection.ts'
import { takeEarly } from './early-answers.ts'

/**
 * What the server, or the way to it, had to say. `message` is a sentence for people. 0: the server was not reached.
 * `details`: what is wrong with which field.
 */
export type ApiError = Error & { status: number; details?: Record<string, unknown> | undefined }

export function isApiError(error: unknown): error is ApiError {
  return error instanceof Error && 'status' in error
}

function apiError(message: string, status: number, details?: ApiError['details']): ApiError {
  return Object.assign(new Error(message), { status, details })
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type RequestOptions = {
  params?: Params
  body?: object
  form?: FormData
  signal?: AbortSignal | undefined
  idempotencyKey?: string
  /** The request outlives the page. */
  keepalive?: boolean
}

function logInAgain(): never {
  const here = location.pathname + location.search
  location.assign(`/auth/sign_in?${new URLSearchParams({ return_to: here })}`)
  throw apiError(common.loggedOut, 401)
}

async function failureOf(response: Response): Promise<ApiError> {
  const body = await response.json().catch(() => undefined)
  const sentence: string = typeof body?.error === 'string' ? body.error : common.serverFailed(response.status)
  return apiError(/[.!?…]$/.test(sentence) ? sentence : `${sentence}.`, response.status, body?.details)
}

async function request(method: Method, path: string, options: RequestOptions): Promise<Response> {
  const { params, body, form, signal, idempotencyKey, keepalive = false } = options
  const address = addressOf(path, params)
  const early = method === 'GET' ? takeEarly(address) : undefined
  const asked =
    early ??
    fetch(address, {
      method,
      signal: signal ?? null,
      keepalive,
      headers: {
        'twoway-web': '1',
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : form ? { body: form } : {}),
    })
  const response = await watched(asked).catch((error: unknown) => {
    if (signal?.aborted) throw error
    throw apiError(common.notReached, 0)
  })
  if (response.status === 401) logInAgain()
  if (!response.ok) throw await failureOf(response)
  return response
}

/** Throws an ApiError. A 401 leads to the log-in page and back. */
export async function api<T>(method: Method, path: string, options: RequestOptions = {}): Promise<T> {
  const response = await request(method, path, options)
  return (await response.json()) as T
}

/** One page of a list. `older`: the `max_id` of the page after it, undefined at the end. */
export type ApiPage<T> = { items: T[]; older: string | undefined }

/** An empty page ends a list; a short one does not. */
export async function apiPage<T>(path: string, options: RequestOptions = {}): Promise<ApiPage<T>> {
  const response = await request('GET', path, options)
  const older = /[?&]max_id=(\d+)[^>]*>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1]
  return { items: (await response.json()) as T[], older }
}
