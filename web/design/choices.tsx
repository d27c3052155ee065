import { useId } from 'react'
import styles from './choices.module.css'

type ChoicesProps<Name extends string> = {
  legend: string
  words: Record<Name, string>
  chosen: Name
  onChoose: (name: Name) => void
}

/** One of a few, each said in a line. */
export function Choices<Name extends string>({ legend, words, chosen, onChoose }: ChoicesProps<Name>) {
  const group = useId()
  return (
    <fieldset className={styles.choices}>
      <legend>{legend}</legend>
      {(Object.entries(words) as [Name, string][]).map(([name, label]) => (
        <label key={name}>
          <input type="radio" name={group} checked={chosen === name} onChange={() => onChoose(name)} />
          {label}
        </label>
      ))}
    </fieldset>
  )
}
