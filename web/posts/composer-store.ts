/** What is being written now, if anything is. */
import type { DeletedPost, Post, Visibility } from '../api/entities.ts'
import { createStore } from '../api/store.ts'

export type ComposerStart = {
  replyTo?: Post
  quote?: Post
  text?: string
  visibility?: Visibility
  edit?: Post
  redraft?: DeletedPost
}

export const composer = createStore<ComposerStart | undefined>(undefined)

export function openComposer(start: ComposerStart) {
  composer.set(start)
}

export function closeComposer() {
  composer.set(undefined)
}
