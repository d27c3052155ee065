/**
 * Keys that do what one would otherwise point at. Never while somebody types, in a dialog or a menu, or with another key
 * held; and not at all where they are switched off (WCAG 2.2, 2.1.4). A control names its key with `data-key`.
 */
import { createStore } from '../api/store.ts'
import { openComposer } from '../posts/composer-store.ts'
import { go } from './navigation.ts'

const keptAs = 'twoway-keys'
export const keysAreOn = createStore(localStorage.getItem(keptAs) !== 'off')
export const keysHelp = createStore(false)

export function switchKeys(isOn: boolean) {
  keysAreOn.set(isOn)
  if (isOn) localStorage.removeItem(keptAs)
  else localStorage.setItem(keptAs, 'off')
}

/** After `g`. */
const places: Record<string, string> = { h: '/', n: '/notifications', s: '/settings' }
const sequenceMs = 1_500
let isGoing = false
let timer: ReturnType<typeof setTimeout> | undefined

function isBusy(target: EventTarget | null): boolean {
  const isTyping =
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select, [role=slider]'))
  return isTyping || document.querySelector('dialog[open], [popover]:popover-open') !== null
}

const articles = () => [...document.querySelectorAll<HTMLElement>('main article')]
const focusedArticle = () => document.activeElement?.closest<HTMLElement>('main article') ?? undefined

/** To the next or the former post; to the first one in sight where none has been chosen. */
function step(by: 1 | -1) {
  const all = articles()
  const at = focusedArticle()
  const headHeight = document.querySelector('main header')?.getBoundingClientRect().bottom ?? 0
  const inSight = all.find((one) => one.getBoundingClientRect().bottom > headHeight + 24)
  const next = at ? all[all.indexOf(at) + by] : inSight
  if (!next) return
  next.tabIndex = -1
  next.focus({ preventScroll: true })
  next.scrollIntoView({ block: 'nearest' })
}

/** Presses the control of this key in the chosen post, or elsewhere on the page. */
function press(key: string): boolean {
  const control = (focusedArticle() ?? document).querySelector<HTMLElement>(`[data-key="${key}"]`)
  control?.click()
  return control !== null
}

function search() {
  if (location.pathname !== '/search') go('/search')
  requestAnimationFrame(() => document.querySelector<HTMLElement>('main input[type=search]')?.focus())
}

function stepBack() {
  if (focusedArticle()) (document.activeElement as HTMLElement).blur()
  else press('Escape')
}

const acts: Record<string, () => void> = {
  j: () => step(1),
  k: () => step(-1),
  n: () => openComposer({}),
  r: () => press('r'),
  f: () => press('f'),
  b: () => press('b'),
  l: () => press('l'),
  o: () => press('l'),
  '.': () => press('.'),
  '/': search,
  '?': () => keysHelp.set(true),
  Escape: stepBack,
}

function actOf(key: string): (() => void) | undefined {
  if (isGoing) {
    isGoing = false
    const place = places[key]
    if (place) return () => go(place)
  }
  if (key === 'g')
    return () => {
      isGoing = true
      clearTimeout(timer)
      timer = setTimeout(() => {
        isGoing = false
      }, sequenceMs)
    }
  return Object.hasOwn(acts, key) ? acts[key] : undefined
}

export function listenToKeys() {
  document.addEventListener('keydown', (event) => {
    if (!keysAreOn.get() || event.defaultPrevented || event.isComposing) return
    if (event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) return
    const act = actOf(event.key)
    if (!act) return
    event.preventDefault()
    act()
  })
}
