/** What a follower turns on a follow: how much of it reaches home, whether it is kept for good, what role it has. Pure. */

/** What home takes of somebody I follow. `best`: so many a day, see posts/visibility.ts. `quiet`: nothing; the follow stays. */
export type StoredVolume = 'everything' | 'no_replies' | 'best' | 'quiet'

/** The same as people are told: everything without boosts has a name of its own. */
export const volumes = ['everything', 'no_boosts', 'no_replies', 'best', 'quiet'] as const
export type Volume = (typeof volumes)[number]

export const usualBestPerDay = 3
export const mostBestPerDay = 20

/** Roles that everybody has at hand; words of one's own are as good. */
export const knownRoles = ['news', 'service', 'family', 'friend'] as const
export const mostRoles = 10
export const mostRoleCharacters = 30

export type Dials = {
  volume: StoredVolume
  bestPerDay: number
  /** Whether home takes boosts, as far as the volume lets any in. */
  showBoosts: boolean
  /** On the keep-list: never asked about again. */
  keep: boolean
  roles: readonly string[]
}

export const openDials: Dials = {
  volume: 'everything',
  bestPerDay: usualBestPerDay,
  showBoosts: true,
  keep: false,
  roles: [],
}

/** What is to be changed; the rest stays as it is. */
export type DialChanges = {
  volume?: Volume | undefined
  bestPerDay?: number | undefined
  showBoosts?: boolean | undefined
  keep?: boolean | undefined
  roles?: readonly string[] | undefined
}

export function volumeOf({ volume, showBoosts }: Pick<Dials, 'volume' | 'showBoosts'>): Volume {
  return volume === 'everything' && !showBoosts ? 'no_boosts' : volume
}

/** What apps are told in `showing_reblogs`: whether boosts can reach home at all. */
export function areBoostsShown({ volume, showBoosts }: Pick<Dials, 'volume' | 'showBoosts'>): boolean {
  return showBoosts && volume !== 'quiet'
}

/**
 * The dials after a change. `everything` and `no_boosts` say themselves what becomes of boosts; other volumes leave them.
 * Apps send the flag for boosts back as they were told it: "none" about somebody quiet therefore changes nothing.
 */
export function turnDials(now: Dials, { volume, ...changes }: DialChanges): Dials {
  const stored = volume === 'no_boosts' ? 'everything' : (volume ?? now.volume)
  const said = changes.showBoosts ?? (volume === 'everything' ? true : volume === 'no_boosts' ? false : now.showBoosts)
  const isEcho = volume === undefined && now.volume === 'quiet' && !said
  return {
    volume: stored,
    bestPerDay: changes.bestPerDay ?? now.bestPerDay,
    showBoosts: isEcho ? now.showBoosts : said,
    keep: changes.keep ?? now.keep,
    roles: changes.roles ?? now.roles,
  }
}

/** `no_boosts` with boosts means nothing. */
export function areAtOdds({ volume, showBoosts }: DialChanges): boolean {
  return volume === 'no_boosts' && showBoosts === true
}
