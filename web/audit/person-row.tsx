/** One person of the audit's list: who, how it stands between us, what is worth a look, and the one thing to do. */

import { audit, markWords, shortQuestionWords, verdictWords } from '#messages/audit.ts'
import { dials } from '#messages/dials.ts'
import { percent } from '#messages/grammar.ts'
import { useStore } from '../api/store.ts'
import { Avatar } from '../design/avatar.tsx'
import { Icon } from '../design/icon.tsx'
import names from '../design/names.module.css'
import { withEmojis } from '../posts/html.tsx'
import { LaneOf } from '../ties/lane.tsx'
import styles from './person-row.module.css'
import { selection, toggle } from './selection.ts'
import { SuggestionLine } from './suggestion-line.tsx'
import { type AuditPerson, questions } from './types.ts'
import kinds from './verdict-bar.module.css'
import { kindOf } from './verdict-bar.tsx'

export function PersonRow({ person }: { person: AuditPerson }) {
  const { account, with_me, marks, kept, roles, declared, volume, channel } = person
  const isSelected = useStore(selection).has(account.id)
  const tags = declared ? [declared, ...roles] : roles
  const name = account.display_name || account.username
  return (
    <article className={`${styles.row} ${isSelected ? styles.selected : ''}`} aria-label={name}>
      <label className={styles.pick}>
        <input
          type="checkbox"
          checked={isSelected}
          onChange={() => toggle(account.id)}
          aria-label={audit.select(name)}
        />
        <Avatar account={account} />
        <span className={styles.check} aria-hidden="true">
          <Icon name="check" size={20} />
        </span>
      </label>
      <div className={styles.body}>
        <div className={styles.names}>
          <a href={`/audit/people/${account.id}`} className={names.name} dir="auto">
            {withEmojis(name, account.emojis)}
          </a>
          <span className={`${names.handle} ${styles.handle}`}>
            <bdi>@{account.acct}</bdi>
          </span>
          <LaneOf id={account.id} />
        </div>
        <p className={styles.soft}>
          {with_me.sentence}
          {channel.share !== null && channel.share >= 0.005 && <> {audit.shareOfChannel(percent(channel.share))}</>}
        </p>
        <ul className={styles.answers}>
          {questions.map((question) => (
            <li key={question} title={person[question].sentence}>
              <span
                className={`${styles.swatch} ${kinds[kindOf(question, person[question].verdict)]}`}
                aria-hidden="true"
              />
              <span className="for-readers">{shortQuestionWords[question]}: </span>
              {verdictWords[question][person[question].verdict] ?? person[question].verdict}
            </li>
          ))}
        </ul>
        {(marks.length > 0 || kept || tags.length > 0 || volume !== 'everything') && (
          <ul className={styles.tags}>
            {kept && <li className={styles.kept}>{audit.kept}</li>}
            {tags.map((role) => (
              <li key={role} className={styles.kept}>
                {audit.roles[role] ?? dials.knownRoles[role] ?? role}
              </li>
            ))}
            {volume !== 'everything' && <li className={styles.kept}>{dials.volumes[volume].name}</li>}
            {marks.map((mark) => (
              <li key={mark}>{markWords[mark]}</li>
            ))}
          </ul>
        )}
        <SuggestionLine person={person} />
      </div>
    </article>
  )
}
