import styles from './chips.module.css'

type ChipsProps<T extends string> = {
  /** Names the group for readers; the sentence above it says the same. */
  label: string
  name: string
  choices: readonly { value: T; text: string }[]
  value: T | undefined
  onChange: (value: T | undefined) => void
}

type ManyChipsProps<T extends string> = {
  label: string
  choices: readonly { value: T; text: string }[]
  values: readonly T[]
  onChange: (values: readonly T[]) => void
}

/** Any of a few. */
export function ManyChips<T extends string>({ label, choices, values, onChange }: ManyChipsProps<T>) {
  return (
    <fieldset className={styles.chips} aria-label={label}>
      {choices.map(({ value, text }) => (
        <label key={value} className={styles.chip}>
          <input
            type="checkbox"
            checked={values.includes(value)}
            onChange={({ target }) =>
              onChange(target.checked ? [...values, value] : values.filter((other) => other !== value))
            }
          />
          <span dir="auto">{text}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** One of a few, or none: choosing the chosen one again takes it back. */
export function Chips<T extends string>({ label, name, choices, value, onChange }: ChipsProps<T>) {
  return (
    <div className={styles.chips} role="radiogroup" aria-label={label}>
      {choices.map((choice) => (
        <label key={choice.value} className={styles.chip}>
          <input
            type="radio"
            name={name}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
            onClick={() => choice.value === value && onChange(undefined)}
          />
          <span>{choice.text}</span>
        </label>
      ))}
    </div>
  )
}
