import { useId } from 'react'
import styles from './check.module.css'

type CheckProps = { label: string; hint?: string; isOn: boolean; onChange: (isOn: boolean) => void }

/** A box to tick, its label, what to know about it. */
export function Check({ label, hint, isOn, onChange }: CheckProps) {
  const id = useId()
  return (
    <div className={styles.check}>
      <input
        id={id}
        type="checkbox"
        checked={isOn}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  )
}
