import { useQuery } from '@tanstack/react-query'
import { fullTime } from '#messages/grammar.ts'
import { settings as words } from '#messages/settings.ts'
import { api } from '../api/client.ts'
import { queryClient } from '../api/queries.ts'
import { Button } from '../design/button.tsx'
import { Failed, LoadingList } from '../design/states.tsx'
import { toast, toastError } from '../design/toasts.tsx'
import styles from './devices-page.module.css'
import { Part, Row, Rows, SettingsPage } from './parts.tsx'
import { appsQuery, sessionsQuery } from './settings-queries.ts'

const since = (time: string) => words.since(fullTime(new Date(time)))

export default function DevicesPage() {
  return (
    <SettingsPage title={words.sections.devices.title}>
      <Devices />
      <Apps />
    </SettingsPage>
  )
}

function Devices() {
  const { data, error, refetch } = useQuery(sessionsQuery)
  const end = (id: string) =>
    api('DELETE', `/api/twoway/v1/sessions/${id}`)
      .then(() => toast(words.deviceLoggedOut), toastError)
      .then(() => queryClient.invalidateQueries(sessionsQuery))
  if (!data) return error ? <Failed error={error} retry={refetch} /> : <LoadingList count={2} />
  return (
    <Part title={words.devices} text={words.devicesHint}>
      <Rows label={words.devices}>
        {data.map(({ id, browser, created_at, current }) => (
          <Row
            key={id}
            title={browser}
            meta={since(created_at)}
            end={
              current ? (
                <span className={styles.here}>{words.thisDevice}</span>
              ) : (
                <Button aria-label={words.logOutOf(browser)} onClick={() => end(id)}>
                  {words.logOut}
                </Button>
              )
            }
          />
        ))}
      </Rows>
    </Part>
  )
}

function Apps() {
  const { data, error, refetch } = useQuery(appsQuery)
  const end = (id: string) =>
    api('DELETE', `/api/twoway/v1/authorized_apps/${id}`)
      .then(() => toast(words.accessEnded), toastError)
      .then(() => queryClient.invalidateQueries(appsQuery))
  if (!data) return error ? <Failed error={error} retry={refetch} /> : null
  return (
    <Part title={words.apps} text={data.length > 0 ? words.appsHint : words.noApps}>
      {data.length > 0 && (
        <Rows label={words.apps}>
          {data.map(({ id, name, created_at, permissions }) => (
            <Row
              key={id}
              title={<bdi>{name}</bdi>}
              meta={`${since(created_at)}. ${permissions.map(({ text }) => `${text}.`).join(' ')}`}
              end={
                <Button aria-label={words.endAccessOf(name)} onClick={() => end(id)}>
                  {words.endAccess}
                </Button>
              }
            />
          ))}
        </Rows>
      )}
    </Part>
  )
}
