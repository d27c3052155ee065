/** Bodies that carry files: written to the disk while they arrive, read into memory only when it is their turn. */
import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Failure } from './failure.ts'
import { createTurns } from './turns.ts'

/** A file as it was sent. Its name and type are what the sender says: nothing may follow from them. */
export type UploadedFile = { bytes: Uint8Array; name: string; type: string }
export type UploadedFiles = ReadonlyMap<string, UploadedFile>
export const noFiles: UploadedFiles = new Map()

/** How many bytes of files one request may carry. */
export type FileLimit = { maxBytes: number }

/** A body of some megabytes is in memory several times while it is taken apart and decoded. */
export const uploadTurns = createTurns({ atOnce: 2, mostWaiting: 50 })
export const tooManyUploads: Failure = {
  failure: 'too-many',
  message: 'Many people are uploading right now: wait a moment, then try again',
}

/** Fields beside the files, and what holds the parts together. */
const bytesBesideFiles = 1_048_576

export function carriesFiles(request: Request): boolean {
  return request.body !== null && /^multipart\/form-data/i.test(request.headers.get('content-type') ?? '')
}

export type SpooledBody = { read: () => Promise<Uint8Array>; discard: () => Promise<void> }

export function tooLargeFor({ maxBytes }: FileLimit): Failure {
  return { failure: 'too-large', message: `The file is larger than ${Math.floor(maxBytes / 1_048_576)} MB` }
}

/** Takes the body off the wire at the sender's pace, holding no more than a chunk of it. */
export async function spoolBody(request: Request, limit: FileLimit): Promise<SpooledBody | Failure> {
  const most = limit.maxBytes + bytesBesideFiles
  if (Number(request.headers.get('content-length') ?? 0) > most) return tooLargeFor(limit)
  const handle = await openUnnamed()
  let size = 0
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength
      if (size > most) {
        await handle.close()
        return tooLargeFor(limit)
      }
      await handle.write(chunk)
    }
  } catch (error) {
    await handle.close()
    throw error
  }
  return {
    async read() {
      const bytes = new Uint8Array(size)
      let at = 0
      while (at < size) {
        const { bytesRead } = await handle.read(bytes, at, size - at, at)
        if (bytesRead === 0) throw new Error('The temporary file is shorter than what was written to it')
        at += bytesRead
      }
      return bytes
    },
    discard: () => handle.close(),
  }
}

/** A temporary file that is gone when it is closed, also when the process dies. */
async function openUnnamed(): Promise<FileHandle> {
  const path = join(tmpdir(), `twoway-upload-${randomUUID()}`)
  const handle = await open(path, 'wx+', 0o600)
  await rm(path)
  return handle
}

export type FormParts = { fields: [string, string][]; files: Map<string, UploadedFile> }

/** Undefined when it is no multipart form. Of several files of one name the last one counts. */
export async function readParts(bytes: Uint8Array, type: string): Promise<FormParts | undefined> {
  let form: FormData
  try {
    form = await new Response(bytes as Uint8Array<ArrayBuffer>, { headers: { 'content-type': type } }).formData()
  } catch {
    return undefined
  }
  const fields: [string, string][] = []
  const files = new Map<string, UploadedFile>()
  for (const [name, value] of form) {
    if (typeof value === 'string') fields.push([name, value])
    else files.set(name, { bytes: new Uint8Array(await value.arrayBuffer()), name: value.name, type: value.type })
  }
  return { fields, files }
}

export function fieldsAreTooLarge(fields: readonly [string, string][]): boolean {
  return fields.reduce((sum, [name, value]) => sum + name.length + value.length, 0) > bytesBesideFiles
}
