import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { createFolderStorage, folders, isKey, newKey, type Storage } from './storage.ts'

describe('the storage in a folder', () => {
  let root: string
  let storage: Storage
  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'twoway-storage-'))
    storage = createFolderStorage(join(root, 'media'))
  })
  after(() => rm(root, { recursive: true, force: true }))

  async function contentOf(key: string): Promise<string | undefined> {
    const file = await storage.get(key)
    if (!file) return undefined
    const text = await new Response(file.content()).text()
    assert.equal(file.size, Buffer.byteLength(text))
    return text
  }

  test('gives back what was put, until it is deleted', async () => {
    const key = newKey('webp')
    assert.equal(await contentOf(key), undefined)
    await storage.put(key, Buffer.from('picture'))
    assert.equal(await contentOf(key), 'picture')
    await storage.delete([key, newKey('png')])
    assert.equal(await contentOf(key), undefined)
  })

  test('lists each file in its folder, also one whose writing was cut off', async () => {
    const key = newKey('png')
    const folder = key.slice(0, 2)
    await storage.put(key, Buffer.from('whole'))
    const part = `${folder}/${folder}${'0'.repeat(30)}.png.part`
    await writeFile(join(root, 'media', part), 'cut')
    await writeFile(join(root, 'media', folder, 'notes.txt'), 'somebody else’s')
    const listed = await storage.list(folder)
    assert.deepEqual(new Set(listed.map((file) => file.key)), new Set([key, part]))
    assert.ok(listed.every(({ storedAt }) => storedAt instanceof Date))
    await storage.delete(listed.map((file) => file.key))
    assert.deepEqual(await readdir(join(root, 'media', folder)), ['notes.txt'])
    assert.deepEqual(await storage.list(folders.find((other) => other !== folder)!), [])
  })

  test('takes no key that is not one of ours', async () => {
    for (const key of [
      '../../etc/passwd',
      '00/../x.png',
      'ab/cd.png',
      '',
      `${newKey('png')}/..`,
      newKey('png').toUpperCase(),
    ]) {
      assert.equal(isKey(key), false, key)
      await assert.rejects(storage.get(key), /is not a key/, key)
      await assert.rejects(storage.put(key, Buffer.from('x')), /is not a key/, key)
    }
    const keys = Array.from({ length: 100 }, () => newKey('gif'))
    assert.ok(keys.every((key) => isKey(key) && folders.includes(key.slice(0, 2))))
    assert.equal(new Set(keys).size, keys.length)
  })
})
