import { useId } from 'react'
import styles from './choice.module.css'
import { Icon, type IconName } from './icon.tsx'

export type Choosable<T extends string> = { value: T; name: string; hint?: string; icon?: IconName }

type ChoiceProps<T extends string> = {
  label: string
  hint?: string
  choices: readonly Choosable<T>[]
  value: T
  onChange: (value: T) => void
  /** Beside each other where there is room, for short ones. */
  isRow?: boolean
}

/** One of a few, all of them in sight. */
export function Choice<T extends string>({ label, hint, choices, value, onChange, isRow = false }: ChoiceProps<T>) {
  const name = useId()
  return (
    <fieldset className={styles.group} aria-describedby={hint ? `${name}-hint` : undefined}>
      <legend>{label}</legend>
      {hint && (
        <p id={`${name}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
      <div className={isRow ? styles.row : styles.column}>
        {choices.map((choice) => (
          <label key={choice.value} className={styles.choice}>
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
            />
            {choice.icon && <Icon name={choice.icon} size={20} />}
            <span>
              <span className={styles.name}>{choice.name}</span>
              {choice.hint && <span className={styles.hint}>{choice.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
