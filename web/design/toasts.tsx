/** What has just happened, at the edge of the page for a few seconds, with a way back where there is one. */
import { useEffect, useRef, useState } from 'react'
import { common } from '#messages/common.ts'
import { isApiError } from '../api/client.ts'
import { createStore, useStore } from '../api/store.ts'
import { Button } from './button.tsx'
import styles from './toasts.module.css'

type Toast = {
  id: number
  text: string
  kind: 'said' | 'failed'
  action?: { label: string; run: () => void } | undefined
  seconds: number
}

const toasts = createStore<readonly Toast[]>([])
let lastId = 0

/** Answers how to take it away early. */
export function toast(
  text: string,
  { kind = 'said', action, seconds = kind === 'failed' || action ? 8 : 4 }: Partial<Omit<Toast, 'id' | 'text'>> = {},
): () => void {
  const id = ++lastId
  toasts.set((before) => [...before.slice(-2), { id, text, kind, action, seconds }])
  return () => dismiss(id)
}

export function toastError(error: unknown) {
  toast(isApiError(error) ? error.message : common.somethingWentWrong, { kind: 'failed' })
}

function dismiss(id: number) {
  toasts.set((before) => before.filter((one) => one.id !== id))
}

function ToastLine({ toast: { id, text, kind, action, seconds } }: { toast: Toast }) {
  const line = useRef<HTMLLIElement>(null)
  useEffect(() => {
    let left = seconds * 1_000
    const timer = setInterval(() => {
      // Nobody is hurried who is reading it or about to press.
      if (!line.current?.matches(':hover, :focus-within')) left -= 250
      if (left <= 0) dismiss(id)
    }, 250)
    return () => clearInterval(timer)
  }, [id, seconds])
  return (
    <li ref={line} className={`${styles.toast} ${styles[kind]}`}>
      <span>{text}</span>
      {action && (
        <Button
          kind="quiet"
          onClick={() => {
            dismiss(id)
            action.run()
          }}
        >
          {action.label}
        </Button>
      )}
    </li>
  )
}

/** Where toasts can be seen: the page, and every sheet over it, the newest last. */
const places = createStore<readonly symbol[]>([])

/** A sheet lies over everything outside of it, so each has a place of its own; only the one on top shows anything. */
export function Toasts() {
  const [place] = useState(() => Symbol('place of toasts'))
  useEffect(() => {
    places.set((before) => [...before, place])
    return () => places.set((before) => before.filter((one) => one !== place))
  }, [place])
  const isOnTop = useStore(places).at(-1) === place
  const all = useStore(toasts)
  const shown = isOnTop ? all : []
  return (
    <div role="status" aria-label={common.messages}>
      <ol className={styles.toasts}>
        {shown.map((one) => (
          <ToastLine key={one.id} toast={one} />
        ))}
      </ol>
    </div>
  )
}
