/**
 * What Mastodon documents of its entities (https://docs.joinmastodon.org/entities/), held against every JSON answer that
 * a test gets: required fields, which of them may be null, ids as strings, dates in ISO 8601. More fields are welcome.
 */
import assert from 'node:assert/strict'
import type { Route } from '../src/platform/http.ts'
import { tableOfRoutes } from './api/table.ts'

/** Undefined: as documented. Otherwise what is wrong, beginning with where. */
export type Shape = (value: unknown, path: string) => string | undefined

// ---- Values

const kind =
  (name: string, holds: (value: unknown) => boolean): Shape =>
  (value, path) =>
    holds(value) ? undefined : `${path} should be ${name}, and is ${JSON.stringify(value)?.slice(0, 100)}`
const text = kind('a string', (value) => typeof value === 'string')
const id = kind('an id in a string', (value) => typeof value === 'string' && /^\d+$/.test(value))
/** Those of the built-in roles are negative. */
const roleId = kind('an id in a string', (value) => typeof value === 'string' && /^-?\d+$/.test(value))
const flag = kind('true or false', (value) => typeof value === 'boolean')
const whole = kind('a whole number', Number.isSafeInteger)
const count = kind('a count', (value) => Number.isSafeInteger(value) && (value as number) >= 0)
const moment = kind(
  'a moment in ISO 8601',
  (value) =>
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) &&
    !Number.isNaN(Date.parse(value)),
)
const day = kind('a day in ISO 8601', (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value))
const address = kind('an absolute address', (value) => typeof value === 'string' && URL.canParse(value))
const anything: Shape = () => undefined
const oneOf = (...choices: readonly unknown[]) =>
  kind(`one of ${choices.join(', ')}`, (value) => choices.includes(value))
const nullable =
  (shape: Shape): Shape =>
  (value, path) =>
    value === null ? undefined : shape(value, path)
/** May be missing. */
const optional =
  (shape: Shape): Shape =>
  (value, path) =>
    value === undefined ? undefined : shape(value, path)
const list =
  (shape: Shape): Shape =>
  (value, path) =>
    Array.isArray(value)
      ? value.map((item, index) => shape(item, `${path}[${index}]`)).find((problem) => problem !== undefined)
      : `${path} should be a list`
const entity =
  (fields: Record<string, Shape>): Shape =>
  (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${path} should be an object`
    return Object.entries(fields)
      .map(([name, shape]) => shape((value as Record<string, unknown>)[name], `${path}.${name}`))
      .find((problem) => problem !== undefined)
  }
const mapOf =
  (shape: Shape): Shape =>
  (value, path) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? list(shape)(Object.values(value), path)
      : `${path} should be an object`
const allOf =
  (...shapes: Shape[]): Shape =>
  (value, path) =>
    shapes.map((shape) => shape(value, path)).find((problem) => problem !== undefined)
/** Entities that hold each other. */
const later =
  (shape: () => Shape): Shape =>
  (value, path) =>
    shape()(value, path)

// ---- Entities

const emoji = entity({ shortcode: text, url: address, static_url: address, visible_in_picker: flag })
const field = entity({ name: text, value: text, verified_at: nullable(moment) })
const visibility = oneOf('public', 'unlisted', 'private', 'direct')

const account: Shape = entity({
  id,
  username: text,
  acct: text,
  url: address,
  uri: text,
  display_name: text,
  note: text,
  avatar: address,
  avatar_static: address,
  header: address,
  header_static: address,
  locked: flag,
  fields: list(field),
  emojis: list(emoji),
  bot: flag,
  group: flag,
  discoverable: nullable(flag),
  noindex: optional(nullable(flag)),
  moved: optional(nullable(later(() => account))),
  suspended: optional(flag),
  limited: optional(flag),
  created_at: moment,
  last_status_at: nullable(day),
  statuses_count: count,
  followers_count: count,
  following_count: count,
  hide_collections: optional(nullable(flag)),
  roles: optional(list(anything)),
})
const credentialAccount = allOf(
  account,
  entity({
    source: entity({
      note: text,
      fields: list(field),
      privacy: visibility,
      sensitive: flag,
      language: nullable(text),
      follow_requests_count: count,
    }),
    role: optional(entity({ id: roleId, name: text, permissions: text, color: text, highlighted: flag })),
    twoway: entity({ answers_to_strangers: flag }),
  }),
)
const relationship = entity({
  id,
  following: flag,
  showing_reblogs: flag,
  notifying: flag,
  languages: nullable(list(text)),
  followed_by: flag,
  blocking: flag,
  blocked_by: flag,
  muting: flag,
  muting_notifications: flag,
  requested: flag,
  requested_by: flag,
  domain_blocking: flag,
  endorsed: flag,
  note: text,
  twoway: nullable(
    entity({
      volume: oneOf('everything', 'no_boosts', 'no_replies', 'best', 'quiet'),
      best_per_day: count,
      keep: flag,
      roles: list(text),
      reason: nullable(text),
      reason_text: text,
      reason_status_id: nullable(id),
      followed_since: nullable(moment),
      followed_by_since: nullable(moment),
      first: nullable(oneOf('me', 'them')),
    }),
  ),
})

const media = entity({
  id,
  type: oneOf('unknown', 'image', 'gifv', 'video', 'audio'),
  url: nullable(address),
  preview_url: nullable(address),
  remote_url: nullable(address),
  meta: nullable(mapOf(anything)),
  description: nullable(text),
  blurhash: nullable(text),
})
const poll = entity({
  id,
  expires_at: nullable(moment),
  expired: flag,
  multiple: flag,
  votes_count: count,
  voters_count: nullable(count),
  options: list(entity({ title: text, votes_count: nullable(count) })),
  emojis: list(emoji),
  voted: optional(flag),
  own_votes: optional(list(count)),
})
const filterContexts = list(oneOf('home', 'notifications', 'public', 'thread', 'account'))
const filterKeyword = entity({ id, keyword: text, whole_word: flag })
const filterStatus = entity({ id, status_id: id })
const filterFields = {
  id,
  title: text,
  context: filterContexts,
  expires_at: nullable(moment),
  filter_action: oneOf('warn', 'hide', 'blur'),
}
const filter = entity({ ...filterFields, keywords: list(filterKeyword), statuses: list(filterStatus) })
const filterResult = entity({
  filter: entity(filterFields),
  keyword_matches: nullable(list(text)),
  status_matches: nullable(list(id)),
})
const filterV1 = entity({
  id,
  phrase: text,
  context: filterContexts,
  expires_at: nullable(moment),
  irreversible: flag,
  whole_word: flag,
})
const mention = entity({ id, username: text, url: address, acct: text })
const quoteStates = oneOf(
  'pending',
  'accepted',
  'rejected',
  'revoked',
  'deleted',
  'unauthorized',
  'blocked_account',
  'blocked_domain',
  'muted_account',
)
const quote = entity({
  state: quoteStates,
  quoted_status: optional(nullable(later(() => status))),
  quoted_status_id: optional(nullable(id)),
})
const statusFields = {
  id,
  uri: text,
  created_at: moment,
  account,
  visibility,
  sensitive: flag,
  spoiler_text: text,
  media_attachments: list(media),
  application: optional(nullable(entity({ name: text, website: nullable(text) }))),
  mentions: list(mention),
  tags: list(entity({ name: text, url: address })),
  emojis: list(emoji),
  reblogs_count: count,
  favourites_count: count,
  replies_count: count,
  quotes_count: optional(count),
  url: nullable(address),
  in_reply_to_id: nullable(id),
  in_reply_to_account_id: nullable(id),
  reblog: nullable(later(() => status)),
  poll: nullable(poll),
  card: nullable(anything),
  language: nullable(text),
  text: optional(nullable(text)),
  edited_at: nullable(moment),
  quote: optional(nullable(quote)),
  favourited: optional(flag),
  reblogged: optional(flag),
  muted: optional(flag),
  bookmarked: optional(flag),
  pinned: optional(flag),
  filtered: optional(list(filterResult)),
}
const status: Shape = entity({ ...statusFields, content: text })
/** With what was typed, to write it anew, in the place of the HTML. */
const deletedStatus = entity({ ...statusFields, text })
const statusEdit = entity({
  content: text,
  spoiler_text: text,
  sensitive: flag,
  created_at: moment,
  account,
  media_attachments: list(media),
  emojis: list(emoji),
  poll: optional(entity({ options: list(entity({ title: text })) })),
  quote: optional(nullable(quote)),
})
const scheduledStatus = entity({
  id,
  scheduled_at: moment,
  params: entity({
    text,
    poll: optional(nullable(anything)),
    media_ids: nullable(list(id)),
    sensitive: nullable(flag),
    spoiler_text: nullable(text),
    visibility: nullable(visibility),
    in_reply_to_id: nullable(anything),
    language: nullable(text),
    application_id: anything,
    scheduled_at: nullable(anything),
    idempotency: nullable(text),
    with_rate_limit: flag,
  }),
  media_attachments: list(media),
})
/** A scheduled post is answered where a post would be. */
const statusOrScheduled: Shape = (value, path) =>
  typeof value === 'object' && value !== null && 'scheduled_at' in value
    ? scheduledStatus(value, path)
    : status(value, path)

const report = entity({
  id,
  action_taken: flag,
  action_taken_at: nullable(moment),
  category: oneOf('spam', 'legal', 'violation', 'other'),
  comment: text,
  forwarded: flag,
  created_at: moment,
  status_ids: nullable(list(id)),
  rule_ids: nullable(list(id)),
  target_account: account,
})
const notification: Shape = (value, path) => {
  const type = (value as { type?: string } | null)?.type ?? ''
  const isAboutPost = ['mention', 'status', 'reblog', 'favourite', 'poll', 'update', 'quote', 'quoted_update'].includes(
    type,
  )
  return entity({
    id,
    type: text,
    group_key: optional(text),
    created_at: moment,
    account,
    status: isAboutPost ? status : optional(nullable(status)),
    report: type === 'admin.report' ? report : optional(nullable(report)),
  })(value, path)
}

const rule = entity({ id, text, hint: text })
const tag = entity({
  name: text,
  url: address,
  history: list(entity({ day: text, uses: text, accounts: text })),
  following: optional(flag),
})
const listEntity = entity({ id, title: text, replies_policy: oneOf('followed', 'list', 'none'), exclusive: flag })
const marker = entity({ last_read_id: id, version: count, updated_at: moment })
const conversation = entity({ id, unread: flag, accounts: list(account), last_status: nullable(status) })
const app = entity({ name: text, website: nullable(address), scopes: list(text), redirect_uris: list(text) })
const instanceConfiguration = {
  statuses: entity({ max_characters: count, max_media_attachments: count, characters_reserved_per_url: count }),
  media_attachments: entity({
    supported_mime_types: list(text),
    image_size_limit: count,
    image_matrix_limit: count,
    video_size_limit: count,
    video_frame_rate_limit: count,
    video_matrix_limit: count,
  }),
  polls: entity({ max_options: count, max_characters_per_option: count, min_expiration: count, max_expiration: count }),
}
const instance = entity({
  domain: text,
  title: text,
  version: text,
  source_url: text,
  description: text,
  usage: entity({ users: entity({ active_month: count }) }),
  thumbnail: entity({ url: address, blurhash: optional(text) }),
  icon: list(entity({ src: address, size: text })),
  languages: list(text),
  configuration: entity({
    urls: mapOf(nullable(text)),
    accounts: entity({ max_featured_tags: count, max_pinned_statuses: count }),
    ...instanceConfiguration,
    translation: entity({ enabled: flag }),
  }),
  registrations: entity({ enabled: flag, approval_required: flag, message: nullable(text) }),
  api_versions: mapOf(count),
  contact: entity({ email: text, account: nullable(account) }),
  rules: list(rule),
})
const instanceV1 = entity({
  uri: text,
  title: text,
  short_description: text,
  description: text,
  email: text,
  version: text,
  urls: mapOf(text),
  stats: entity({ user_count: count, status_count: count, domain_count: count }),
  thumbnail: nullable(address),
  languages: list(text),
  registrations: flag,
  approval_required: flag,
  invites_enabled: flag,
  configuration: entity(instanceConfiguration),
  contact_account: nullable(account),
  rules: list(rule),
})
const empty = entity({})

/** Every failure, also OAuth's own. */
const failure = entity({
  error: text,
  error_description: optional(text),
  details: optional(mapOf(list(entity({ error: text, description: text })))),
})

// ---- Which route answers with what

const post = '/api/v1/statuses/:id'
const acts = (names: string, shape: Shape, path: string) =>
  Object.fromEntries(names.split(' ').map((name) => [`POST ${path}/${name}`, shape]))
const filters = '/api/v2/filters'

/** docs/export.md */
const everything = entity({
  format: oneOf('twoway-export-1'),
  exported_at: moment,
  server: address,
  account: entity({ address: text, url: address, email: text, display_name: text, preferences: mapOf(anything) }),
  posts: list(entity({ id, uri: address, text, created_at: moment, media: list(entity({ url: address })) })),
  follows: list(entity({ address: text, reason: nullable(text), reason_text: text })),
  notes: list(entity({ address: text, note: text })),
  lists: list(entity({ title: text, members: list(text) })),
})

export const answers: Record<string, Shape> = {
  'GET /api/v1/instance': instanceV1,
  'GET /api/v2/instance': instance,
  'GET /api/v1/custom_emojis': list(emoji),
  'GET /api/v1/instance/rules': list(rule),
  'GET /health': entity({ status: oneOf('UP') }),
  'GET /.well-known/nodeinfo': entity({ links: list(entity({ rel: address, href: address })) }),
  'GET /nodeinfo/2.1': entity({
    version: oneOf('2.1'),
    software: entity({ name: text, version: text }),
    protocols: list(text),
    services: entity({ inbound: list(text), outbound: list(text) }),
    openRegistrations: flag,
    usage: entity({ users: entity({ total: count, activeMonth: count }), localPosts: count }),
    metadata: mapOf(anything),
  }),
  'GET /api/openapi.json': entity({ openapi: text, paths: mapOf(mapOf(entity({ operationId: text }))) }),
  'GET /api/v1/instance/extended_description': entity({ updated_at: moment, content: text }),

  'POST /api/v1/apps': allOf(
    app,
    entity({ id, client_id: text, client_secret: text, client_secret_expires_at: count, redirect_uri: text }),
  ),
  'GET /api/v1/apps/verify_credentials': app,
  'POST /oauth/token': entity({ access_token: text, token_type: oneOf('Bearer'), scope: text, created_at: whole }),
  'POST /oauth/revoke': empty,
  'GET /oauth/userinfo': entity({ iss: address, sub: text, name: text, preferred_username: text, profile: address }),
  'GET /.well-known/oauth-authorization-server': entity({
    issuer: address,
    authorization_endpoint: address,
    token_endpoint: address,
    app_registration_endpoint: address,
    revocation_endpoint: address,
    scopes_supported: list(text),
    response_types_supported: list(text),
    grant_types_supported: list(text),
  }),
  'POST /api/v1/accounts': entity({ access_token: text, token_type: oneOf('Bearer'), scope: text, created_at: whole }),

  'GET /api/v1/accounts/verify_credentials': credentialAccount,
  'PATCH /api/v1/accounts/update_credentials': credentialAccount,
  'DELETE /api/v1/profile/avatar': credentialAccount,
  'DELETE /api/v1/profile/header': credentialAccount,
  'GET /api/v1/preferences': entity({
    'posting:default:visibility': visibility,
    'posting:default:sensitive': flag,
    'posting:default:language': nullable(text),
    'reading:expand:media': oneOf('default', 'show_all', 'hide_all'),
    'reading:expand:spoilers': flag,
  }),
  'GET /api/v1/accounts/relationships': list(relationship),
  'GET /api/v1/accounts/familiar_followers': list(entity({ id, accounts: list(account) })),
  'GET /api/v2/suggestions': list(
    entity({
      source: oneOf('past_interactions', 'global'),
      sources: list(text),
      account,
      twoway: entity({ kind: text, sentence: text }),
    }),
  ),
  'GET /api/v1/suggestions': list(account),
  'DELETE /api/v1/suggestions/:account_id': entity({}),
  'GET /api/v1/accounts/search': list(account),
  'GET /api/v1/accounts/lookup': account,
  'GET /api/v1/accounts': list(account),
  'GET /api/v1/accounts/:id': account,
  'GET /api/v1/accounts/:id/statuses': list(status),
  'GET /api/v1/accounts/:id/followers': list(account),
  'GET /api/v1/accounts/:id/following': list(account),
  'GET /api/v1/accounts/:id/lists': list(listEntity),
  ...acts('follow unfollow remove_from_followers block unblock mute unmute note', relationship, '/api/v1/accounts/:id'),
  'GET /api/v1/follow_requests': list(account),
  ...acts('authorize reject', relationship, '/api/v1/follow_requests/:id'),
  'GET /api/v1/blocks': list(account),
  'GET /api/v1/mutes': list(account),

  'POST /api/v2/media': media,
  'POST /api/v1/media': media,
  'GET /api/v1/media/:id': media,
  'PUT /api/v1/media/:id': media,
  'DELETE /api/v1/media/:id': empty,

  'POST /api/v1/statuses': statusOrScheduled,
  'GET /api/v1/statuses': list(status),
  [`GET ${post}`]: status,
  [`PUT ${post}`]: status,
  [`DELETE ${post}`]: deletedStatus,
  [`GET ${post}/context`]: entity({ ancestors: list(status), descendants: list(status) }),
  [`GET ${post}/source`]: entity({ id, text, spoiler_text: text }),
  [`GET ${post}/history`]: list(statusEdit),
  [`GET ${post}/favourited_by`]: list(account),
  [`GET ${post}/reblogged_by`]: list(account),
  [`GET ${post}/quotes`]: list(status),
  [`POST ${post}/quotes/:quoting_status_id/revoke`]: status,
  [`PUT ${post}/interaction_policy`]: status,
  ...acts('favourite unfavourite reblog unreblog bookmark unbookmark pin unpin mute unmute', status, post),
  'GET /api/v1/scheduled_statuses': list(scheduledStatus),
  'GET /api/v1/scheduled_statuses/:id': scheduledStatus,
  'PUT /api/v1/scheduled_statuses/:id': scheduledStatus,
  'DELETE /api/v1/scheduled_statuses/:id': empty,
  'GET /api/v1/favourites': list(status),
  'GET /api/v1/bookmarks': list(status),
  'GET /api/v1/polls/:id': poll,
  'POST /api/v1/polls/:id/votes': poll,

  [`GET ${filters}`]: list(filter),
  [`POST ${filters}`]: filter,
  [`GET ${filters}/:id`]: filter,
  [`PUT ${filters}/:id`]: filter,
  [`DELETE ${filters}/:id`]: empty,
  [`GET ${filters}/:id/keywords`]: list(filterKeyword),
  [`POST ${filters}/:id/keywords`]: filterKeyword,
  [`GET ${filters}/:id/statuses`]: list(filterStatus),
  [`POST ${filters}/:id/statuses`]: filterStatus,
  [`GET ${filters}/keywords/:id`]: filterKeyword,
  [`PUT ${filters}/keywords/:id`]: filterKeyword,
  [`DELETE ${filters}/keywords/:id`]: empty,
  [`GET ${filters}/statuses/:id`]: filterStatus,
  [`DELETE ${filters}/statuses/:id`]: empty,
  'GET /api/v1/filters': list(filterV1),
  'POST /api/v1/filters': filterV1,
  'GET /api/v1/filters/:id': filterV1,
  'PUT /api/v1/filters/:id': filterV1,
  'DELETE /api/v1/filters/:id': empty,

  'GET /api/v1/timelines/home': list(status),
  'GET /api/v1/timelines/public': list(status),
  'GET /api/v1/timelines/tag/:hashtag': list(status),
  'GET /api/v1/timelines/list/:id': list(status),
  'GET /api/v1/lists': list(listEntity),
  'POST /api/v1/lists': listEntity,
  'GET /api/v1/lists/:id': listEntity,
  'PUT /api/v1/lists/:id': listEntity,
  'DELETE /api/v1/lists/:id': empty,
  'GET /api/v1/lists/:id/accounts': list(account),
  'POST /api/v1/lists/:id/accounts': empty,
  'DELETE /api/v1/lists/:id/accounts': empty,
  'GET /api/v1/markers': mapOf(marker),
  'POST /api/v1/markers': mapOf(marker),
  'GET /api/v1/tags/:name': tag,
  ...acts('follow unfollow', tag, '/api/v1/tags/:name'),
  'GET /api/v1/followed_tags': list(tag),
  'GET /api/v1/conversations': list(conversation),
  'DELETE /api/v1/conversations/:id': empty,
  ...acts('read unread', conversation, '/api/v1/conversations/:id'),

  'GET /api/v1/notifications': list(notification),
  'GET /api/v1/notifications/:id': notification,
  'POST /api/v1/notifications/clear': empty,
  'POST /api/v1/notifications/:id/dismiss': empty,
  'GET /api/v1/notifications/unread_count': entity({ count }),
  'GET /api/v2/search': entity({ accounts: list(account), statuses: list(status), hashtags: list(tag) }),
  'POST /api/v1/reports': report,

  // Ours
  'PUT /api/twoway/v1/follows/:account_id': relationship,
  'GET /api/twoway/v1/login': entity({ email: text, created_at: moment }),
  'PUT /api/twoway/v1/email': entity({ email: text }),
  'PUT /api/twoway/v1/password': empty,
  'GET /api/twoway/v1/sessions': list(entity({ id, browser: text, created_at: moment, current: flag })),
  'DELETE /api/twoway/v1/sessions/:id': empty,
  'GET /api/twoway/v1/authorized_apps': list(
    entity({
      id,
      name: text,
      website: nullable(address),
      created_at: moment,
      permissions: list(entity({ writes: flag, text })),
    }),
  ),
  'DELETE /api/twoway/v1/authorized_apps/:id': empty,
  'POST /api/twoway/v1/account/delete': empty,
  'GET /api/twoway/v1/export/:file': everything,
  'GET /settings/export/:file': everything,
  'GET /audit/report.json': entity({ people: list(entity({ account })) }),
  'GET /api/twoway/v1/follows/:account_id/held_back': list(status),
  'PUT /api/twoway/v1/statuses/:id/reply_policy': status,
  'GET /api/twoway/v1/timelines/conversations': list(
    entity({ id, newest_id: id, accounts: list(account), statuses: list(status), omitted_count: count }),
  ),
  'GET /api/twoway/v1/delivered/settings': entity({ record: flag, newest_post_id: nullable(id) }),
  'PUT /api/twoway/v1/delivered/settings': entity({ record: flag, deleted: flag }),
  'DELETE /api/twoway/v1/delivered': empty,
  // Besides their contracts
  'GET /api/twoway/v1/follows': list(entity({ account, relationship })),
  'GET /api/twoway/v1/acts': list(entity({ people: list(entity({ account })) })),
  'POST /api/twoway/v1/unfollows/review': list(entity({ account, relationship })),
  'GET /api/twoway/v1/ties': list(entity({ account })),
  'GET /api/twoway/v1/audience/engaged': list(entity({ account })),
}

/** Routes whose successes are no JSON: files, streams, pages of text. */
export const otherAnswers: readonly string[] = [
  'GET /api/twoway/v1/audit/report.csv',
  'GET /api/twoway/v1/follows.csv',
  'GET /api/twoway/v1/delivered.csv',
  'GET /media/:folder/:name',
  'GET /web/:name',
  'GET /api/v1/streaming',
  'GET /api/v1/streaming/health',
  'GET /api/v1/streaming/user',
  'GET /api/v1/streaming/user/notification',
  'GET /api/v1/streaming/public',
  'GET /api/v1/streaming/public/local',
  'GET /api/v1/streaming/public/remote',
  'GET /api/v1/streaming/hashtag',
  'GET /api/v1/streaming/hashtag/local',
  'GET /api/v1/streaming/list',
  'GET /api/v1/streaming/direct',
  'GET /api/v1/streaming/*',
]

/** Of answers that are ours, the contract of the endpoint says how they look. */
const byContract = ({ endpoint }: Route): Shape[] => {
  const schema = endpoint.contract?.answer
  if (!schema) return []
  return [
    (value, path) => {
      const issue = schema.safeParse(value).error?.issues[0]
      return issue && `${[path, ...issue.path].join('.')}: ${issue.message}`
    },
  ]
}

const contracts: Record<string, Shape> = Object.fromEntries(
  tableOfRoutes().flatMap((route) => {
    const name = `${route.method} ${route.path}`
    return byContract(route).map((shape) => [name, allOf(shape, answers[name] ?? anything)])
  }),
)
export const namedAnswers = [...Object.keys({ ...answers, ...contracts }), ...otherAnswers]

const patterns = Object.entries({ ...answers, ...contracts })
  .map(([name, shape]) => ({
    name,
    shape,
    pattern: new RegExp(`^${name.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}/?$`),
  }))
  // /api/v1/accounts/search before /api/v1/accounts/:id
  .toSorted((a, b) => a.name.split(':').length - b.name.split(':').length)

/** What is wrong with an answer; undefined when it is as documented. */
export function problemWith(method: string, path: string, statusCode: number, body: unknown): string | undefined {
  if (statusCode >= 400) return failure(body, 'error')
  const called = `${method} ${path}`
  const known = patterns.find(({ pattern }) => pattern.test(called))
  if (!known) return `no entity is known for ${called}: name its answer in tests/entities.ts`
  const problem = known.shape(body, '$')
  return problem && `${called} answered with something else than documented: ${problem}`
}

/** Looks at every JSON answer of a server on this machine; throws when one is not as documented. */
export function checkingFetch(realFetch: typeof fetch): typeof fetch {
  return async (input, options) => {
    const request = input instanceof Request ? input : undefined
    const url = new URL(request?.url ?? String(input))
    const response = await realFetch(input, options)
    const isJson = response.headers.get('content-type')?.startsWith('application/json')
    if (!isJson || !['localhost', '127.0.0.1'].includes(url.hostname)) return response
    const body = await response.clone().text()
    if (body === '') return response
    const method = (options?.method ?? request?.method ?? 'GET').toUpperCase()
    const problem = problemWith(method, url.pathname, response.status, JSON.parse(body))
    assert.equal(problem, undefined)
    return response
  }
}
