/** Emojis to choose from: this server's own, those used lately, and those of Unicode, which come with the app. */
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { composer as words } from '#messages/composer.ts'
import styles from './emoji-picker.module.css'
import { type EmojiChoice, fittingEmojis, ownChoices, ownEmojisQuery } from './emojis.ts'
import { unicodeGroups } from './unicode-emojis.ts'

type Group = { name: string; choices: readonly EmojiChoice[] }

const mostFound = 60
const mostRecent = 16
const recentKey = 'recent-emojis'

const recentNames = (): string[] => JSON.parse(localStorage.getItem(recentKey) ?? '[]')

function useGroups(): readonly Group[] {
  const { data } = useQuery(ownEmojisQuery)
  return useMemo(() => {
    const own = ownChoices(data ?? [])
    const all = [...own, ...unicodeGroups.flatMap(({ choices }) => choices)]
    const recent = recentNames().flatMap((insert) => all.find((one) => one.insert === insert) ?? [])
    return [
      { name: words.emojiRecent, choices: recent },
      { name: words.emojiOwn, choices: own },
      ...unicodeGroups,
    ].filter(({ choices }) => choices.length > 0)
  }, [data])
}

export default function EmojiPicker({ onChoose }: { onChoose: (insert: string) => void }) {
  const all = useGroups()
  const [typed, setTyped] = useState('')
  const asked = typed.trim().toLowerCase().replaceAll(':', '')
  const found = useMemo(() => {
    if (asked === '') return undefined
    const fitting = all.slice(all[0]?.name === words.emojiRecent ? 1 : 0).flatMap(({ choices }) => choices)
    return fittingEmojis(fitting, asked, mostFound)
  }, [all, asked])

  function choose({ insert }: EmojiChoice) {
    const kept = [insert, ...recentNames().filter((one) => one !== insert)].slice(0, mostRecent)
    localStorage.setItem(recentKey, JSON.stringify(kept))
    onChoose(insert)
  }
  return (
    <div className={styles.picker}>
      <input
        className={styles.search}
        value={typed}
        aria-label={words.emojiSearch}
        placeholder={words.emojiSearch}
        onChange={({ target }) => setTyped(target.value)}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled with the keyboard */}
      <section className={styles.groups} tabIndex={0} aria-label={words.emoji}>
        {found ? (
          <Choices choices={found} choose={choose} />
        ) : (
          all.map(({ name, choices }) => (
            <section key={name} className={styles.group} aria-label={name}>
              <h3>{name}</h3>
              <Choices choices={choices} choose={choose} />
            </section>
          ))
        )}
        {found?.length === 0 && <p className={styles.none}>{words.emojiNone}</p>}
      </section>
    </div>
  )
}

function Choices({ choices, choose }: { choices: readonly EmojiChoice[]; choose: (choice: EmojiChoice) => void }) {
  return (
    <div className={styles.choices}>
      {choices.map((choice) => (
        <button
          key={choice.insert}
          type="button"
          aria-label={choice.name}
          title={choice.name}
          onClick={() => choose(choice)}
        >
          {choice.picture ? <img src={choice.picture} alt="" loading="lazy" /> : choice.insert}
        </button>
      ))}
    </div>
  )
}
