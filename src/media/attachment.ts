import type { Selectable } from 'kysely'
import { z } from 'zod'
import { mediaLimits } from '../instance/instance.ts'
import { dayMs } from '../platform/clock.ts'
import type { MediaTable } from '../platform/schema.ts'
import { cleanText, countCharacters } from '../platform/text.ts'

export type Attachment = Selectable<MediaTable>

/** How long a picture is kept that belongs to no post. */
export const unattachedMs = dayMs
/** How many such pictures a person may have at a time. */
export const mostUnattached = 100

/** The point that stays in sight, each from -1 to 1, y going up. */
export type Focus = { x: number; y: number }
export const focusUnit = 10_000

const bytesPerCharacter = 20
const tooLong = `is too long (maximum is ${mediaLimits.descriptionCharacters} characters)`

/** What a picture shows, in words. */
export const descriptionField = z
  .string('must be text')
  .max(mediaLimits.descriptionCharacters * bytesPerCharacter, tooLong)
  .transform((raw, context) => {
    const cleaned = cleanText(raw)
    if (cleaned.ok) return cleaned.text
    context.addIssue({ code: 'custom', message: cleaned.reason })
    return z.NEVER
  })
  .refine((text) => countCharacters(text) <= mediaLimits.descriptionCharacters, tooLong)

const decimal = String.raw`\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*`
const focusPattern = new RegExp(`^${decimal},${decimal}$`)

/** `0.5,-0.25`, as Mastodon has it. What is beyond the edge means the edge. */
export const focusField = z
  .string('must be two numbers from -1 to 1, as in 0.5,-0.25')
  .max(100, 'must be two numbers from -1 to 1, as in 0.5,-0.25')
  .regex(focusPattern, 'must be two numbers from -1 to 1, as in 0.5,-0.25')
  .transform((text): Focus => {
    const [, x, y] = focusPattern.exec(text)!
    const within = (digits: string | undefined) => Math.max(-1, Math.min(1, Number(digits)))
    return { x: within(x), y: within(y) }
  })

export type AttachmentChanges = { description?: string | undefined; focus?: Focus | undefined }
