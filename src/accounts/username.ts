/** The rules for the names of people here. Others' servers may have other rules. */

export const usernameMost = 30
const shape = /^[a-z0-9_]+$/i

/**
 * Names that would be taken for the server itself: its addresses (`/settings`, `/@api`), its staff, or everybody.
 * Compared without regard to case.
 */
const reserved = new Set([
  // people who seem to speak for the server
  'admin', 'administrator', 'helpdesk', 'moderation', 'moderator', 'mod', 'mods', 'owner', 'root', 'security', 'staff',
  'support', 'sysadmin', 'system', 'team', 'twoway', 'webmaster',
  // mail addresses that every domain is expected to have (RFC 2142)
  'abuse', 'hostmaster', 'info', 'noc', 'noreply', 'no_reply', 'postmaster', 'mailer_daemon',
  // addresses of this server, now or soon
  'about', 'account', 'accounts', 'api', 'app', 'apps', 'assets', 'auth', 'explore', 'favicon', 'health', 'home', 'inbox',
  'instance', 'internal', 'invite', 'login', 'logout', 'media', 'metrics', 'nodeinfo', 'notifications', 'oauth', 'outbox',
  'password', 'public', 'register', 'search', 'settings', 'share', 'sign_in', 'sign_out', 'sign_up', 'signin', 'signup',
  'static', 'statuses', 'streaming', 'tags', 'terms', 'privacy', 'user', 'users', 'well_known', 'www',
  // mentions that seem to address more than one person
  'all', 'channel', 'everybody', 'everyone', 'followers', 'here', 'nobody',
  // what programs say when there is no name
  'anonymous', 'deleted', 'nan', 'null', 'undefined', 'unknown',
]) // biome-ignore format: one group per line

export type UsernameProblem = {
  error: 'ERR_BLANK' | 'ERR_INVALID' | 'ERR_TOO_LONG' | 'ERR_RESERVED'
  description: string
}

/** Undefined: the name may be taken by whoever comes first. */
export function usernameProblem(username: string): UsernameProblem | undefined {
  if (username === '') return { error: 'ERR_BLANK', description: "can't be blank" }
  if (!shape.test(username))
    return { error: 'ERR_INVALID', description: 'must contain only letters a to z, digits and underscores' }
  if (username.length > usernameMost)
    return { error: 'ERR_TOO_LONG', description: `is too long (maximum is ${usernameMost} characters)` }
  if (reserved.has(username.toLowerCase())) return { error: 'ERR_RESERVED', description: 'is reserved' }
  return undefined
}
