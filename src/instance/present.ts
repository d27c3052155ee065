import type { Context } from '../platform/context.ts'
import { parseText, renderHtml } from '../platform/text.ts'
import {
  type Instance,
  mastodonVersion,
  mediaLimits,
  pollLimits,
  postLimits,
  profileLimits,
  twowayVersion,
} from './instance.ts'

/** How much is going on among the people who can log in here. Imported accounts are not people. */
export type Activity = { people: number; posts: number; activeInFourWeeks: number }

export interface WireRule {
  id: string
  text: string
  hint: string
}

interface WireStatusesConfiguration {
  max_characters: number
  max_media_attachments: number
  characters_reserved_per_url: number
}

interface WireMediaConfiguration {
  supported_mime_types: string[]
  description_limit: number
  image_size_limit: number
  image_matrix_limit: number
  video_size_limit: number
  video_frame_rate_limit: number
  video_matrix_limit: number
}

interface WirePollsConfiguration {
  max_options: number
  max_characters_per_option: number
  min_expiration: number
  max_expiration: number
}

/** Mastodon's V1::Instance entity. */
export interface WireInstanceV1 {
  uri: string
  title: string
  short_description: string
  description: string
  email: string
  version: string
  urls: { streaming_api: string }
  stats: { user_count: number; status_count: number; domain_count: number }
  thumbnail: string
  languages: string[]
  registrations: boolean
  approval_required: boolean
  invites_enabled: boolean
  configuration: {
    accounts: { max_featured_tags: number }
    statuses: WireStatusesConfiguration
    media_attachments: WireMediaConfiguration
    polls: WirePollsConfiguration
  }
  contact_account: null
  rules: WireRule[]
}

/** Mastodon's Instance entity. */
export interface WireInstanceV2 {
  domain: string
  title: string
  version: string
  source_url: string
  description: string
  usage: { users: { active_month: number } }
  thumbnail: { url: string; description: string }
  icon: { src: string; size: string }[]
  languages: string[]
  configuration: {
    urls: { streaming: string; about: string; privacy_policy: null; terms_of_service: null }
    accounts: {
      max_featured_tags: number
      max_pinned_statuses: number
      max_display_name_length: number
      max_note_length: number
      max_profile_fields: number
      profile_field_name_limit: number
      profile_field_value_limit: number
    }
    statuses: WireStatusesConfiguration
    media_attachments: WireMediaConfiguration
    polls: WirePollsConfiguration
    translation: { enabled: boolean }
    limited_federation: boolean
  }
  registrations: {
    enabled: boolean
    approval_required: boolean
    reason_required: boolean
    message: string | null
    min_age: null
    url: null
  }
  api_versions: { mastodon: number }
  contact: { email: string; account: null }
  rules: WireRule[]
}

const statuses: WireStatusesConfiguration = {
  max_characters: postLimits.characters,
  max_media_attachments: mediaLimits.perPost,
  characters_reserved_per_url: postLimits.charactersOfLink,
}

// No videos: clients want the fields all the same.
const media: WireMediaConfiguration = {
  supported_mime_types: [...mediaLimits.mimeTypes],
  description_limit: mediaLimits.descriptionCharacters,
  image_size_limit: mediaLimits.fileBytes,
  image_matrix_limit: mediaLimits.pixels,
  video_size_limit: 0,
  video_frame_rate_limit: 0,
  video_matrix_limit: 0,
}
const polls: WirePollsConfiguration = {
  max_options: pollLimits.maxOptions,
  max_characters_per_option: pollLimits.charactersPerOption,
  min_expiration: pollLimits.minSeconds,
  max_expiration: pollLimits.maxSeconds,
}

export function presentRules(instance: Instance): WireRule[] {
  return instance.rules.map((text, index) => ({ id: String(index + 1), text, hint: '' }))
}

/** As HTML, with links to click. */
export function presentDescription(ctx: Pick<Context, 'origin'>, instance: Instance): string {
  const resolve = {
    mention: () => undefined,
    hashtagUrl: (name: string) => `${ctx.origin}/tags/${encodeURIComponent(name)}`,
  }
  return renderHtml(parseText(instance.description), resolve)
}

/** Where WebSockets are opened, without the path. */
const streamingUrl = ({ origin }: Pick<Context, 'origin'>) => origin.replace(/^http/, 'ws')
const thumbnail = (ctx: Pick<Context, 'origin'>) => `${ctx.origin}/assets/thumbnail.png`

export function presentInstanceV1(
  ctx: Pick<Context, 'origin'>,
  instance: Instance,
  activity: Activity,
): WireInstanceV1 {
  return {
    uri: instance.handle_domain,
    title: instance.title,
    short_description: instance.description,
    description: presentDescription(ctx, instance),
    email: instance.contact_email,
    version: mastodonVersion,
    urls: { streaming_api: streamingUrl(ctx) },
    stats: { user_count: activity.people, status_count: activity.posts, domain_count: 0 },
    thumbnail: thumbnail(ctx),
    languages: ['en'],
    registrations: instance.registrations !== 'closed',
    approval_required: instance.registrations === 'approval',
    invites_enabled: false,
    configuration: { accounts: { max_featured_tags: 0 }, statuses, media_attachments: media, polls },
    contact_account: null,
    rules: presentRules(instance),
  }
}

export function presentInstanceV2(
  ctx: Pick<Context, 'origin'>,
  instance: Instance,
  activity: Activity,
): WireInstanceV2 {
  const isClosed = instance.registrations === 'closed'
  const needsApproval = instance.registrations === 'approval'
  return {
    domain: instance.handle_domain,
    title: instance.title,
    version: mastodonVersion,
    source_url: '',
    description: instance.description,
    usage: { users: { active_month: activity.activeInFourWeeks } },
    thumbnail: { url: thumbnail(ctx), description: 'Two lanes, one leading out and one leading in' },
    icon: [192, 512].map((size) => ({ src: `${ctx.origin}/assets/icon-${size}.png`, size: `${size}x${size}` })),
    languages: ['en'],
    configuration: {
      urls: { streaming: streamingUrl(ctx), about: `${ctx.origin}/`, privacy_policy: null, terms_of_service: null },
      accounts: {
        max_featured_tags: 0,
        max_pinned_statuses: postLimits.pins,
        max_display_name_length: profileLimits.displayName,
        max_note_length: profileLimits.note,
        max_profile_fields: profileLimits.fields,
        profile_field_name_limit: profileLimits.fieldName,
        profile_field_value_limit: profileLimits.fieldValue,
      },
      statuses,
      media_attachments: media,
      polls,
      translation: { enabled: false },
      limited_federation: false,
    },
    registrations: {
      enabled: !isClosed,
      approval_required: needsApproval,
      reason_required: needsApproval,
      message: isClosed ? '<p>This server takes no new people at the moment.</p>' : null,
      min_age: null,
      url: null,
    },
    // 1 is where the numbering starts; 2 would promise grouped notifications.
    api_versions: { mastodon: 1 },
    contact: { email: instance.contact_email, account: null },
    rules: presentRules(instance),
  }
}

/** http://nodeinfo.diaspora.software/ns/schema/2.1 */
export interface WireNodeInfo {
  version: '2.1'
  software: { name: string; version: string }
  /** Those of federation, of which we speak none. */
  protocols: string[]
  services: { inbound: string[]; outbound: string[] }
  openRegistrations: boolean
  usage: { users: { total: number; activeMonth: number }; localPosts: number }
  /** `upstream`: whose API this is, by which clients find out how to talk with us. */
  metadata: { nodeName: string; nodeDescription: string; upstream: { name: string } }
}

export function presentNodeInfo(instance: Instance, activity: Activity): WireNodeInfo {
  return {
    version: '2.1',
    software: { name: 'twoway', version: twowayVersion },
    protocols: [],
    services: { inbound: [], outbound: ['rss2.0'] },
    openRegistrations: instance.registrations !== 'closed',
    usage: {
      users: { total: activity.people, activeMonth: activity.activeInFourWeeks },
      localPosts: activity.posts,
    },
    metadata: { nodeName: instance.title, nodeDescription: instance.description, upstream: { name: 'mastodon' } },
  }
}
