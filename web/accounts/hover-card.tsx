/**
 * A person's card beside their name, wherever it is a link to their profile: for a pointer that rests there, and for the
 * keyboard's focus. Not on touch. Escape, scrolling and leaving close it; Tab goes into it and out again.
 */
import { useQuery } from '@tanstack/react-query'
import { type CSSProperties, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { usePathname } from 'wouter/use-browser-location'
import type { Account } from '../api/entities.ts'
import { ownId } from '../api/queries.ts'
import { Avatar } from '../design/avatar.tsx'
import { FollowButton } from '../follows/follow-button.tsx'
import { ReasonLine } from '../follows/reason-line.tsx'
import { useRelationship } from '../follows/relationships.ts'
import { Lane } from '../ties/lane.tsx'
import { useTie } from '../ties/tie-store.ts'
import { namedAccountQuery, nameOf } from './account-queries.ts'
import styles from './hover-card.module.css'
import { PersonNames, PersonNote } from './person-parts.tsx'

const restMs = 450
const focusRestMs = 650
const leaveMs = 220
const width = 320
const edge = 8

type Shown = { link: HTMLAnchorElement; name: string; byFocus: boolean }

/** The name a link leads to, where it leads to a profile and nothing else. */
function profileIn(target: EventTarget | null): Omit<Shown, 'byFocus'> | undefined {
  const link = target instanceof Element ? target.closest('a') : null
  if (!link || link.origin !== location.origin || link.closest('[data-no-card]')) return undefined
  const name = /^\/@([^/]+)$/.exec(link.pathname)?.[1]
  return name ? { link, name: decodeURIComponent(name) } : undefined
}

/** Which card is wanted, from pointer and focus. */
function useShown(card: React.RefObject<HTMLElement | null>) {
  const [shown, setShown] = useState<Shown>()
  const path = usePathname()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const soon = (run: () => void, ms: number) => {
      clearTimeout(timer)
      timer = setTimeout(run, ms)
    }
    const close = () => {
      clearTimeout(timer)
      setShown(undefined)
    }
    function point(at: EventTarget | null) {
      if (card.current?.contains(at as Node)) return clearTimeout(timer)
      const found = profileIn(at)
      if (found) soon(() => setShown({ ...found, byFocus: false }), restMs)
      else soon(() => setShown((now) => (now?.byFocus ? now : undefined)), leaveMs)
    }
    function focus(at: EventTarget | null) {
      if (card.current?.contains(at as Node)) return
      const found = profileIn(at)
      if (!found?.link.matches(':focus-visible')) return close()
      setShown(undefined)
      soon(() => setShown({ ...found, byFocus: true }), focusRestMs)
    }
    const onPointerOver = ({ pointerType, target }: PointerEvent) => pointerType === 'mouse' && point(target)
    const onFocusIn = ({ target }: FocusEvent) => focus(target)
    const onKeyDown = ({ key }: KeyboardEvent) => key === 'Escape' && close()
    document.addEventListener('pointerover', onPointerOver)
    document.addEventListener('focusin', onFocusIn)
    document.addEventListener('keydown', onKeyDown)
    document.addEventListener('pointerdown', closeOutside)
    addEventListener('scroll', close, { passive: true })
    // What was pointed at while this code was on its way.
    if (document.activeElement?.matches(':focus-visible')) focus(document.activeElement)
    else point([...document.querySelectorAll(':hover')].at(-1) ?? null)
    function closeOutside(event: PointerEvent) {
      if (!card.current?.contains(event.target as Node)) close()
    }
    return () => {
      clearTimeout(timer)
      document.removeEventListener('pointerover', onPointerOver)
      document.removeEventListener('focusin', onFocusIn)
      document.removeEventListener('keydown', onKeyDown)
      document.removeEventListener('pointerdown', closeOutside)
      removeEventListener('scroll', close)
    }
  }, [card])
  // Another page has other names.
  useEffect(() => setShown(undefined), [path])
  return [shown, setShown] as const
}

/** Below the name, or above it where there is no room below. */
function placeBeside(link: Element): CSSProperties {
  const { top, bottom, left } = link.getBoundingClientRect()
  const isLow = bottom > innerHeight * 0.6
  return {
    left: Math.max(edge, Math.min(left, innerWidth - width - edge)),
    ...(isLow ? { bottom: innerHeight - top + edge, top: 'auto' } : { top: bottom + edge, bottom: 'auto' }),
  }
}

const stops = 'a[href], button:not(:disabled)'

export default function HoverCards() {
  const card = useRef<HTMLElement>(null)
  const [shown, setShown] = useShown(card)
  const { data: account } = useQuery({ ...namedAccountQuery(shown?.name ?? ''), enabled: shown !== undefined })
  const isShown = shown !== undefined && account !== undefined && !account.suspended && shown.link.isConnected

  useLayoutEffect(() => {
    if (isShown) card.current?.showPopover()
  }, [isShown])

  // Into the card from the name, and out of it to what follows the name.
  useEffect(() => {
    if (!isShown || !shown) return
    function onKeyDown(event: KeyboardEvent) {
      if (event.key !== 'Tab' || !shown || !card.current) return
      const inside = [...card.current.querySelectorAll<HTMLElement>(stops)]
      const at = inside.indexOf(document.activeElement as HTMLElement)
      const isOnLink = document.activeElement === shown.link
      if (isOnLink && !event.shiftKey && inside[0]) {
        event.preventDefault()
        inside[0].focus()
      } else if (at === (event.shiftKey ? 0 : inside.length - 1)) {
        if (event.shiftKey) event.preventDefault()
        shown.link.focus()
        setShown(undefined)
      }
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [isShown, shown, setShown])

  if (!isShown) return null
  return (
    <section
      ref={card}
      popover="manual"
      aria-label={nameOf(account)}
      className={styles.card}
      style={placeBeside(shown.link)}
      data-no-card
    >
      <Card account={account} />
    </section>
  )
}

function Card({ account }: { account: Account }) {
  const tie = useTie(account.id)
  const relationship = useRelationship(account.id)
  return (
    <>
      <div className={styles.head}>
        <Avatar account={account} size="large" />
        <FollowButton account={account} isSmall />
      </div>
      <PersonNames account={account} relationship={relationship} isLarge />
      <PersonNote account={account} lines={3} />
      {account.id !== ownId && (
        <div className={styles.tie}>
          {tie && (
            <>
              <Lane tie={tie} isSilent />
              <p dir="auto">{tie.sentence}</p>
            </>
          )}
        </div>
      )}
      {relationship && tie && <ReasonLine relationship={relationship} tie={tie} />}
    </>
  )
}
