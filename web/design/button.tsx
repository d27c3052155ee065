import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import styles from './button.module.css'
import { Icon, type IconName } from './icon.tsx'

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  /** main: the one thing to do here. plain: one of several. quiet: beside text. danger: cannot be taken back. */
  kind?: 'main' | 'plain' | 'quiet' | 'danger'
  icon?: IconName
  /** Waits for an answer: looks busy and takes no second press. */
  isBusy?: boolean
  ref?: Ref<HTMLButtonElement>
}

export function Button({ kind = 'plain', icon, isBusy = false, children, className = '', ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={isBusy || undefined}
      onClick={isBusy ? (event) => event.preventDefault() : rest.onClick}
      className={`${styles.button} ${styles[kind]} ${className}`}
    >
      {icon && <Icon name={icon} size={20} />}
      {children}
    </button>
  )
}

type ButtonLinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { kind?: ButtonProps['kind']; icon?: IconName }

/** Leads somewhere, and looks like a button. */
export function ButtonLink({ kind = 'plain', icon, children, className = '', ...rest }: ButtonLinkProps) {
  return (
    <a {...rest} className={`${styles.button} ${styles[kind]} ${className}`}>
      {icon && <Icon name={icon} size={20} />}
      {children}
    </a>
  )
}

type IconButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label'> & {
  /** The key that presses it: shell/keys.ts. */
  'data-key'?: string
  icon: IconName
  label: string
  isOn?: boolean
  /** The colour of the lane it acts in, on hover and while it is on. */
  lane?: 'out' | 'in' | 'heart' | 'ink'
  children?: ReactNode
  ref?: Ref<HTMLButtonElement>
}

/** `isOn` given at all makes it a switch. `children` stands beside the icon: a count. */
export function IconButton({ icon, label, isOn, lane = 'ink', children, className = '', ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      aria-pressed={isOn}
      title={label}
      className={`${styles.icon} ${styles[`${lane}Lane`]} ${className}`}
    >
      <Icon name={icon} filled={isOn === true && ['heart', 'bookmark'].includes(icon)} />
      {children !== undefined && <span aria-hidden="true">{children}</span>}
    </button>
  )
}
