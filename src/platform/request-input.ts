import type { HttpBindings } from '@hono/node-server'
import type { Context as HonoContext } from 'hono'
import qs from 'qs'
import { type Failure, invalid } from './failure.ts'
import { fieldsAreTooLarge, noFiles, readParts, type SpooledBody, type UploadedFiles } from './upload.ts'

export const maxBodyBytes = 1_048_576

const malformed = (message: string): Failure => ({ failure: 'malformed', message })
const tooLarge: Failure = { failure: 'too-large', message: 'The request is larger than 1 MB' }

/** Nested keys as Rails has them: `fields_attributes[0][name]`, `id[]`. Bounded in depth, list length and count. */
function parseForm(text: string): Record<string, unknown> {
  return qs.parse(text, {
    depth: 4,
    arrayLimit: 500,
    parameterLimit: 1_000,
    plainObjects: false,
    allowPrototypes: false,
  })
}

async function readBytes(request: Request): Promise<Uint8Array | Failure> {
  const announced = request.headers.get('content-length')
  if (Number(announced ?? 0) > maxBodyBytes) return tooLarge
  // No more comes than was announced. Without streams between, reading costs a fraction.
  if (announced !== null) return new Uint8Array(await request.arrayBuffer())
  if (!request.headers.has('transfer-encoding')) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > maxBodyBytes) return tooLarge
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

type Body = { fields: Record<string, unknown>; files: UploadedFiles }

async function readMultipart(bytes: Uint8Array, type: string): Promise<Body | Failure> {
  const parts = await readParts(bytes, type)
  if (!parts?.fields.flat().every((text) => text.isWellFormed())) return malformed('The form could not be read')
  if (fieldsAreTooLarge(parts.fields)) return tooLarge
  const pairs = parts.fields.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
  return { fields: parseForm(pairs.join('&')), files: parts.files }
}

async function readFields(request: Request): Promise<Record<string, unknown> | Failure> {
  if (request.method === 'GET' || request.method === 'HEAD') return {}
  const bytes = await readBytes(request)
  if ('failure' in bytes) return bytes
  if (bytes.byteLength === 0) return {}
  const type = request.headers.get('content-type') ?? 'application/x-www-form-urlencoded'
  if (/^multipart\/form-data/i.test(type)) {
    const form = await readMultipart(bytes, type)
    return 'failure' in form ? (form as Failure) : form.fields
  }
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return malformed('The request is not valid UTF-8')
  }
  if (/^application\/x-www-form-urlencoded/i.test(type))
    return isDecodable(text) ? parseForm(text) : malformed('The form could not be read')
  if (!/^application\/(json|[a-z.+-]+\+json)/i.test(type))
    return malformed(`The content type ${type.slice(0, 60)} is not understood here: send JSON or a form`)
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
    return malformed('The request must be a JSON object')
  } catch {
    return malformed('The request is not valid JSON')
  }
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text.replaceAll('+', ' '))
    return true
  } catch {
    return false
  }
}

/** A sentence when the value holds text no database can store, or is nested absurdly deep. */
function unstorable(value: unknown, depth = 0): string | undefined {
  if (typeof value === 'string') {
    if (value.includes('\0')) return 'The text holds a NUL character (U+0000), which cannot be stored'
    return value.isWellFormed()
      ? undefined
      : 'The text holds half of a character (a lone surrogate), which cannot be stored'
  }
  if (typeof value !== 'object' || value === null) return undefined
  if (depth > 20) return 'The request is nested too deeply'
  for (const [key, inner] of Object.entries(value)) {
    const reason = unstorable(key, depth + 1) ?? unstorable(inner, depth + 1)
    if (reason) return reason
  }
  return undefined
}

export type RequestInput = {
  params: Record<string, string>
  input: Record<string, unknown>
  files: UploadedFiles
  pathAndQuery: string
}

/**
 * Path parameters, and query and body as one object. Whatever passes can be stored and parsed. `spooled`: the body of a
 * form with files, where the route takes them.
 */
export async function readInput(
  c: HonoContext<{ Bindings: HttpBindings }>,
  spooled?: SpooledBody,
): Promise<RequestInput | Failure> {
  const address = new URL(c.req.url)
  if (!isDecodable(address.pathname) || !isDecodable(address.search))
    return malformed('The address holds a broken percent-encoding')
  const form = spooled && (await readMultipart(await spooled.read(), c.req.header('content-type') ?? ''))
  if (form && 'failure' in form) return form
  const body = form ? form.fields : await readFields(c.req.raw)
  if ('failure' in body && typeof body.failure === 'string' && 'message' in body) return body as Failure
  const params = c.req.param() as Record<string, string>
  const input = { ...parseForm(address.search.slice(1)), ...body }
  const reason = unstorable(params) ?? unstorable(input)
  if (reason) return invalid(reason)
  return { params, input, files: form?.files ?? noFiles, pathAndQuery: address.pathname + address.search }
}
