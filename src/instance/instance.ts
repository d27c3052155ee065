import type { Selectable } from 'kysely'
import { z } from 'zod'
import packageJson from '../../package.json' with { type: 'json' }
import type { InstanceTable } from '../platform/schema.ts'

export const registrationModes = ['open', 'approval', 'closed'] as const
/** approval: whoever signs up waits until the owner lets them in. */
export type RegistrationMode = (typeof registrationModes)[number]

/** What this server is and says of itself. */
export type Instance = Omit<Selectable<InstanceTable>, 'only_row' | 'registrations'> & {
  registrations: RegistrationMode
}

export const twowayVersion = packageJson.version

/**
 * The Mastodon whose features we have, for the clients that switch features by it. 4.2 has none of the grouped
 * notifications, notification requests and quotes that came with later ones.
 */
export const mastodonVersion = `4.2.0 (compatible; Twoway ${twowayVersion})`

/** What people may write about themselves, counted as posts are. */
export const profileLimits = {
  displayName: 100,
  note: 500,
  fields: 4,
  fieldName: 255,
  fieldValue: 255,
} as const

export const mediaLimits = {
  perPost: 4,
  descriptionCharacters: 1_500,
  fileBytes: 16 * 1024 * 1024,
  /** All frames of an animation together. */
  pixels: 33_177_600,
  frames: 300,
  mimeTypes: ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif'],
} as const

export const pollLimits = {
  maxOptions: 4,
  charactersPerOption: 50,
  minSeconds: 300,
  /** A month. */
  maxSeconds: 2_629_746,
} as const

export const postLimits = { characters: 500, charactersOfLink: 23, pins: 5 } as const

const oneLine = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `must have at most ${most} characters`)
    .regex(/^\P{Cc}*$/u, 'must be one line')

/** The settings an operator may change; one that is absent stays as it is. */
export const instanceChangesSchema = z.object({
  title: oneLine(100).min(1, 'must not be empty').optional(),
  description: z.string().trim().max(2_000, 'must have at most 2000 characters').optional(),
  registrations: z.enum(registrationModes, `must be one of ${registrationModes.join(', ')}`).optional(),
  rules: z.array(oneLine(500).min(1, 'must not be empty')).max(30, 'must be at most 30').optional(),
  contact_email: z.union([z.literal(''), z.email('must be an e-mail address').max(254)]).optional(),
})
export type InstanceChanges = z.input<typeof instanceChangesSchema>
