import { settings as words } from '#messages/settings.ts'
import { ButtonLink } from '../design/button.tsx'
import { Part, Row, Rows, SettingsPage } from './parts.tsx'

export default function ExportPage() {
  return (
    <SettingsPage title={words.sections.export.title}>
      <Part text={words.exportText}>
        <Rows label={words.downloadAll}>
          <Row
            title={words.downloadAll}
            meta={words.downloadAllHint}
            end={
              <ButtonLink kind="main" icon="save" href="/settings/export/everything.json" download>
                JSON
              </ButtonLink>
            }
          />
        </Rows>
      </Part>
      <Part title={words.tables} text={words.tablesHint}>
        <Rows label={words.tables}>
          {Object.entries(words.exportSections).map(([section, name]) => (
            <Row
              key={section}
              title={name}
              end={
                <ButtonLink
                  icon="save"
                  href={`/settings/export/${section}.csv`}
                  download
                  aria-label={words.downloadCsv(name)}
                >
                  CSV
                </ButtonLink>
              }
            />
          ))}
        </Rows>
      </Part>
    </SettingsPage>
  )
}
