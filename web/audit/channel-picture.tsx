/** Two bars for each person: how much of my channel they are, and how much of my ties. Beside each other they tell the rest. */

import { audit, bandWords } from '#messages/audit.ts'
import { percent } from '#messages/grammar.ts'
import { Avatar } from '../design/avatar.tsx'
import { withEmojis } from '../posts/html.tsx'
import styles from './channel-picture.module.css'
import type { AuditOverview } from './types.ts'

export function ChannelPicture({ overview }: { overview: AuditOverview }) {
  const { channel, channel_rest: rest, delivered } = overview
  if (channel.length === 0) return null
  const most = Math.max(
    rest.share,
    rest.tie_share,
    ...channel.flatMap(({ share, tie_share }) => [share, tie_share]),
    0.01,
  )
  return (
    <section className={styles.picture} aria-labelledby="channel">
      <h2 id="channel">{audit.channelTitle}</h2>
      <p className={styles.soft}>{audit.channelText}</p>
      <p className={styles.soft}>
        {delivered.by === 'delivered' ? audit.deliveredIn(delivered.posts, delivered.days) : audit.byPosts}
      </p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">
              <span className="for-readers">{audit.people}</span>
            </th>
            <th scope="col" className={styles.in}>
              {audit.channelShare}
            </th>
            <th scope="col" className={styles.out}>
              {audit.tieShare}
            </th>
          </tr>
        </thead>
        <tbody>
          {channel.map(({ account, share, tie_share, band }) => (
            <tr key={account.id}>
              <th scope="row">
                <a href={`/audit/people/${account.id}`} title={bandWords[band]}>
                  <Avatar account={account} size="small" />
                  <span dir="auto">{withEmojis(account.display_name || account.username, account.emojis)}</span>
                </a>
              </th>
              <Share share={share} most={most} lane="in" />
              <Share share={tie_share} most={most} lane="out" />
            </tr>
          ))}
          {rest.people > 0 && (
            <tr>
              <th scope="row">{audit.everybodyElse(rest.people)}</th>
              <Share share={rest.share} most={most} lane="in" />
              <Share share={rest.tie_share} most={most} lane="out" />
            </tr>
          )}
        </tbody>
      </table>
    </section>
  )
}

function Share({ share, most, lane }: { share: number; most: number; lane: 'in' | 'out' }) {
  return (
    <td className={styles[lane]}>
      <span className={styles.bar} style={{ inlineSize: `${(share / most) * 100}%` }} aria-hidden="true" />
      <span className={styles.figure}>{percent(share)}</span>
    </td>
  )
}
