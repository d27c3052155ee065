-- Polls, filters, lists, markers, followed hashtags, conversations.

create table polls (
  post_id bigint primary key references posts (id) on delete cascade,
  options text[] not null,
  multiple boolean not null,
  hide_totals boolean not null,
  expires_at timestamptz not null,
  -- how many chose each option, in the order of `options`
  tallies integer[] not null,
  voters_count integer not null default 0,
  -- voters up to this account have been told that it is over; null: nobody yet
  told_up_to bigint,
  created_at timestamptz not null
);
-- One person's vote in one poll: the places of the chosen options, from 0.
create table poll_votes (
  account_id bigint not null,
  post_id bigint not null,
  choices integer[] not null,
  created_at timestamptz not null,
  primary key (account_id, post_id)
);
create index poll_votes_by_poll on poll_votes (post_id, account_id);

create table filters (
  account_id bigint not null,
  id bigint not null,
  title text not null,
  contexts text[] not null,
  action text not null check (action in ('warn', 'hide', 'blur')),
  expires_at timestamptz,
  created_at timestamptz not null,
  primary key (account_id, id)
);
create table filter_keywords (
  account_id bigint not null,
  id bigint not null,
  filter_id bigint not null,
  keyword text not null,
  whole_word boolean not null,
  primary key (account_id, id),
  foreign key (account_id, filter_id) references filters (account_id, id) on delete cascade
);
create index filter_keywords_by_filter on filter_keywords (account_id, filter_id);
create table filter_posts (
  account_id bigint not null,
  filter_id bigint not null,
  post_id bigint not null,
  id bigint not null,
  primary key (account_id, filter_id, post_id),
  foreign key (account_id, filter_id) references filters (account_id, id) on delete cascade
);
create index filter_posts_by_post on filter_posts (post_id);

create table lists (
  owner_id bigint not null,
  id bigint not null,
  title text not null,
  replies_policy text not null check (replies_policy in ('followed', 'list', 'none')),
  exclusive boolean not null,
  created_at timestamptz not null,
  primary key (owner_id, id)
);
create table list_members (
  owner_id bigint not null,
  list_id bigint not null,
  account_id bigint not null,
  id bigint not null,
  primary key (owner_id, list_id, account_id),
  foreign key (owner_id, list_id) references lists (owner_id, id) on delete cascade
);
create unique index list_members_in_order on list_members (owner_id, list_id, id);
create index list_members_by_account on list_members (account_id, owner_id);

create table markers (
  account_id bigint not null,
  timeline text not null check (timeline in ('home', 'notifications')),
  -- as the app gave it: any number, also one of another server
  last_read_id text not null,
  version integer not null,
  updated_at timestamptz not null,
  primary key (account_id, timeline)
);

-- `tag` is normalized; `name` keeps the spelling with which it was followed.
create table followed_tags (
  account_id bigint not null,
  tag text not null,
  id bigint not null,
  name text not null,
  created_at timestamptz not null,
  primary key (account_id, tag)
);
create unique index followed_tags_in_order on followed_tags (account_id, id);

-- The messages of one thread, as one person has them; `post_id` is the newest.
create table conversations (
  account_id bigint not null,
  thread_id bigint not null,
  id bigint not null,
  post_id bigint not null,
  unread boolean not null,
  created_at timestamptz not null,
  primary key (account_id, thread_id)
);
create unique index conversations_by_id on conversations (account_id, id);
create index conversations_in_order on conversations (account_id, post_id);
create index conversations_by_post on conversations (post_id);
