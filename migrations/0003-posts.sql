-- Edits, pins, who may reply, quotes with consent, scheduled posts.

-- What a post said before each of its edits. What it says now stands in `posts`.
create table post_edits (
  post_id bigint not null references posts (id) on delete cascade,
  id bigint not null,
  text text not null,
  html text not null,
  spoiler_text text not null,
  sensitive boolean not null,
  language text,
  media_ids bigint[] not null default '{}',
  -- when it began to say this
  created_at timestamptz not null,
  primary key (post_id, id)
);

create table pins (
  account_id bigint not null,
  post_id bigint not null,
  id bigint not null,
  created_at timestamptz not null,
  primary key (account_id, post_id)
);
create unique index pins_by_account on pins (account_id, id);
create index pins_by_post on pins (post_id);

alter table posts add constraint posts_reply_policy_check
  check (reply_policy in ('everyone', 'followed', 'mentioned', 'nobody'));
alter table posts add constraint posts_quote_policy_check
  check (quote_policy in ('everyone', 'followers', 'nobody'));
-- Whether the author of the quoted post agrees; null where nothing is quoted.
alter table posts add column quote_state text
  check (quote_state in ('pending', 'accepted', 'rejected', 'revoked'));
create index posts_by_quoted on posts (quote_of, id) where quote_of is not null;
alter table post_stats add column quotes_count integer not null default 0;
alter table users add column default_quote_policy text not null default 'everyone'
  check (default_quote_policy in ('everyone', 'followers', 'nobody'));

create table scheduled_posts (
  account_id bigint not null,
  id bigint not null,
  draft jsonb not null,
  client_id text,
  scheduled_at timestamptz not null,
  -- why it could not be published when it was time
  problem text,
  created_at timestamptz not null,
  primary key (account_id, id)
);
create index scheduled_posts_by_time on scheduled_posts (account_id, scheduled_at);

alter table notifications drop constraint notifications_type_check;
alter table notifications add constraint notifications_type_check check (
  type in ('mention', 'follow', 'follow_request', 'favourite', 'boost', 'post', 'edit', 'quote', 'poll', 'sign_up', 'report'));
