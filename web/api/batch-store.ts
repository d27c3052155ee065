/** What is known of many things by their ids, asked for in batches: a page of people costs one request. */
import { useEffect, useSyncExternalStore } from 'react'

type BatchStoreOptions<T> = {
  /** In any order; what is left out is not there. */
  fetchMany: (ids: string[]) => Promise<T[]>
  idOf: (item: T) => string
  most: number
}

/** Asked for again when it is needed after this. */
const freshMs = 60_000
/** Rows of one page ask within the same moment. */
const gatherMs = 20

type Known<T> = { value: T | undefined; at: number }

export type BatchStore<T> = {
  /** Undefined until it has come, and where there is none. Asks for it. */
  use: (id: string | undefined) => T | undefined
  get: (id: string) => T | undefined
  keep: (items: readonly T[]) => void
  /** What is known may have changed: whoever shows it is told anew. */
  refresh: (id: string) => void
}

export function createBatchStore<T>({ fetchMany, idOf, most }: BatchStoreOptions<T>): BatchStore<T> {
  const known = new Map<string, Known<T>>()
  const listeners = new Map<string, Set<() => void>>()
  const wanted = new Set<string>()
  let isGathering = false

  function put(id: string, value: T | undefined) {
    known.set(id, { value, at: Date.now() })
    for (const listener of listeners.get(id) ?? []) listener()
  }

  async function ask(ids: string[]) {
    try {
      const found = new Map((await fetchMany(ids)).map((item) => [idOf(item), item]))
      for (const id of ids) put(id, found.get(id))
    } catch {
      // What did not come is asked for by whoever needs it next.
    }
  }

  function flush() {
    isGathering = false
    const ids = [...wanted]
    wanted.clear()
    for (let from = 0; from < ids.length; from += most) void ask(ids.slice(from, from + most))
  }

  function want(id: string) {
    wanted.add(id)
    if (!isGathering) setTimeout(flush, gatherMs)
    isGathering = true
  }

  return {
    get: (id) => known.get(id)?.value,
    keep(items) {
      for (const item of items) put(idOf(item), item)
    },
    refresh(id) {
      if (listeners.has(id)) want(id)
      else known.delete(id)
    },
    use(id) {
      useEffect(() => {
        if (id !== undefined && Date.now() - (known.get(id)?.at ?? 0) > freshMs) want(id)
      }, [id])
      return useSyncExternalStore(
        (listener) => {
          if (id === undefined) return () => undefined
          const ofOne = listeners.get(id) ?? new Set()
          listeners.set(id, ofOne.add(listener))
          return () => {
            ofOne.delete(listener)
            if (ofOne.size === 0) listeners.delete(id)
          }
        },
        () => (id === undefined ? undefined : known.get(id)?.value),
      )
    },
  }
}
