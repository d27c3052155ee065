/** Names, hashtags and emojis that fit what is being written. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../api/client.ts'
import type { Account, SearchResults } from '../api/entities.ts'
import { queryClient } from '../api/queries.ts'
import { type EmojiChoice, fittingEmojis, ownChoices, ownEmojisQuery } from './emojis.ts'

/** The word before the caret, if it is one that can be completed. */
export type Beginning = { kind: 'mention' | 'hashtag' | 'emoji'; text: string; from: number; to: number }

const kinds = { '@': 'mention', '#': 'hashtag', ':': 'emoji' } as const
/** One sign behind a colon is more often a face than a name. */
const shortestEmoji = 2

export function beginningAt(text: string, caret: number): Beginning | undefined {
  const found = /(?:^|[\s(])([@#:])([\p{L}\p{N}_.@-]{1,60})$/u.exec(text.slice(0, caret))
  if (!found) return undefined
  const [, sign, word = ''] = found
  const kind = kinds[sign as keyof typeof kinds]
  if (kind === 'emoji' && word.length < shortestEmoji) return undefined
  return { kind, text: word, from: caret - word.length - 1, to: caret }
}

export type Suggestion = { id: string; insert: string; account?: Account; tag?: string; emoji?: EmojiChoice }

async function suggest({ kind, text }: Beginning, signal: AbortSignal): Promise<Suggestion[]> {
  if (kind === 'mention') {
    const accounts = await api<Account[]>('GET', '/api/v1/accounts/search', { params: { q: text, limit: 5 }, signal })
    return accounts.map((account) => ({ id: account.id, insert: `@${account.acct} `, account }))
  }
  if (kind === 'emoji') {
    const [own, { unicodeGroups }] = await Promise.all([
      queryClient.ensureQueryData(ownEmojisQuery),
      import('./unicode-emojis.ts'),
    ])
    const all = [...ownChoices(own), ...unicodeGroups.flatMap(({ choices }) => choices)]
    return fittingEmojis(all, text, 6).map((emoji) => ({ id: emoji.insert, insert: `${emoji.insert} `, emoji }))
  }
  const params = { q: text, type: 'hashtags', limit: 5 }
  const { hashtags } = await api<SearchResults>('GET', '/api/v2/search', { params, signal })
  return hashtags.map(({ name }) => ({ id: name, insert: `#${name} `, tag: name }))
}

/** The value once it has stayed the same for so long. */
export function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return settled
}

/** Asked for when the writer pauses. */
export function useSuggestions(beginning: Beginning | undefined): readonly Suggestion[] {
  const asked = useSettled(beginning && `${beginning.kind} ${beginning.text}`, 150)
  const isCurrent = beginning !== undefined && asked === `${beginning.kind} ${beginning.text}`
  const { data } = useQuery({
    queryKey: ['completion', asked],
    queryFn: ({ signal }) => suggest(beginning!, signal),
    enabled: isCurrent,
    placeholderData: (before) => before,
  })
  return beginning ? (data ?? []) : []
}
