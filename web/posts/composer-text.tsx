/** The box one writes in, with names, hashtags and emojis offered below it. */
import { type KeyboardEvent, type RefObject, useId, useLayoutEffect, useRef, useState } from 'react'
import { composer as words } from '#messages/composer.ts'
import { Avatar } from '../design/avatar.tsx'
import { type Beginning, beginningAt, type Suggestion, useSuggestions } from './completion.ts'
import styles from './composer-text.module.css'

type ComposerTextProps = {
  text: string
  placeholder: string
  language: string
  onChange: (text: string) => void
  onFiles: (files: File[]) => void
  onSend: () => void
  box: RefObject<HTMLTextAreaElement | null>
}

export function ComposerText({ text, placeholder, language, onChange, onFiles, onSend, box }: ComposerTextProps) {
  const id = useId()
  const [beginning, setBeginning] = useState<Beginning>()
  const [chosen, setChosen] = useState(0)
  const suggestions = useSuggestions(beginning)
  const isOffering = suggestions.length > 0
  const caretAfter = useRef<number>(undefined)

  useLayoutEffect(() => {
    if (caretAfter.current === undefined) return
    box.current?.setSelectionRange(caretAfter.current, caretAfter.current)
    caretAfter.current = undefined
  })

  function look() {
    const { selectionStart = 0, selectionEnd = 0, value = '' } = box.current ?? {}
    setBeginning(selectionStart === selectionEnd ? beginningAt(value, selectionStart) : undefined)
    setChosen(0)
  }
  function take(suggestion: Suggestion) {
    if (!beginning) return
    caretAfter.current = beginning.from + suggestion.insert.length
    onChange(text.slice(0, beginning.from) + suggestion.insert + text.slice(beginning.to))
    setBeginning(undefined)
    box.current?.focus()
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      return onSend()
    }
    if (!isOffering || event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const current = suggestions[chosen]
    if (step) setChosen((chosen + step + suggestions.length) % suggestions.length)
    else if ((event.key === 'Enter' || event.key === 'Tab') && current) take(current)
    else if (event.key === 'Escape') setBeginning(undefined)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className={styles.box}>
      <div className={styles.grow} data-text={text}>
        <textarea
          ref={box}
          value={text}
          dir="auto"
          lang={language}
          rows={1}
          aria-label={words.text}
          placeholder={placeholder}
          aria-autocomplete="list"
          aria-controls={id}
          aria-activedescendant={isOffering ? `${id}-${chosen}` : undefined}
          onChange={({ target }) => {
            onChange(target.value)
            look()
          }}
          onSelect={look}
          onKeyDown={onKeyDown}
          onPaste={(event) => {
            const files = [...event.clipboardData.files].filter(({ type }) => type.startsWith('image/'))
            if (files.length === 0) return
            event.preventDefault()
            onFiles(files)
          }}
        />
      </div>
      <div id={id} role="listbox" aria-label={words.suggestions} className={styles.offers} hidden={!isOffering}>
        {suggestions.map((suggestion, at) => (
          <div
            key={suggestion.id}
            id={`${id}-${at}`}
            role="option"
            tabIndex={-1}
            aria-selected={at === chosen}
            className={styles.offer}
            onPointerDown={(event) => {
              event.preventDefault()
              take(suggestion)
            }}
          >
            {suggestion.account && <Avatar account={suggestion.account} size="small" />}
            {suggestion.account && <bdi>{suggestion.account.display_name || suggestion.account.username}</bdi>}
            {suggestion.emoji?.picture && <img className={styles.emoji} src={suggestion.emoji.picture} alt="" />}
            <span>{suggestion.insert}</span>
            {suggestion.emoji && !suggestion.emoji.picture && <span>{suggestion.emoji.name}</span>}
          </div>
        ))}
      </div>
    </div>
  )
}
