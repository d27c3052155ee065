import { useQuery } from '@tanstack/react-query'
import { settings as words } from '#messages/settings.ts'
import { shell } from '#messages/shell.ts'
import { timelines } from '#messages/timelines.ts'
import { localeNames } from '../../src/messages/locale.ts'
import { ownAccountQuery } from '../api/queries.ts'
import { useStore } from '../api/store.ts'
import { Choice } from '../design/choice.tsx'
import { Select } from '../design/field.tsx'
import { Failed, LoadingList } from '../design/states.tsx'
import { Switch } from '../design/switch.tsx'
import { toastError } from '../design/toasts.tsx'
import { languageChoices } from '../posts/languages.ts'
import { setTheme, theme } from '../shell/theme.ts'
import { setAnswersToStrangers } from '../timelines/home-choices.ts'
import { Part, SettingsPage, toastSaved } from './parts.tsx'
import { changeOwnAccount } from './settings-queries.ts'

export default function AppearancePage() {
  const current = useStore(theme)
  const { data: own, error, refetch } = useQuery(ownAccountQuery)
  const setLocale = (locale: string) =>
    changeOwnAccount({ twoway: { locale } }).then(() => location.reload(), toastError)
  const setLanguage = (language: string) => changeOwnAccount({ source: { language } }).then(toastSaved, toastError)
  return (
    <SettingsPage title={words.sections.appearance.title}>
      <Part>
        <Choice
          label={words.theme}
          hint={words.themeHint}
          isRow
          value={current}
          onChange={setTheme}
          choices={[
            { value: 'auto', name: shell.themeAuto, icon: 'screen' },
            { value: 'light', name: shell.themeLight, icon: 'sun' },
            { value: 'dark', name: shell.themeDark, icon: 'moon' },
          ]}
        />
      </Part>
      {own ? (
        <>
          <Part>
            <Select
              label={words.locale}
              hint={words.localeHint}
              value={own.twoway.locale}
              options={[['', words.asBrowser], ...Object.entries(localeNames)]}
              onChange={({ target }) => setLocale(target.value)}
            />
            <Select
              label={words.language}
              hint={words.languageHint}
              value={own.source.language}
              options={[['', words.asBrowser], ...languageChoices(own.source.language)]}
              onChange={({ target }) => setLanguage(target.value)}
            />
          </Part>
          <Part title={timelines.whatHomeShows}>
            <Switch
              label={timelines.answersToStrangers}
              hint={timelines.answersToStrangersHint}
              isOn={own.twoway.answers_to_strangers}
              onChange={(isOn) => setAnswersToStrangers(own, isOn)}
            />
          </Part>
        </>
      ) : error ? (
        <Failed error={error} retry={refetch} />
      ) : (
        <LoadingList count={1} />
      )}
    </SettingsPage>
  )
}
