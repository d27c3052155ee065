-- The audit of my follows. The first two tables only spare work: they are made from posts and acts whenever they are missing.

-- How much a person converses, as of the beginning of a day (UTC): from public and unlisted posts alone, the same whoever asks.
create table audit_people (
  account_id bigint primary key,
  day date not null,
  value integer not null,
  band text not null,
  reading text not null,
  confidence text not null,
  -- points of the line about whom they answer
  answers integer not null,
  -- posts and boosts of 28 days
  flow integer not null,
  -- own posts of twelve weeks; of them those that address nobody, hold a picture, link to their own pages
  posts integer not null,
  originals integer not null,
  pictured integer not null,
  self_links integer not null,
  partners integer not null,
  score jsonb not null,
  -- their newest posts that belong to an exchange
  exchanged bigint[] not null
);

-- What texts and acts of earlier say of somebody I follow, as of the beginning of a week (Monday, UTC). For the viewer alone.
create table audit_measures (
  viewer_id bigint not null,
  followee_id bigint not null,
  follow_id bigint not null,
  week date not null,
  -- thousandths of a standard deviation; null: `unknown` says why
  fit integer,
  texts integer not null,
  unknown text[] not null,
  drift text,
  change text not null,
  moved text,
  -- the first act of either of us before the follow, and who it was
  first_act_id bigint,
  first_act_by text check (first_act_by in ('me', 'them')),
  -- whom I already followed and what they did with a post of theirs in the week before the follow
  introducer_id bigint,
  introduction_id bigint,
  introduced_by text check (introduced_by in ('boost', 'reply')),
  reading jsonb not null,
  primary key (viewer_id, followee_id)
);
create index audit_measures_by_followee on audit_measures (followee_id);

-- The answers of an audit as one remembers them: followee → one letter for each question.
create table audit_snapshots (
  account_id bigint not null,
  id bigint not null,
  day date not null,
  following integer not null,
  delivered integer not null,
  answers jsonb not null,
  created_at timestamptz not null,
  primary key (account_id, id)
);
create unique index audit_snapshots_by_day on audit_snapshots (account_id, day);

-- Who wants to be shown whom they left unanswered.
create table unanswered_shown (
  account_id bigint primary key,
  created_at timestamptz not null
);
-- Posts one does not want to be asked about again.
create table dismissed_posts (
  account_id bigint not null,
  post_id bigint not null,
  created_at timestamptz not null,
  primary key (account_id, post_id)
);
create index dismissed_posts_by_post on dismissed_posts (post_id);

-- Numbers of followers that were reached for the first time.
create table milestones (
  account_id bigint not null,
  followers integer not null,
  reached_at timestamptz not null,
  dismissed_at timestamptz,
  primary key (account_id, followers)
);
