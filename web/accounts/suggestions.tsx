/** People to get to know, for whoever has room for them: each with what speaks for it. Nothing where there is nobody. */
import { useQuery } from '@tanstack/react-query'
import { people as words } from '#messages/people.ts'
import { api } from '../api/client.ts'
import type { Suggestion } from '../api/entities.ts'
import { queryClient } from '../api/queries.ts'
import { IconButton } from '../design/button.tsx'
import { toastError } from '../design/toasts.tsx'
import { nameOf } from './account-queries.ts'
import { PersonRow } from './person-row.tsx'
import styles from './suggestions.module.css'

const mostBeside = 4
const key = ['accounts', 'suggestions']

async function putAway({ account }: Suggestion) {
  queryClient.setQueryData<Suggestion[]>(key, (all) => all?.filter((one) => one.account.id !== account.id))
  await api('DELETE', `/api/v1/suggestions/${account.id}`)
}

/** `isBeside`: some of them, in brief. */
export default function Suggestions({ isBeside = false }: { isBeside?: boolean }) {
  const { data } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api<Suggestion[]>('GET', '/api/v2/suggestions', { params: { limit: 8 }, signal }),
    // Whoever is followed from here stays until the page is opened again.
    staleTime: 0,
    refetchOnWindowFocus: false,
  })
  if (!data || data.length === 0) return null
  return (
    <section className={styles.suggestions} aria-labelledby="suggestions">
      <h2 id="suggestions">{words.suggestions}</h2>
      <p>{words.suggestionsText}</p>
      <ul>
        {(isBeside ? data.slice(0, mostBeside) : data).map((one) => (
          <li key={one.account.id}>
            <PersonRow
              account={one.account}
              why={one.twoway.sentence}
              isBrief={isBeside}
              {...(one.twoway.kind === 'follows_you' ? { reason: 'follows_me' } : {})}
            >
              <IconButton
                icon="close"
                label={words.putSuggestionAway(nameOf(one.account))}
                onClick={() => void putAway(one).catch(toastError)}
              />
            </PersonRow>
          </li>
        ))}
      </ul>
    </section>
  )
}
