-- Placement: a relation's key begins with its owner; the far end is a secondary index; every relation row has a
-- time-ordered id of its own, which is its paging cursor. Foreign keys stay inside one owner. Domains are '' for local.

-- platform ---------------------------------------------------------------------------------------------------------

-- One row per id lease (0 to 15); a process holds one through an advisory lock.
create table id_leases (
  lease smallint primary key check (lease between 0 and 15),
  last_id bigint not null
);

-- The log of facts. Read in (xid, id) order strictly below the oldest running transaction: id order is not commit order.
create table events (
  id bigint not null,
  xid xid8 not null default pg_current_xact_id(),
  type text not null,
  origin text not null,
  data jsonb not null,
  created_at timestamptz not null,
  primary key (id)
) partition by range (id);
create table events_other partition of events default;
create index events_in_commit_order on events (xid, id);

-- How far the effects have come. Moves in the same transaction as what the effects write.
create table effects_position (
  only_row boolean primary key default true check (only_row),
  xid xid8 not null,
  id bigint not null
);
insert into effects_position (xid, id) values ('0', 0);

-- Events whose effects failed again and again, set aside so that the others go on.
create table parked_events (
  id bigint primary key,
  type text not null,
  origin text not null,
  data jsonb not null,
  error text not null,
  created_at timestamptz not null
);

create table jobs (
  id bigint primary key,
  kind text not null,
  payload jsonb not null,
  run_at timestamptz not null,
  attempts integer not null default 0,
  last_error text,
  gave_up_at timestamptz,
  created_at timestamptz not null
);
create index jobs_due on jobs (run_at) where gave_up_at is null;

-- instance ---------------------------------------------------------------------------------------------------------

create table instance (
  only_row boolean primary key default true check (only_row),
  origin text not null,
  handle_domain text not null,
  title text not null,
  description text not null default '',
  registrations text not null default 'open' check (registrations in ('open', 'approval', 'closed')),
  rules text[] not null default '{}',
  contact_email text not null default '',
  created_at timestamptz not null
);

-- accounts ---------------------------------------------------------------------------------------------------------

create table accounts (
  id bigint primary key,
  username text not null,
  domain text not null default '',
  display_name text not null default '',
  note text not null default '',
  note_html text not null default '',
  fields jsonb not null default '[]',
  locked boolean not null default false,
  bot boolean not null default false,
  discoverable boolean not null default false,
  indexable boolean not null default false,
  hide_collections boolean not null default false,
  avatar_key text,
  header_key text,
  uri text,
  url text,
  inbox text,
  shared_inbox text,
  fetched_at timestamptz,
  -- 'live' people signed up here; 'import' accounts came from a replay or an archive and have no login.
  origin text not null default 'live' check (origin in ('live', 'import', 'remote')),
  created_at timestamptz not null,
  suspended_at timestamptz,
  silenced_at timestamptz,
  moved_to bigint,
  deleted_at timestamptz
);
create index accounts_by_username on accounts (lower(username) text_pattern_ops);
create index accounts_by_display_name on accounts using gin (to_tsvector('simple', display_name));

create table account_handles (
  username_lower text not null,
  domain text not null,
  account_id bigint not null,
  primary key (username_lower, domain)
);
create table account_uris (uri text primary key, account_id bigint not null);
create table account_keys (
  account_id bigint not null references accounts (id) on delete cascade,
  kind text not null check (kind in ('rsa', 'ed25519')),
  public_key text not null,
  private_key text,
  created_at timestamptz not null,
  primary key (account_id, kind)
);
create table tombstones (uri text primary key, deleted_at timestamptz not null);

-- auth -------------------------------------------------------------------------------------------------------------

-- The login of a local account.
create table users (
  account_id bigint primary key,
  email text not null,
  password_hash text not null,
  role text not null default 'person' check (role in ('owner', 'moderator', 'person')),
  locale text not null default 'en',
  time_zone text not null default 'UTC',
  default_visibility text not null default 'public' check (default_visibility in ('public', 'unlisted', 'private', 'direct')),
  default_sensitive boolean not null default false,
  default_language text,
  record_delivered boolean not null default true,
  sign_up_reason text not null default '',
  approved_at timestamptz,
  created_at timestamptz not null
);
create table user_emails (email_lower text primary key, account_id bigint not null);

create table sessions (
  token_hash text primary key,
  id bigint not null,
  account_id bigint not null,
  user_agent text not null default '',
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index sessions_by_account on sessions (account_id);

create table apps (
  client_id text primary key,
  id bigint not null,
  secret_hash text not null,
  name text not null,
  website text,
  redirect_uris text[] not null,
  scopes text[] not null,
  created_at timestamptz not null
);

create table authorization_codes (
  code_hash text primary key,
  client_id text not null,
  account_id bigint not null,
  redirect_uri text not null,
  scopes text[] not null,
  code_challenge text,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index authorization_codes_by_account on authorization_codes (account_id);

-- account_id is null for an application's own token (client credentials).
create table access_tokens (
  token_hash text primary key,
  id bigint not null,
  client_id text not null,
  account_id bigint,
  scopes text[] not null,
  created_at timestamptz not null
);
create index access_tokens_by_account on access_tokens (account_id);
create index access_tokens_by_app on access_tokens (client_id);

-- follows ----------------------------------------------------------------------------------------------------------

create table follows (
  follower_id bigint not null,
  followee_id bigint not null,
  id bigint not null,
  state text not null check (state in ('requested', 'accepted')),
  -- null: unknown, the follower never said.
  reason text check (reason in ('liked_post', 'other_side', 'lives_near', 'know_someday', 'follows_me', 'met', 'imported', 'other')),
  reason_text text not null default '',
  reason_post_id bigint,
  -- since when the followee had followed the follower when this follow was made; null: they did not.
  followed_by_since timestamptz,
  show_boosts boolean not null default true,
  notify boolean not null default false,
  languages text[],
  volume text not null default 'everything',
  uri text,
  created_at timestamptz not null,
  accepted_at timestamptz,
  primary key (follower_id, followee_id)
);
create unique index follows_by_follower on follows (follower_id, id);
create index follows_by_followee on follows (followee_id, id);
create index follow_requests_waiting on follows (followee_id, id) where state = 'requested';

create table follow_stats (
  account_id bigint primary key,
  followers_count integer not null default 0,
  following_count integer not null default 0
);

create table blocks (
  blocker_id bigint not null,
  blocked_id bigint not null,
  id bigint not null,
  uri text,
  created_at timestamptz not null,
  primary key (blocker_id, blocked_id)
);
create index blocks_by_blocked on blocks (blocked_id, blocker_id);

create table mutes (
  muter_id bigint not null,
  muted_id bigint not null,
  id bigint not null,
  hide_notifications boolean not null default true,
  expires_at timestamptz,
  created_at timestamptz not null,
  primary key (muter_id, muted_id)
);

create table account_notes (
  owner_id bigint not null,
  about_id bigint not null,
  id bigint not null,
  comment text not null,
  created_at timestamptz not null,
  primary key (owner_id, about_id)
);

-- posts ------------------------------------------------------------------------------------------------------------

create table posts (
  id bigint primary key,
  author_id bigint not null,
  text text not null default '',
  html text not null default '',
  spoiler_text text not null default '',
  sensitive boolean not null default false,
  visibility text not null check (visibility in ('public', 'unlisted', 'private', 'direct')),
  language text,
  in_reply_to_id bigint,
  in_reply_to_account_id bigint,
  -- the first post of the thread; its own id where it starts one
  thread_id bigint not null,
  boost_of bigint,
  boost_of_author_id bigint,
  quote_of bigint,
  reply_policy text not null default 'everyone',
  quote_policy text not null default 'everyone',
  client_id text,
  origin text not null default 'live' check (origin in ('live', 'import', 'remote')),
  -- true: written by an import in the place of a post whose text is not in the source
  placeholder boolean not null default false,
  uri text,
  url text,
  fetched_at timestamptz,
  created_at timestamptz not null,
  edited_at timestamptz,
  deleted_at timestamptz
);
create index posts_by_author on posts (author_id, id desc);
create index posts_by_parent on posts (in_reply_to_id, id) where in_reply_to_id is not null;
create index posts_by_thread on posts (thread_id, id) where boost_of is null;
create index posts_by_original on posts (boost_of, id) where boost_of is not null;
create index posts_public on posts (id desc)
  where visibility = 'public' and boost_of is null and deleted_at is null and (in_reply_to_account_id is null or in_reply_to_account_id = author_id);

create table post_uris (uri text primary key, post_id bigint not null);

create table mentions (
  post_id bigint not null references posts (id) on delete cascade,
  account_id bigint not null,
  primary key (post_id, account_id)
);
create index mentions_by_account on mentions (account_id, post_id);

-- Tags are stored normalized; `name` keeps the spelling of this post.
create table post_tags (
  post_id bigint not null references posts (id) on delete cascade,
  tag text not null,
  name text not null,
  primary key (post_id, tag)
);
create index post_tags_by_tag on post_tags (tag, post_id);

create table post_stats (
  post_id bigint primary key,
  replies_count integer not null default 0,
  boosts_count integer not null default 0,
  favourites_count integer not null default 0
);
create table author_stats (
  account_id bigint primary key,
  posts_count integer not null default 0,
  last_post_at timestamptz
);

-- One boost of one post by one person; boost_id is the post that carries it.
create table boosts (
  account_id bigint not null,
  post_id bigint not null,
  boost_id bigint not null,
  created_at timestamptz not null,
  primary key (account_id, post_id)
);
create index boosts_by_post on boosts (post_id, boost_id);

create table favourites (
  account_id bigint not null,
  post_id bigint not null,
  id bigint not null,
  uri text,
  created_at timestamptz not null,
  primary key (account_id, post_id)
);
create unique index favourites_by_account on favourites (account_id, id);
create index favourites_by_post on favourites (post_id, id);

create table bookmarks (
  account_id bigint not null,
  post_id bigint not null,
  id bigint not null,
  created_at timestamptz not null,
  primary key (account_id, post_id)
);
create unique index bookmarks_by_account on bookmarks (account_id, id);
create index bookmarks_by_post on bookmarks (post_id);

-- `thread_mutes`: no more notifications from this conversation.
create table thread_mutes (
  account_id bigint not null,
  thread_id bigint not null,
  created_at timestamptz not null,
  primary key (account_id, thread_id)
);

create table idempotency_keys (
  account_id bigint not null,
  key text not null,
  post_id bigint not null,
  created_at timestamptz not null,
  primary key (account_id, key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);

-- timelines --------------------------------------------------------------------------------------------------------

-- How many posts of an author the home channel put in front of a viewer, by day (UTC). Kept 180 days.
create table delivered (
  viewer_id bigint not null,
  author_id bigint not null,
  day date not null,
  count integer not null,
  primary key (viewer_id, author_id, day)
);
create index delivered_by_day on delivered (day);
create table delivered_newest (
  viewer_id bigint primary key,
  post_id bigint not null
);

-- notifications ----------------------------------------------------------------------------------------------------

create table notifications (
  account_id bigint not null,
  id bigint not null,
  type text not null check (type in ('mention', 'follow', 'follow_request', 'favourite', 'boost', 'post', 'sign_up', 'report')),
  from_account_id bigint not null,
  post_id bigint,
  report_id bigint,
  created_at timestamptz not null,
  primary key (account_id, id)
);
create index notifications_by_sender on notifications (from_account_id, account_id, type);
create index notifications_by_post on notifications (post_id) where post_id is not null;

-- moderation -------------------------------------------------------------------------------------------------------

create table reports (
  id bigint primary key,
  reporter_id bigint not null,
  target_id bigint not null,
  post_ids bigint[] not null default '{}',
  rule_numbers integer[] not null default '{}',
  category text not null check (category in ('spam', 'legal', 'violation', 'other')),
  comment text not null default '',
  forward boolean not null default false,
  created_at timestamptz not null,
  action_taken_at timestamptz,
  action_taken_by bigint
);
create table moderation_log (
  id bigint primary key,
  -- null: done from the command line
  moderator_id bigint,
  action text not null,
  target_id bigint,
  detail jsonb not null default '{}',
  created_at timestamptz not null
);

-- import -----------------------------------------------------------------------------------------------------------

-- A replay under way or done; `source` is the hash of the file, so the same file goes on where it stopped.
create table imports (
  source text primary key,
  kind text not null,
  lines_done bigint not null default 0,
  counts jsonb not null default '{}',
  finished_at timestamptz,
  created_at timestamptz not null
);
