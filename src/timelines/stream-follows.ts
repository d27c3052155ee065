/**
 * Whom the people with an open home follow, so that a post is weighed for its author's followers and not for everybody
 * who listens. It may hold follows that have ended, for the rules decide anew each time; it never misses one.
 */
import type { AccountId } from '../platform/ids.ts'
import type { Logger } from '../platform/log.ts'

export type StreamFollows = {
  /** Takes the viewer in; until it is known whom they follow they count as everybody's follower. */
  watch: (viewer: AccountId) => void
  forget: (viewer: AccountId) => void
  note: (follower: AccountId, followee: AccountId) => void
  followersOf: (author: AccountId) => AccountId[]
}

export function createStreamFollows(
  selectFollowees: (viewer: AccountId) => Promise<readonly AccountId[]>,
  log: Pick<Logger, 'error'>,
): StreamFollows {
  const watched = new Map<AccountId, AccountId[]>()
  const unknown = new Set<AccountId>()
  const followers = new Map<AccountId, Set<AccountId>>()

  function note(follower: AccountId, followee: AccountId) {
    const followees = watched.get(follower)
    const ofFollowee = followers.get(followee)
    if (!followees || ofFollowee?.has(follower)) return
    followees.push(followee)
    followers.set(followee, (ofFollowee ?? new Set()).add(follower))
  }

  async function load(viewer: AccountId, followees: AccountId[]) {
    const found = await selectFollowees(viewer)
    // Somebody may have come and gone, and come again, meanwhile.
    if (watched.get(viewer) !== followees) return
    for (const followee of found) note(viewer, followee)
    unknown.delete(viewer)
  }

  return {
    note,
    watch(viewer) {
      if (watched.has(viewer)) return
      const followees: AccountId[] = []
      watched.set(viewer, followees)
      unknown.add(viewer)
      load(viewer, followees).catch((error) => log.error({ err: error }, 'it is not known whom a viewer follows'))
    },
    forget(viewer) {
      for (const followee of watched.get(viewer) ?? []) {
        const ofFollowee = followers.get(followee)
        ofFollowee?.delete(viewer)
        if (ofFollowee?.size === 0) followers.delete(followee)
      }
      watched.delete(viewer)
      unknown.delete(viewer)
    },
    followersOf: (author) => [...unknown, ...(followers.get(author) ?? [])],
  }
}
