/** Input fields that several endpoints about posts share. */
import { z } from 'zod'
import { replyPolicies } from './post.ts'

/** Clients send null and empty values for what they leave out. */
export const isEmptyValue = (value: unknown) =>
  value === undefined ||
  value === null ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0)

export const unlessEmpty = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (isEmptyValue(value) ? undefined : value), schema.optional())

export const textField = z.string('must be text')
export const languageField = textField.regex(
  /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/,
  'must be a language code such as en',
)

export const replyPolicyField = z.enum(replyPolicies, 'must be everyone, followed, mentioned or nobody')

export const timeField = z
  .string('must be a date and time')
  .max(64, 'must be a date and time')
  .transform((written) => new Date(written))
  .refine((time) => Number.isFinite(time.getTime()), 'must be a date and time')
