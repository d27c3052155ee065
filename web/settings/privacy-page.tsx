import { useQuery } from '@tanstack/react-query'
import { visibilityWords } from '#messages/posts.ts'
import { settings as words } from '#messages/settings.ts'
import { api } from '../api/client.ts'
import type { OwnAccount, Visibility } from '../api/entities.ts'
import { ownAccountQuery, queryClient } from '../api/queries.ts'
import { Button, ButtonLink } from '../design/button.tsx'
import { Choice } from '../design/choice.tsx'
import { Failed, LoadingList } from '../design/states.tsx'
import { Switch } from '../design/switch.tsx'
import { toast, toastError } from '../design/toasts.tsx'
import { visibilitySigns } from '../posts/visibility-signs.ts'
import { Actions, Part, SettingsPage, toastSaved } from './parts.tsx'
import { changeOwnAccount, deliveredQuery, keepOwnAccount } from './settings-queries.ts'

const visibilities = ['public', 'unlisted', 'private'] as const satisfies readonly Visibility[]
type QuotePolicy = keyof typeof words.quotePolicies

export default function PrivacyPage() {
  const { data: own, error, refetch } = useQuery(ownAccountQuery)
  return (
    <SettingsPage title={words.sections.privacy.title}>
      {own ? <Posting own={own} /> : error ? <Failed error={error} retry={refetch} /> : <LoadingList count={3} />}
      <Recording />
    </SettingsPage>
  )
}

function Posting({ own }: { own: OwnAccount }) {
  const { privacy, quote_policy, sensitive } = own.source
  /** Shown at once; taken back when the server refuses. */
  async function change(source: Partial<OwnAccount['source']>) {
    keepOwnAccount({ ...own, source: { ...own.source, ...source } })
    await changeOwnAccount({ source }).then(toastSaved, (failure) => {
      keepOwnAccount(own)
      toastError(failure)
    })
  }
  return (
    <>
      <Part>
        <Choice
          label={words.newPosts}
          hint={words.newPostsHint}
          value={privacy}
          onChange={(value) => change({ privacy: value })}
          choices={visibilities.map((value) => ({ value, icon: visibilitySigns[value], ...visibilityWords[value] }))}
        />
        <Choice<QuotePolicy>
          label={words.quotes}
          isRow
          value={quote_policy}
          onChange={(value) => change({ quote_policy: value })}
          choices={(Object.entries(words.quotePolicies) as [QuotePolicy, string][]).map(([value, name]) => ({
            value,
            name,
          }))}
        />
      </Part>
      <Part>
        <Switch
          label={words.sensitive}
          hint={words.sensitiveHint}
          isOn={sensitive}
          onChange={(isOn) => change({ sensitive: isOn })}
        />
      </Part>
    </>
  )
}

function Recording() {
  const { data } = useQuery(deliveredQuery)
  if (!data) return null
  async function record(isOn: boolean) {
    queryClient.setQueryData(deliveredQuery.queryKey, { record: isOn })
    try {
      await api('PUT', '/api/twoway/v1/delivered/settings', { body: { record: isOn } })
      toast(isOn ? words.saved : words.recordOff)
    } catch (failure) {
      queryClient.setQueryData(deliveredQuery.queryKey, data)
      toastError(failure)
    }
  }
  const forget = () => api('DELETE', '/api/twoway/v1/delivered').then(() => toast(words.forgotten), toastError)
  return (
    <Part title={words.delivered} text={words.deliveredText}>
      <Switch label={words.record} hint={words.recordHint} isOn={data.record} onChange={record} />
      <Actions>
        <ButtonLink href="/settings/export/delivered.csv" download icon="save">
          {words.downloadDelivered}
        </ButtonLink>
        <Button onClick={forget}>{words.forget}</Button>
      </Actions>
    </Part>
  )
}
