/** What I want from a follow, as rules of my own. They advise in the audit and before I follow; they never act. */
import { useQuery } from '@tanstack/react-query'
import { audit } from '#messages/audit.ts'
import { api } from '../api/client.ts'
import { queryClient } from '../api/queries.ts'
import { Check } from '../design/check.tsx'
import { Failed, LoadingList } from '../design/states.tsx'
import { toastError } from '../design/toasts.tsx'
import { useSavedOffset } from '../shell/navigation.ts'
import { PageHead } from '../shell/page-head.tsx'
import { strategyQuery } from './queries.ts'
import styles from './strategy-page.module.css'
import type { Strategy } from './types.ts'

export default function StrategyPage() {
  const query = useQuery(strategyQuery)
  useSavedOffset(query.data !== undefined)
  return (
    <>
      <PageHead title={audit.strategyTitle} back="/audit" />
      {query.isPending && <LoadingList />}
      {query.isError && !query.data && <Failed error={query.error} retry={() => query.refetch()} />}
      {query.data && <Rules strategy={query.data} />}
    </>
  )
}

type Available = Strategy['available'][number]

/** Shown at once; what the server says of it replaces it. */
async function change(method: 'PUT' | 'DELETE', { least, most, ...one }: Available, value?: number) {
  const { queryKey } = strategyQuery
  queryClient.setQueryData(
    queryKey,
    (before) =>
      before && {
        ...before,
        rules: [...before.rules.filter(({ rule }) => rule !== one.rule), ...(method === 'PUT' ? [one] : [])],
      },
  )
  try {
    const body = value === undefined ? {} : { value }
    queryClient.setQueryData(queryKey, await api<Strategy>(method, `/api/twoway/v1/strategy/${one.rule}`, { body }))
    await queryClient.invalidateQueries({ queryKey: ['strategy', 'people'] })
  } catch (error) {
    await queryClient.invalidateQueries({ queryKey })
    toastError(error)
  }
}

function Rules({ strategy: { rules, available } }: { strategy: Strategy }) {
  const chosen = new Map(rules.map((one) => [one.rule, one]))
  return (
    <div className={styles.page}>
      <p className={styles.text}>{audit.strategyText}</p>
      <ul className={styles.rules}>
        {available.map((one) => {
          const mine = chosen.get(one.rule)
          return (
            <li key={one.rule}>
              <Check
                label={mine?.sentence ?? one.sentence}
                isOn={mine !== undefined}
                onChange={(isOn) => void change(isOn ? 'PUT' : 'DELETE', one)}
              />
              {mine && one.least !== null && one.most !== null && (
                <label className={styles.number}>
                  <span>{audit.strategyNumber}</span>
                  <input
                    type="number"
                    inputMode="numeric"
                    key={mine.value}
                    defaultValue={mine.value ?? undefined}
                    min={one.least}
                    max={one.most}
                    required
                    onBlur={({ currentTarget: field }) => {
                      if (field.reportValidity() && Number(field.value) !== mine.value)
                        void change('PUT', one, Number(field.value))
                    }}
                    onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
                  />
                </label>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
