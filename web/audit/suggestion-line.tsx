/** The one thing the audit would do about somebody, said before anything else: to speak, or to turn down. */

import { useRef } from 'react'
import { suggestionWords } from '#messages/audit.ts'
import { api } from '../api/client.ts'
import type { Post } from '../api/entities.ts'
import { Button } from '../design/button.tsx'
import { toastError } from '../design/toasts.tsx'
import { openFollowSheet } from '../follows/follow-store.ts'
import { openComposer } from '../posts/composer-store.ts'
import { turnDown } from './acts.ts'
import styles from './suggestion-line.module.css'
import type { AuditPerson } from './types.ts'

/** Opens a reply to something of theirs; where there is nothing, a post that names them. */
export async function sayHello({ account, suggestion }: Pick<AuditPerson, 'account' | 'suggestion'>) {
  const { post_id } = suggestion
  if (!post_id) return openComposer({ text: `@${account.acct} ` })
  try {
    openComposer({ replyTo: await api<Post>('GET', `/api/v1/statuses/${post_id}`) })
  } catch {
    openComposer({ text: `@${account.acct} ` })
  }
}

export function SuggestionLine({ person }: { person: AuditPerson }) {
  const { suggestion, account } = person
  const line = useRef<HTMLParagraphElement>(null)
  if (suggestion.kind === 'nothing')
    return suggestion.sentence ? <p className={styles.line}>{suggestion.sentence}</p> : null
  const run = () => {
    switch (suggestion.kind) {
      case 'say_hello':
      case 'answer':
        return sayHello(person)
      case 'add_reason':
        return openFollowSheet({ account })
      case 'turn_down':
        // The line goes with what it offers: the keyboard goes on at the name.
        line.current?.closest('article')?.querySelector('a')?.focus({ preventScroll: true })
        return turnDown([person], 'best', 3).catch(toastError)
      default:
        return undefined
    }
  }
  return (
    <p ref={line} className={styles.line}>
      <span>{suggestion.sentence}</span>
      <Button
        kind="quiet"
        onClick={() => void run()}
        aria-label={`${suggestionWords[suggestion.kind]}: ${account.display_name || account.username}`}
      >
        {suggestionWords[suggestion.kind]}
      </Button>
    </p>
  )
}
