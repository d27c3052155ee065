/** Newcomers for each test, so that no test sees another's relations, and what the tests do with them. */
import type { AccountId } from '../../src/platform/ids.ts'
import type { Person, World } from '../world.ts'

export const names = (accounts: { username: string }[]) => accounts.map((account) => account.username)

export function act(actor: Person, target: { id: AccountId }, verb: string, body?: unknown) {
  return actor.api('POST', `/api/v1/accounts/${target.id}/${verb}`, body)
}

/** What `viewer` is told about `other`. */
export async function relationship(viewer: Person, other: Person) {
  return (await viewer.api('GET', `/api/v1/accounts/relationships?id[]=${other.id}`)).body[0]
}

export function createCast(world: () => World) {
  let made = 0
  const people = (count: number): Promise<Person[]> =>
    Promise.all(Array.from({ length: count }, () => world().person(`person${++made}`)))
  return {
    one: async () => (await people(1)) as [Person],
    two: async () => (await people(2)) as [Person, Person],
    three: async () => (await people(3)) as [Person, Person, Person],
    four: async () => (await people(4)) as [Person, Person, Person, Person],
    people,
    /** Sets columns of a person's account directly. */
    async change(person: Person, columns: Record<string, unknown>) {
      await world().ctx.db.updateTable('accounts').set(columns).where('id', '=', person.id).execute()
    },
    async counts(person: Person): Promise<[followers: number, following: number]> {
      const { body } = await world().api('GET', `/api/v1/accounts/${person.id}`)
      return [body.followers_count, body.following_count]
    },
  }
}
