/** What an app may register. */
import { z } from 'zod'
import { mostRedirectUris, redirectUriProblem } from './redirect-uri.ts'
import { defaultScopes, parseScopes } from './scopes.ts'

const nameMost = 60
const websiteMost = 2_000

const redirectUris = z
  .union([z.string().max(20_000), z.array(z.string())], "can't be blank")
  .transform((value) => [...new Set((Array.isArray(value) ? value : value.split(/\s+/)).filter((uri) => uri !== ''))])
  .superRefine((uris, context) => {
    if (uris.length === 0) context.addIssue({ code: 'custom', message: "can't be blank" })
    if (uris.length > mostRedirectUris)
      context.addIssue({ code: 'custom', message: `must be at most ${mostRedirectUris}` })
    const problem = uris.map(redirectUriProblem).find((found) => found !== undefined)
    if (problem) context.addIssue({ code: 'custom', message: problem })
  })

const website = z
  .string()
  .trim()
  .max(websiteMost, `is too long (maximum is ${websiteMost} characters)`)
  .refine((text) => text === '' || (/^https?:\/\//i.test(text) && URL.canParse(text)), 'must be a valid URL')
  .transform((text) => text || null)

/** The input of an app's registration, as Mastodon names it. */
export const appInput = z.object({
  client_name: z
    .string("can't be blank")
    .trim()
    .min(1, "can't be blank")
    .max(nameMost, `is too long (maximum is ${nameMost} characters)`),
  redirect_uris: redirectUris,
  scopes: z
    .union([z.string(), z.array(z.string()).transform((list) => list.join(' '))])
    .nullish()
    .transform((text) => (text?.trim() ? parseScopes(text) : [...defaultScopes]))
    .refine((scopes) => scopes !== undefined, "doesn't match configured on the server.")
    .transform((scopes) => scopes ?? []),
  website: website.nullish().transform((text) => text ?? null),
})
export type AppRegistration = z.output<typeof appInput>
