import { timelines as words } from '#messages/timelines.ts'
import type { OwnAccount } from '../api/entities.ts'
import { useOwnAccount } from '../api/queries.ts'
import { Menu } from '../design/menu.tsx'
import { toastError } from '../design/toasts.tsx'

const choose = (own: OwnAccount, isOn: boolean) =>
  import('./home-choices.ts').then(({ setAnswersToStrangers }) => setAnswersToStrangers(own, isOn)).catch(toastError)

/** What comes into home beside the posts of those one follows, and what does not. */
export function HomeMenu() {
  const own = useOwnAccount()
  if (!own) return null
  const isOn = own.twoway.answers_to_strangers
  return (
    <Menu
      label={words.whatHomeShows}
      icon="gear"
      items={[
        { label: words.answersToStrangers, icon: 'reply', isOn, run: () => void choose(own, !isOn) },
        'line',
        { label: words.hashtags, icon: 'hash', href: '/settings/hashtags' },
        { label: words.filters, icon: 'filter', href: '/settings/filters' },
      ]}
    />
  )
}
