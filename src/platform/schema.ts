// Written by `npm run schema` from the migrations: change those, then run it again.
import type { ColumnType, Generated } from 'kysely'
import type { AccountId, PostId } from './ids.ts'

export interface AccessTokensTable {
  token_hash: string
  id: number
  client_id: string
  account_id: AccountId | null
  scopes: string[]
  created_at: Date
}

export interface AccountHandlesTable {
  username_lower: string
  domain: string
  account_id: AccountId
}

export interface AccountKeysTable {
  account_id: AccountId
  kind: string
  public_key: string
  private_key: string | null
  created_at: Date
}

export interface AccountNotesTable {
  owner_id: AccountId
  about_id: AccountId
  id: number
  comment: string
  created_at: Date
}

export interface AccountUrisTable {
  uri: string
  account_id: AccountId
}

export interface AccountsTable {
  id: AccountId
  username: string
  domain: Generated<string>
  display_name: Generated<string>
  note: Generated<string>
  note_html: Generated<string>
  fields: ColumnType<unknown, string | undefined, string>
  locked: Generated<boolean>
  bot: Generated<boolean>
  discoverable: Generated<boolean>
  indexable: Generated<boolean>
  hide_collections: Generated<boolean>
  avatar_key: string | null
  header_key: string | null
  uri: string | null
  url: string | null
  inbox: string | null
  shared_inbox: string | null
  fetched_at: Date | null
  origin: Generated<string>
  created_at: Date
  suspended_at: Date | null
  silenced_at: Date | null
  moved_to: AccountId | null
  deleted_at: Date | null
}

export interface ActPeopleTable {
  account_id: AccountId
  act_id: number
  other_id: AccountId
  before: ColumnType<unknown, string | null, string>
  after: ColumnType<unknown, string | null, string>
  done_at: Date | null
  undone_at: Date | null
}

export interface ActsTable {
  account_id: AccountId
  id: number
  kind: string
  due_at: Date | null
  created_at: Date
}

export interface AppsTable {
  client_id: string
  id: number
  secret_hash: string
  name: string
  website: string | null
  redirect_uris: string[]
  scopes: string[]
  created_at: Date
}

export interface AuditMeasuresTable {
  viewer_id: AccountId
  followee_id: AccountId
  follow_id: number
  week: string
  fit: number | null
  texts: number
  unknown: string[]
  drift: string | null
  change: string
  moved: string | null
  first_act_id: number | null
  first_act_by: string | null
  introducer_id: number | null
  introduction_id: number | null
  introduced_by: string | null
  reading: ColumnType<unknown, string, string>
}

export interface AuditPeopleTable {
  account_id: AccountId
  day: string
  value: number
  band: string
  reading: string
  confidence: string
  answers: number
  flow: number
  posts: number
  originals: number
  pictured: number
  self_links: number
  partners: number
  score: ColumnType<unknown, string, string>
  exchanged: number[]
}

export interface AuditSnapshotsTable {
  account_id: AccountId
  id: number
  day: string
  following: number
  delivered: number
  answers: ColumnType<unknown, string, string>
  created_at: Date
}

export interface AuthorStatsTable {
  account_id: AccountId
  posts_count: Generated<number>
  last_post_at: Date | null
}

export interface AuthorizationCodesTable {
  code_hash: string
  client_id: string
  account_id: AccountId
  redirect_uri: string
  scopes: string[]
  code_challenge: string | null
  created_at: Date
  expires_at: Date
}

export interface BlocksTable {
  blocker_id: AccountId
  blocked_id: AccountId
  id: number
  uri: string | null
  created_at: Date
}

export interface BookmarksTable {
  account_id: AccountId
  post_id: PostId
  id: number
  created_at: Date
}

export interface BoostsTable {
  account_id: AccountId
  post_id: PostId
  boost_id: PostId
  created_at: Date
}

export interface ConversationsTable {
  account_id: AccountId
  thread_id: PostId
  id: number
  post_id: PostId
  unread: boolean
  created_at: Date
}

export interface CustomEmojisTable {
  shortcode: string
  key: string
  still_key: string
  category: string | null
  created_at: Date
}

export interface DeliveredTable {
  viewer_id: AccountId
  author_id: AccountId
  day: string
  count: number
}

export interface DeliveredNewestTable {
  viewer_id: AccountId
  post_id: PostId
}

export interface DismissedPostsTable {
  account_id: AccountId
  post_id: PostId
  created_at: Date
}

export interface DismissedSuggestionsTable {
  account_id: AccountId
  dismissed_id: number
  created_at: Date
}

export interface EffectsPositionTable {
  only_row: Generated<boolean>
  xid: string
  id: number
}

export interface EventsTable {
  id: number
  xid: Generated<string>
  type: string
  origin: string
  data: ColumnType<unknown, string, string>
  created_at: Date
}

export interface FavouritesTable {
  account_id: AccountId
  post_id: PostId
  id: number
  uri: string | null
  created_at: Date
}

export interface FilterKeywordsTable {
  account_id: AccountId
  id: number
  filter_id: number
  keyword: string
  whole_word: boolean
}

export interface FilterPostsTable {
  account_id: AccountId
  filter_id: number
  post_id: PostId
  id: number
}

export interface FiltersTable {
  account_id: AccountId
  id: number
  title: string
  contexts: string[]
  action: string
  expires_at: Date | null
  created_at: Date
}

export interface FollowStatsTable {
  account_id: AccountId
  followers_count: Generated<number>
  following_count: Generated<number>
}

export interface FollowedTagsTable {
  account_id: AccountId
  tag: string
  id: number
  name: string
  created_at: Date
}

export interface FollowsTable {
  follower_id: AccountId
  followee_id: AccountId
  id: number
  state: string
  reason: string | null
  reason_text: Generated<string>
  reason_post_id: PostId | null
  followed_by_since: Date | null
  show_boosts: Generated<boolean>
  notify: Generated<boolean>
  languages: string[] | null
  volume: Generated<string>
  uri: string | null
  created_at: Date
  accepted_at: Date | null
  best_per_day: Generated<number>
  keep: Generated<boolean>
  roles: Generated<string[]>
}

export interface IdLeasesTable {
  lease: number
  last_id: number
}

export interface IdempotencyKeysTable {
  account_id: AccountId
  key: string
  post_id: PostId
  created_at: Date
}

export interface ImportsTable {
  source: string
  kind: string
  lines_done: Generated<number>
  counts: ColumnType<unknown, string | undefined, string>
  finished_at: Date | null
  created_at: Date
}

export interface InstanceTable {
  only_row: Generated<boolean>
  origin: string
  handle_domain: string
  title: string
  description: Generated<string>
  registrations: Generated<string>
  rules: Generated<string[]>
  contact_email: Generated<string>
  created_at: Date
  is_demo: Generated<boolean>
}

export interface InterestProfilesTable {
  account_id: AccountId
  language: string
  features: Buffer
  words: ColumnType<unknown, string, string>
  posts: number
  computed_at: Date
}

export interface JobsTable {
  id: number
  kind: string
  payload: ColumnType<unknown, string, string>
  run_at: Date
  attempts: Generated<number>
  last_error: string | null
  gave_up_at: Date | null
  created_at: Date
}

export interface ListMembersTable {
  owner_id: AccountId
  list_id: number
  account_id: AccountId
  id: number
}

export interface ListsTable {
  owner_id: AccountId
  id: number
  title: string
  replies_policy: string
  exclusive: boolean
  created_at: Date
}

export interface MarkersTable {
  account_id: AccountId
  timeline: string
  last_read_id: string
  version: number
  updated_at: Date
}

export interface MediaTable {
  account_id: AccountId
  id: number
  post_id: PostId | null
  position: Generated<number>
  keep_until: Date
  key: string
  preview_key: string
  size_bytes: number
  width: number
  height: number
  preview_width: number
  preview_height: number
  focus_x: Generated<number>
  focus_y: Generated<number>
  description: Generated<string>
  blurhash: string
  created_at: Date
}

export interface MeetingsTable {
  account_id: AccountId
  other_id: AccountId
  created_at: Date
}

export interface MentionsTable {
  post_id: PostId
  account_id: AccountId
}

export interface MilestonesTable {
  account_id: AccountId
  followers: number
  reached_at: Date
  dismissed_at: Date | null
}

export interface ModerationLogTable {
  id: number
  moderator_id: AccountId | null
  action: string
  target_id: AccountId | null
  detail: ColumnType<unknown, string | undefined, string>
  created_at: Date
}

export interface MutesTable {
  muter_id: AccountId
  muted_id: AccountId
  id: number
  hide_notifications: Generated<boolean>
  expires_at: Date | null
  created_at: Date
}

export interface NotificationsTable {
  account_id: AccountId
  id: number
  type: string
  from_account_id: AccountId
  post_id: PostId | null
  report_id: number | null
  created_at: Date
}

export interface ParkedEventsTable {
  id: number
  type: string
  origin: string
  data: ColumnType<unknown, string, string>
  error: string
  created_at: Date
}

export interface PinsTable {
  account_id: AccountId
  post_id: PostId
  id: number
  created_at: Date
}

export interface PollVotesTable {
  account_id: AccountId
  post_id: PostId
  choices: number[]
  created_at: Date
}

export interface PollsTable {
  post_id: PostId
  options: string[]
  multiple: boolean
  hide_totals: boolean
  expires_at: Date
  tallies: number[]
  voters_count: Generated<number>
  told_up_to: number | null
  created_at: Date
}

export interface PostEditsTable {
  post_id: PostId
  id: number
  text: string
  html: string
  spoiler_text: string
  sensitive: boolean
  language: string | null
  media_ids: Generated<number[]>
  created_at: Date
  poll_options: string[] | null
}

export interface PostSearchTable {
  post_id: PostId
  author_id: AccountId
  open: boolean
  words: string
}

export interface PostStatsTable {
  post_id: PostId
  replies_count: Generated<number>
  boosts_count: Generated<number>
  favourites_count: Generated<number>
  quotes_count: Generated<number>
}

export interface PostTagsTable {
  post_id: PostId
  tag: string
  name: string
}

export interface PostUrisTable {
  uri: string
  post_id: PostId
}

export interface PostsTable {
  id: PostId
  author_id: AccountId
  text: Generated<string>
  html: Generated<string>
  spoiler_text: Generated<string>
  sensitive: Generated<boolean>
  visibility: string
  language: string | null
  in_reply_to_id: PostId | null
  in_reply_to_account_id: AccountId | null
  thread_id: PostId
  boost_of: PostId | null
  boost_of_author_id: AccountId | null
  quote_of: PostId | null
  reply_policy: Generated<string>
  quote_policy: Generated<string>
  client_id: string | null
  origin: Generated<string>
  placeholder: Generated<boolean>
  uri: string | null
  url: string | null
  fetched_at: Date | null
  created_at: Date
  edited_at: Date | null
  deleted_at: Date | null
  quote_state: string | null
}

export interface ReportsTable {
  id: number
  reporter_id: AccountId
  target_id: AccountId
  post_ids: Generated<PostId[]>
  rule_numbers: Generated<number[]>
  category: string
  comment: Generated<string>
  forward: Generated<boolean>
  created_at: Date
  action_taken_at: Date | null
  action_taken_by: AccountId | null
}

export interface ScheduledPostsTable {
  account_id: AccountId
  id: number
  draft: ColumnType<unknown, string, string>
  client_id: string | null
  scheduled_at: Date
  problem: string | null
  created_at: Date
}

export interface SchemaMigrationsTable {
  name: string
  applied_at: Generated<Date>
}

export interface SessionsTable {
  token_hash: string
  id: number
  account_id: AccountId
  user_agent: Generated<string>
  created_at: Date
  expires_at: Date
}

export interface SignUpRulesTable {
  id: number
  kind: string
  value: string
  created_at: Date
}

export interface StrategyRulesTable {
  account_id: AccountId
  rule: string
  value: number | null
  created_at: Date
}

export interface ThreadMutesTable {
  account_id: AccountId
  thread_id: PostId
  created_at: Date
}

export interface TieActsTable {
  from_id: AccountId
  to_id: AccountId
  post_id: PostId
  hour: number
  type: string
  audience: string
  share: number
}

export interface TieActsStagedTable {
  from_id: AccountId
  to_id: AccountId
  post_id: PostId
  hour: number
  type: string
  audience: string
  share: number
}

export interface TieDaysTable {
  account_id: AccountId
  day: number
  talk_out: number
  acts_out: number
  talk_in: number
  acts_in: number
  mark: Generated<number>
}

export interface TieModelsTable {
  id: number
  model: ColumnType<unknown, string, string>
  created_at: Date
}

export interface TiePeopleTable {
  account_id: AccountId
  addressed_by: number
  answered: number
  talked_to: number
  acted_on_by: number
  acted_on: number
}

export interface TieTotalsTable {
  from_id: AccountId
  to_id: AccountId
  talk: number
  acts: number
}

export interface TiesTable {
  from_id: AccountId
  to_id: AccountId
  hour: number
  type: string
  audience: string
  count: number
  share: number
  mark: Generated<number>
}

export interface TombstonesTable {
  uri: string
  deleted_at: Date
}

export interface UnansweredShownTable {
  account_id: AccountId
  created_at: Date
}

export interface UserEmailsTable {
  email_lower: string
  account_id: AccountId
}

export interface UsersTable {
  account_id: AccountId
  email: string
  password_hash: string
  role: Generated<string>
  locale: Generated<string>
  time_zone: Generated<string>
  default_visibility: Generated<string>
  default_sensitive: Generated<boolean>
  default_language: string | null
  record_delivered: Generated<boolean>
  sign_up_reason: Generated<string>
  approved_at: Date | null
  created_at: Date
  default_quote_policy: Generated<string>
  answers_to_strangers: Generated<boolean>
}

export interface Database {
  access_tokens: AccessTokensTable
  account_handles: AccountHandlesTable
  account_keys: AccountKeysTable
  account_notes: AccountNotesTable
  account_uris: AccountUrisTable
  accounts: AccountsTable
  act_people: ActPeopleTable
  acts: ActsTable
  apps: AppsTable
  audit_measures: AuditMeasuresTable
  audit_people: AuditPeopleTable
  audit_snapshots: AuditSnapshotsTable
  author_stats: AuthorStatsTable
  authorization_codes: AuthorizationCodesTable
  blocks: BlocksTable
  bookmarks: BookmarksTable
  boosts: BoostsTable
  conversations: ConversationsTable
  custom_emojis: CustomEmojisTable
  delivered: DeliveredTable
  delivered_newest: DeliveredNewestTable
  dismissed_posts: DismissedPostsTable
  dismissed_suggestions: DismissedSuggestionsTable
  effects_position: EffectsPositionTable
  events: EventsTable
  favourites: FavouritesTable
  filter_keywords: FilterKeywordsTable
  filter_posts: FilterPostsTable
  filters: FiltersTable
  follow_stats: FollowStatsTable
  followed_tags: FollowedTagsTable
  follows: FollowsTable
  id_leases: IdLeasesTable
  idempotency_keys: IdempotencyKeysTable
  imports: ImportsTable
  instance: InstanceTable
  interest_profiles: InterestProfilesTable
  jobs: JobsTable
  list_members: ListMembersTable
  lists: ListsTable
  markers: MarkersTable
  media: MediaTable
  meetings: MeetingsTable
  mentions: MentionsTable
  milestones: MilestonesTable
  moderation_log: ModerationLogTable
  mutes: MutesTable
  notifications: NotificationsTable
  parked_events: ParkedEventsTable
  pins: PinsTable
  poll_votes: PollVotesTable
  polls: PollsTable
  post_edits: PostEditsTable
  post_search: PostSearchTable
  post_stats: PostStatsTable
  post_tags: PostTagsTable
  post_uris: PostUrisTable
  posts: PostsTable
  reports: ReportsTable
  scheduled_posts: ScheduledPostsTable
  schema_migrations: SchemaMigrationsTable
  sessions: SessionsTable
  sign_up_rules: SignUpRulesTable
  strategy_rules: StrategyRulesTable
  thread_mutes: ThreadMutesTable
  tie_acts: TieActsTable
  tie_acts_staged: TieActsStagedTable
  tie_days: TieDaysTable
  tie_models: TieModelsTable
  tie_people: TiePeopleTable
  tie_totals: TieTotalsTable
  ties: TiesTable
  tombstones: TombstonesTable
  unanswered_shown: UnansweredShownTable
  user_emails: UserEmailsTable
  users: UsersTable
}
