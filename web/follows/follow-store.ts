/** Whose follow is being decided about now, if anybody's is. */
import type { Account, FollowReason, Post } from '../api/entities.ts'
import { createStore } from '../api/store.ts'

export type FollowStart = {
  account: Account
  /** The post that led there: it is kept with the follow. */
  fromPost?: Post | undefined
  /** Chosen already, where the place says why. */
  reason?: FollowReason | undefined
}

export const followSheet = createStore<FollowStart | undefined>(undefined)

export function openFollowSheet(start: FollowStart) {
  followSheet.set(start)
}

export function closeFollowSheet() {
  followSheet.set(undefined)
}
