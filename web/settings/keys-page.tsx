import { keys as words } from '#messages/keys.ts'
import { useStore } from '../api/store.ts'
import { Switch } from '../design/switch.tsx'
import { keysAreOn, switchKeys } from '../shell/keys.ts'
import { KeysList } from '../shell/keys-list.tsx'
import { Part, SettingsPage } from './parts.tsx'

export default function KeysPage() {
  const isOn = useStore(keysAreOn)
  return (
    <SettingsPage title={words.title}>
      <Part>
        <Switch label={words.use} hint={words.useHint} isOn={isOn} onChange={switchKeys} />
      </Part>
      <Part title={words.text}>
        <KeysList />
      </Part>
    </SettingsPage>
  )
}
