import { type CSSProperties, type KeyboardEvent, useId, useRef, useState } from 'react'
import { IconButton } from './button.tsx'
import { Icon, type IconName } from './icon.tsx'
import styles from './menu.module.css'

/** In pixels; enough for most of what is in one. */
const usualWidth = 260

export type MenuItem =
  | {
      label: string
      icon?: IconName
      /** Where it leads, or what it does. */
      href?: string
      run?: () => void
      /** One of several. */
      isChosen?: boolean
      /** On or off by itself. */
      isOn?: boolean
      isDangerous?: boolean
    }
  | 'line'

type MenuProps = { label: string; icon?: IconName; items: readonly MenuItem[]; className?: string }

/** A button with a list of things to do: a popover that the browser closes, moved through with the arrow keys. */
export function Menu({ label, icon = 'more', items, className }: MenuProps) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [place, setPlace] = useState<CSSProperties>({})
  const [isOpen, setIsOpen] = useState(false)

  function onOpen() {
    setIsOpen(true)
    if (!button.current) return
    const { top, bottom, left, right } = button.current.getBoundingClientRect()
    const isLow = bottom > innerHeight * 0.6
    const room = innerWidth - usualWidth
    setPlace({
      ...(isLow ? { bottom: innerHeight - top + 4, top: 'auto' } : { top: bottom + 4, bottom: 'auto' }),
      ...(right > innerWidth / 2
        ? { right: Math.min(Math.max(8, innerWidth - right), room), left: 'auto' }
        : { left: Math.min(left, room), right: 'auto' }),
    })
  }
  const choices = () => [...(list.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])]
  function onKeyDown(event: KeyboardEvent) {
    const all = choices()
    const at = all.indexOf(document.activeElement as HTMLElement)
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key]
    if (next === undefined) return
    event.preventDefault()
    all.at(next % all.length)?.focus()
  }
  const close = () => list.current?.hidePopover()

  return (
    <>
      <IconButton
        ref={button}
        icon={icon}
        label={label}
        className={className ?? ''}
        popoverTarget={id}
        aria-haspopup="menu"
        aria-expanded={isOpen}
      />
      <div
        ref={list}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        className={styles.menu}
        style={place}
        onBeforeToggle={(event) => event.newState === 'open' && onOpen()}
        onToggle={(event) => {
          // What is in it goes after it has closed: the browser gives the focus back from what it still finds there.
          if (event.newState === 'closed') setIsOpen(false)
          else choices()[0]?.focus()
        }}
        onKeyDown={onKeyDown}
      >
        {isOpen &&
          items.map((item, at) => <Choice key={item === 'line' ? at : item.label} item={item} close={close} />)}
      </div>
    </>
  )
}

function Choice({ item, close }: { item: MenuItem; close: () => void }) {
  if (item === 'line') return <hr className={styles.line} />
  const { label, icon, href, run, isChosen, isOn, isDangerous } = item
  const isMarked = isChosen ?? isOn
  const role = isOn === undefined ? 'menuitemradio' : 'menuitemcheckbox'
  const inside = (
    <>
      {icon && <Icon name={icon} size={20} />}
      <span>{label}</span>
      {isMarked && <Icon name="check" size={18} />}
    </>
  )
  const className = `${styles.choice} ${isDangerous ? styles.dangerous : ''}`
  if (href !== undefined)
    return (
      <a role="menuitem" className={className} href={href} onClick={close}>
        {inside}
      </a>
    )
  return (
    <button
      type="button"
      {...(isMarked === undefined ? { role: 'menuitem' } : { role, 'aria-checked': isMarked })}
      className={className}
      onClick={() => {
        close()
        run?.()
      }}
    >
      {inside}
    </button>
  )
}
