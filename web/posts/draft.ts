/** What has been written and not sent, kept in this browser; one draft for every place where one writes. */
import type { DeletedPost, Media, OwnAccount, ReplyPolicy, Visibility } from '../api/entities.ts'
import type { ComposerStart } from './composer-store.ts'

export type Draft = {
  /** The post is made once, however often it is sent. */
  key: string
  text: string
  warning: string | undefined
  visibility: Visibility
  replyPolicy: ReplyPolicy
  language: string
  sensitive: boolean
  media: readonly Media[]
  poll: { options: readonly string[]; multiple: boolean; seconds: number } | undefined
  /** As the browser's field for it writes it, in the writer's time. */
  scheduledAt: string | undefined
}

export const usualPollSeconds = 86_400
const prefix = 'draft '
const newKey = () => Array.from(crypto.getRandomValues(new Uint32Array(3)), (part) => part.toString(36)).join('')

/** Where a draft belongs. Edits have none: the post itself is what is kept. */
function placeOf({ replyTo, quote, edit }: ComposerStart): string | undefined {
  if (edit) return undefined
  return prefix + (replyTo ? `reply ${replyTo.id}` : quote ? `quote ${quote.id}` : 'new')
}

const reach: readonly Visibility[] = ['public', 'unlisted', 'private', 'direct']

/** An answer reaches no further than what it answers. */
function visibilityFor({ replyTo, visibility }: ComposerStart, own: OwnAccount): Visibility {
  const usual = visibility ?? (own.source.privacy as Visibility)
  const answered = replyTo?.visibility ?? 'public'
  return reach.indexOf(answered) > reach.indexOf(usual) ? answered : usual
}

/** An answer begins with everybody who is in the talk. */
function openingOf({ replyTo, text }: ComposerStart, own: OwnAccount): string {
  if (text !== undefined || !replyTo) return text ?? ''
  const names = [replyTo.account, ...replyTo.mentions].filter(({ id }) => id !== own.id).map(({ acct }) => `@${acct}`)
  return names.length > 0 ? `${[...new Set(names)].join(' ')} ` : ''
}

/** What a deleted post held, to be written anew. */
function redrafted({
  text,
  spoiler_text,
  visibility,
  language,
  sensitive,
  media_attachments,
  poll,
  twoway,
}: DeletedPost) {
  return {
    text,
    warning: spoiler_text || undefined,
    visibility,
    replyPolicy: twoway.reply_policy,
    ...(language ? { language } : {}),
    sensitive,
    media: media_attachments,
    poll: poll
      ? { options: poll.options.map(({ title }) => title), multiple: poll.multiple, seconds: usualPollSeconds }
      : undefined,
  }
}

export function freshDraft(start: ComposerStart, own: OwnAccount): Draft {
  const { replyTo, redraft } = start
  return {
    key: newKey(),
    text: openingOf(start, own),
    warning: replyTo?.spoiler_text || undefined,
    visibility: visibilityFor(start, own),
    replyPolicy: 'everyone',
    language: own.source.language || navigator.language.split('-')[0] || 'en',
    sensitive: own.source.sensitive,
    media: [],
    poll: undefined,
    scheduledAt: undefined,
    ...(redraft ? redrafted(redraft) : {}),
  }
}

export function loadDraft(start: ComposerStart, own: OwnAccount): Draft {
  const place = placeOf(start)
  const kept = place && start.text === undefined && !start.redraft ? localStorage.getItem(place) : null
  return kept ? (JSON.parse(kept) as Draft) : freshDraft(start, own)
}

export function isEmptyDraft(draft: Draft, start: ComposerStart, own: OwnAccount): boolean {
  const opening = openingOf(start, own).trim()
  return [opening, ''].includes(draft.text.trim()) && draft.media.length === 0 && draft.poll === undefined
}

export function keepDraft(draft: Draft, start: ComposerStart, own: OwnAccount) {
  const place = placeOf(start)
  if (!place) return
  if (isEmptyDraft(draft, start, own)) localStorage.removeItem(place)
  else localStorage.setItem(place, JSON.stringify(draft))
}

export function dropDraft(start: ComposerStart) {
  const place = placeOf(start)
  if (place) localStorage.removeItem(place)
}
