import { updateInstance } from '../instance/actions.ts'
import { findInstance, loadInstance } from '../instance/queries.ts'
import type { Context } from '../platform/context.ts'
import { isFailure } from '../platform/failure.ts'
import { StartError } from '../platform/start-error.ts'

export type SettingsOptions = {
  title?: string
  description?: string
  contact?: string
  registrations?: string
  rule?: string[]
}

/** Changes what is given, then shows everything. */
export async function settings(ctx: Context, options: SettingsOptions, say: (line: string) => void) {
  if (!(await findInstance(ctx.db))) throw new StartError('Start the server once first: its address is fixed then.')
  const { title, description, contact, registrations, rule } = options
  const changes = Object.fromEntries(
    Object.entries({ title, description, contact_email: contact, registrations, rules: rule }).filter(
      ([, value]) => value !== undefined,
    ),
  )
  const updated = await updateInstance(ctx, changes)
  if (isFailure(updated)) throw new StartError(updated.message)
  const instance = await loadInstance(ctx.db)
  say(`address        ${instance.origin}`)
  say(`title          ${instance.title}`)
  say(`description    ${instance.description}`)
  say(`contact        ${instance.contact_email}`)
  say(`registrations  ${instance.registrations}`)
  for (const [index, text] of instance.rules.entries()) say(`rule ${index + 1}         ${text}`)
}
