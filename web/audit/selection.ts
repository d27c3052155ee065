/** Whom I have picked to do something about, and what is known of them. */
import { createStore } from '../api/store.ts'
import type { AuditPerson } from './types.ts'

export const selection = createStore<ReadonlySet<string>>(new Set())

/** Everybody met on the way here: an act says their names. */
const people = new Map<string, AuditPerson>()

export function keepPeople(items: readonly AuditPerson[]) {
  for (const person of items) people.set(person.account.id, person)
}

export const findPerson = (id: string): AuditPerson | undefined => people.get(id)

export function toggle(id: string) {
  selection.set((before) => {
    const after = new Set(before)
    if (!after.delete(id)) after.add(id)
    return after
  })
}

export const select = (ids: Iterable<string>) => selection.set(new Set(ids))
export const clearSelection = () => selection.set(new Set())
