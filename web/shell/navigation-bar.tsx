import { shell } from '#messages/shell.ts'
import { useOwnAccount } from '../api/queries.ts'
import { useMedia, useStore } from '../api/store.ts'
import { Avatar } from '../design/avatar.tsx'
import { Icon, type IconName, Mark } from '../design/icon.tsx'
import { Menu, type MenuItem } from '../design/menu.tsx'
import { unreadNotifications } from '../notifications/unread.ts'
import { openComposer } from '../posts/composer-store.ts'
import { waitingInHome } from '../timelines/home-channel.ts'
import styles from './navigation-bar.module.css'
import { forgetEverything } from './offline.ts'
import { setTheme, type Theme, theme } from './theme.ts'

const signOut = async () => {
  await forgetEverything()
  const form = Object.assign(document.createElement('form'), { method: 'post', action: '/auth/sign_out' })
  document.body.append(form)
  form.submit()
}

/** Beside the few that everybody uses all day: on the rail where there is room, in the menu on a phone. */
const furtherPlaces: { href: string; icon: IconName; label: string }[] = [
  { href: '/audit', icon: 'scale', label: shell.audit },
  { href: '/messages', icon: 'mail', label: shell.messages },
  { href: '/lists', icon: 'list', label: shell.lists },
  { href: '/bookmarks', icon: 'bookmark', label: shell.bookmarks },
  { href: '/favourites', icon: 'heart', label: shell.favourites },
  { href: '/local', icon: 'globe', label: shell.local },
]

function useOwnMenu(): MenuItem[] {
  const own = useOwnAccount()
  const hasRail = useMedia('(min-width: 45rem)')
  const current = useStore(theme)
  const themes: [Theme, string, IconName][] = [
    ['auto', shell.themeAuto, 'screen'],
    ['light', shell.themeLight, 'sun'],
    ['dark', shell.themeDark, 'moon'],
  ]
  const isStaff = document.documentElement.dataset.role !== 'person'
  return [
    ...(own ? [{ label: shell.profile, icon: 'person' as const, href: `/@${own.acct}` }] : []),
    ...(hasRail ? [] : [...furtherPlaces, 'line' as const]),
    { label: shell.scheduled, icon: 'calendar', href: '/scheduled' },
    { label: shell.acts, icon: 'clock', href: '/acts' },
    { label: shell.settings, icon: 'gear', href: '/settings' },
    ...(isStaff ? [{ label: shell.moderation, icon: 'flag' as const, href: '/moderation' }] : []),
    'line',
    ...themes.map(([name, label, icon]) => ({ label, icon, isChosen: name === current, run: () => setTheme(name) })),
    'line',
    { label: shell.logOut, icon: 'leave', run: signOut },
  ]
}

type PlaceProps = {
  href: string
  icon: IconName
  label: string
  path: string
  mark?: number
  holds?: readonly string[]
  isFurther?: boolean
}

/** `holds`: other addresses that belong to it. */
function Place({ href, icon, label, path, mark = 0, holds = [], isFurther = false }: PlaceProps) {
  const isHere = path === href || holds.includes(path)
  return (
    <li className={isFurther ? styles.further : undefined}>
      <a className={styles.place} href={href} aria-current={isHere ? 'page' : undefined}>
        <span className={styles.sign}>
          <Icon name={icon} size={25} filled={false} />
          {mark > 0 && (
            <span className={styles.mark} aria-hidden="true">
              {mark > 99 ? '99' : mark}
            </span>
          )}
        </span>
        <span className={styles.label}>{label}</span>
        {mark > 0 && <span className="for-readers">{shell.countNew(mark)}</span>}
      </a>
    </li>
  )
}

/** At the bottom of a phone, a rail beside the column elsewhere. */
export function NavigationBar({ path }: { path: string }) {
  const own = useOwnAccount()
  const unread = useStore(unreadNotifications)
  const waiting = useStore(waitingInHome)
  const items = useOwnMenu()
  return (
    <nav className={styles.bar} aria-label={shell.navigation}>
      {/* biome-ignore lint/a11y/useAnchorContent: for pointers only, "Home" below it is the same link */}
      <a className={styles.home} href="/" tabIndex={-1} aria-hidden="true">
        <Mark />
      </a>
      <ul className={styles.places}>
        <Place
          href="/"
          icon="home"
          label={shell.home}
          path={path}
          holds={['/conversations']}
          mark={path === '/' ? 0 : waiting.length}
        />
        <Place href="/search" icon="search" label={shell.search} path={path} />
        <li>
          <button type="button" className={styles.write} onClick={() => openComposer({})}>
            <Icon name="pen" size={24} />
            <span className={styles.label}>{shell.write}</span>
          </button>
        </li>
        <Place href="/notifications" icon="bell" label={shell.notifications} path={path} mark={unread} />
        {furtherPlaces.map((place) => (
          <Place key={place.href} {...place} path={path} isFurther />
        ))}
        <li className={styles.own}>
          {own && <Avatar account={own} size="small" />}
          {own && (
            <span className={styles.names} aria-hidden="true">
              <strong>{own.display_name || own.username}</strong>
              <span>
                <bdi>@{own.acct}</bdi>
              </span>
            </span>
          )}
          <Menu label={shell.menu} items={items} className={styles.menu ?? ''} />
        </li>
      </ul>
    </nav>
  )
}
