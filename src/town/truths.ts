/** What was planted in a town. Tests read it; no server ever does. People are told by username, times are milliseconds. */
export type Truths = {
  resident: string
  closeFriends: [string, string]
  couple: { people: [string, string]; roseAt: number; metAt: number | undefined }
  newspaper: string
  promoter: string
  quietFriend: { friend: string; of: string }
  service: string
  ring: string[]
  newcomer: string
  lurker: string
  boughtWave: { of: string; followers: string[]; from: number; to: number }
  neighbours: string[]
  drifted: { person: string; from: string; to: string; at: number }
  languageChanged: { person: string; from: string; to: string; at: number }
  /** The second one follows because the first one did. */
  followBacks: { first: string; back: string }[]
  withoutReason: { follower: string; followee: string }
  goneQuiet: { people: [string, string]; at: number }
  bilingual: [string, string]
  photographer: string
  /** `post` is a place in `Town.posts`. */
  openQuestion: { by: string; to: string; post: number }
  /** Everybody of whom nothing is to be found. */
  ordinary: string[]
}
