/** Files under keys of our own making. A folder today; anything that puts, gets, deletes and lists can take its place. */
import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import type { Context } from './context.ts'

/** Sixteen random bytes and an extension of ours, in one of 256 folders: `3f/3f….webp`. Nobody else chooses any of it. */
const keyPattern = /^([0-9a-f]{2})\/\1[0-9a-f]{30}(?:\.moving)?\.(?:jpg|png|gif|webp)$/
/** Writing was cut off: the file under this name is never served. */
const partEnding = '.part'

export type Extension = 'jpg' | 'png' | 'gif' | 'webp'

export function newKey(extension: Extension): string {
  const name = randomBytes(16).toString('hex')
  return `${name.slice(0, 2)}/${name}.${extension}`
}

/** Of a picture that moves: `3f/3f….moving.webp`. The same standing still is kept beside it. */
export const movingKey = (key: string): string => key.replace(/(?<!\.moving)(?=\.\w+$)/, '.moving')
/** The picture that stands still; it is itself where nothing moves. */
export const stillKey = (key: string): string => key.replace(/\.moving(?=\.\w+$)/, '')

/** All that is kept of a picture, by the key that names it. */
export const filesOf = (key: string): string[] => [...new Set([key, stillKey(key)])]

export function isKey(text: string): boolean {
  return keyPattern.test(text)
}

/** Where the file is looked at. */
export function fileUrl({ origin }: Pick<Context, 'origin'>, key: string): string {
  return `${origin}/media/${key}`
}

/** The folders that keys stand in: 00 to ff. */
export const folders: readonly string[] = Array.from({ length: 256 }, (_, index) => index.toString(16).padStart(2, '0'))

export type StoredFile = { size: number; content: () => ReadableStream }

export type Storage = {
  /** The file is on the disk, whole, when this returns. */
  put: (key: string, bytes: Uint8Array) => Promise<void>
  /** Undefined when there is none. The content must be read or cancelled. */
  get: (key: string) => Promise<StoredFile | undefined>
  /** Those that are not there are no error. */
  delete: (keys: readonly string[]) => Promise<void>
  /** What stands in one of the folders, also what was left of a cut-off writing. */
  list: (folder: string) => Promise<{ key: string; storedAt: Date }[]>
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
}

async function sync(path: string) {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

export function createFolderStorage(root: string): Storage {
  const pathOf = (key: string) => {
    if (!isKey(key.endsWith(partEnding) ? key.slice(0, -partEnding.length) : key))
      throw new Error(`${key} is not a key of this storage`)
    return join(root, key)
  }
  return {
    async put(key, bytes) {
      const path = pathOf(key)
      const part = path + partEnding
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      const handle = await open(part, 'wx', 0o600)
      try {
        await handle.writeFile(bytes)
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(part, path)
      await sync(dirname(path))
    },
    async get(key) {
      try {
        const handle = await open(pathOf(key), 'r')
        const { size } = await handle.stat()
        return { size, content: () => Readable.toWeb(handle.createReadStream()) as ReadableStream }
      } catch (error) {
        if (isMissing(error)) return undefined
        throw error
      }
    },
    async delete(keys) {
      for (const key of keys) await rm(pathOf(key), { force: true })
    },
    async list(folder) {
      const names = await readdir(join(root, folder)).catch((error) => {
        if (isMissing(error)) return []
        throw error
      })
      const found: { key: string; storedAt: Date }[] = []
      for (const name of names) {
        const key = `${folder}/${name}`
        if (!isKey(key.endsWith(partEnding) ? key.slice(0, -partEnding.length) : key)) continue
        const { mtime } = await stat(join(root, key)).catch((error) => {
          if (isMissing(error)) return { mtime: undefined }
          throw error
        })
        if (mtime) found.push({ key, storedAt: mtime })
      }
      return found
    },
  }
}
