import { fullDay } from '#messages/grammar.ts'
import { people as words } from '#messages/people.ts'
import type { Account } from '../api/entities.ts'
import { ownId } from '../api/queries.ts'
import { Icon, type IconName } from '../design/icon.tsx'
import { NoteEditor } from '../follows/note-editor.tsx'
import styles from './profile-about.module.css'

/** What there is to know beside what they write. */
export function ProfileAbout({ account }: { account: Account }) {
  const { created_at, last_status_at, locked, bot, url } = account
  const facts: { icon: IconName; text: string }[] = [
    { icon: 'clock', text: words.joined(fullDay(new Date(created_at))) },
    { icon: 'pen', text: last_status_at ? words.lastPost(fullDay(new Date(last_status_at))) : words.neverPosted },
    ...(locked ? [{ icon: 'lock' as const, text: words.locked }] : []),
    ...(bot ? [{ icon: 'gear' as const, text: words.program }] : []),
  ]
  return (
    <div className={styles.about}>
      <ul>
        {facts.map(({ icon, text }) => (
          <li key={icon}>
            <Icon name={icon} size={20} />
            {text}
          </li>
        ))}
        <li>
          <Icon name="globe" size={20} />
          <a href={`${url}?plain`} target="_blank" rel="noopener">
            {url.replace(/^https?:\/\//, '')}
          </a>
        </li>
      </ul>
      {account.id !== ownId && <NoteEditor account={account} />}
    </div>
  )
}
