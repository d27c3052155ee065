/** What one can add to a post, and whom it reaches. */
import { useRef } from 'react'
import { composer as words } from '#messages/composer.ts'
import { replyPolicyWords, visibilityWords } from '#messages/posts.ts'
import type { ReplyPolicy, Visibility } from '../api/entities.ts'
import { Button, IconButton } from '../design/button.tsx'
import { Menu } from '../design/menu.tsx'
import { freshPoll } from './composer-poll.tsx'
import { usualSchedule } from './composer-schedule.tsx'
import styles from './composer-tools.module.css'
import type { Draft } from './draft.ts'
import { languageChoices } from './languages.ts'
import { visibilitySigns } from './visibility-signs.ts'

type ToolsProps = {
  draft: Draft
  change: (changes: Partial<Draft>) => void
  isEdit: boolean
  /** Characters. */
  left: number
  onFiles: (files: File[]) => void
  emojis: { isOpen: boolean; toggle: () => void }
  discard: (() => void) | undefined
}

export function ComposerTools({ draft, change, isEdit, left, onFiles, emojis, discard }: ToolsProps) {
  const files = useRef<HTMLInputElement>(null)
  return (
    <div className={styles.tools}>
      <div className={styles.line}>
        <IconButton
          icon="picture"
          label={words.addPicture}
          disabled={draft.poll !== undefined}
          onClick={() => files.current?.click()}
        />
        <input
          ref={files}
          type="file"
          accept="image/*"
          multiple
          hidden
          onChange={({ target }) => {
            onFiles([...(target.files ?? [])])
            target.value = ''
          }}
        />
        {!isEdit && (
          <IconButton
            icon="poll"
            label={draft.poll ? words.removePoll : words.addPoll}
            isOn={draft.poll !== undefined}
            lane="in"
            disabled={draft.media.length > 0}
            onClick={() => change({ poll: draft.poll ? undefined : freshPoll })}
          />
        )}
        <IconButton
          icon="warning"
          label={draft.warning === undefined ? words.addWarning : words.removeWarning}
          isOn={draft.warning !== undefined}
          lane="out"
          onClick={() => change({ warning: draft.warning === undefined ? '' : undefined })}
        />
        <IconButton icon="smile" label={words.addEmoji} isOn={emojis.isOpen} lane="in" onClick={emojis.toggle} />
        {!isEdit && <Reach draft={draft} change={change} />}
        <span className={styles.left} data-over={left < 0 || undefined} role="status">
          <span aria-hidden="true">{left}</span>
          <span className="for-readers">
            {left < 0 ? words.tooLong(-left) : left < 50 ? words.characters(left) : ''}
          </span>
        </span>
      </div>
      <div className={styles.line}>
        <label className={styles.language}>
          <span className="for-readers">{words.language}</span>
          <select value={draft.language} onChange={({ target }) => change({ language: target.value })}>
            {languageChoices(draft.language).map(([tag, name]) => (
              <option key={tag} value={tag}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {!isEdit && (
          <IconButton
            icon="clock"
            label={words.schedule}
            isOn={draft.scheduledAt !== undefined}
            lane="in"
            onClick={() => change({ scheduledAt: draft.scheduledAt === undefined ? usualSchedule() : undefined })}
          />
        )}
        {draft.media.length > 0 && (
          <label className={styles.check}>
            <input
              type="checkbox"
              checked={draft.sensitive}
              onChange={({ target }) => change({ sensitive: target.checked })}
            />
            {words.sensitive}
          </label>
        )}
        {discard && (
          <Button kind="quiet" className={styles.discard} onClick={discard}>
            {words.discard}
          </Button>
        )}
      </div>
    </div>
  )
}

function Reach({ draft, change }: Pick<ToolsProps, 'draft' | 'change'>) {
  const visibilities = Object.entries(visibilityWords) as [Visibility, { name: string; hint: string }][]
  const policies = Object.entries(replyPolicyWords) as [ReplyPolicy, string][]
  return (
    <>
      <Menu
        label={`${words.visibility}: ${visibilityWords[draft.visibility].name}`}
        icon={visibilitySigns[draft.visibility]}
        items={visibilities.map(([visibility, { name }]) => ({
          label: name,
          icon: visibilitySigns[visibility],
          isChosen: visibility === draft.visibility,
          run: () => change({ visibility }),
        }))}
      />
      <Menu
        label={`${words.whoMayReply}: ${replyPolicyWords[draft.replyPolicy]}`}
        icon={draft.replyPolicy === 'everyone' ? 'talk' : 'people'}
        items={policies.map(([replyPolicy, label]) => ({
          label,
          isChosen: replyPolicy === draft.replyPolicy,
          run: () => change({ replyPolicy }),
        }))}
      />
    </>
  )
}
