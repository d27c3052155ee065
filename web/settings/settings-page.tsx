import { settings as words } from '#messages/settings.ts'
import { Icon, type IconName } from '../design/icon.tsx'
import { PageHead } from '../shell/page-head.tsx'
import styles from './settings-page.module.css'

type Section = { name: keyof typeof words.sections; icon: IconName; href?: string; isDangerous?: boolean }

const groups: { title: string; sections: Section[] }[] = [
  {
    title: words.groups.you,
    sections: [
      { name: 'profile', icon: 'person' },
      { name: 'appearance', icon: 'sun' },
      { name: 'privacy', icon: 'eye' },
    ],
  },
  {
    title: words.groups.channel,
    sections: [
      { name: 'filters', icon: 'filter' },
      { name: 'muted', icon: 'mute' },
      { name: 'hashtags', icon: 'hash' },
      { name: 'acts', icon: 'clock', href: '/acts' },
    ],
  },
  {
    title: words.groups.safety,
    sections: [
      { name: 'login', icon: 'key' },
      { name: 'devices', icon: 'screen' },
      { name: 'export', icon: 'save' },
      { name: 'keys', icon: 'keyboard' },
      { name: 'moderation', icon: 'flag', href: '/moderation' },
      { name: 'delete', icon: 'trash', isDangerous: true },
    ],
  },
]

const isStaff = document.documentElement.dataset.role !== 'person'

export default function Settings() {
  return (
    <>
      <PageHead title={words.title} />
      <nav className={styles.groups} aria-label={words.title}>
        {groups.map(({ title, sections }) => (
          <section key={title}>
            <h2>{title}</h2>
            <ul>
              {sections
                .filter(({ name }) => name !== 'moderation' || isStaff)
                .map(({ name, icon, href = `/settings/${name}`, isDangerous }) => (
                  <li key={name}>
                    <a className={styles.section} href={href} data-dangerous={isDangerous}>
                      <Icon name={icon} />
                      <span>
                        <strong>{words.sections[name].title}</strong>
                        <span>{words.sections[name].text}</span>
                      </span>
                      <span className={styles.next}>
                        <Icon name="next" size={18} />
                      </span>
                    </a>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </nav>
    </>
  )
}
