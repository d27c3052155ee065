-- What I let in of whom I follow, whom I keep, what I did about people (for a month), and by which rules I follow.

alter table follows
  -- how many a day where the volume is 'best'
  add column best_per_day integer not null default 3 check (best_per_day between 1 and 20),
  -- never ask again whether to go on following
  add column keep boolean not null default false,
  add column roles text[] not null default '{}',
  add constraint follows_volume check (volume in ('everything', 'no_replies', 'best', 'quiet'));
create index follows_with_dials on follows (follower_id, id) where volume <> 'everything' or not show_boosts or keep or roles <> '{}';

-- What a person did about others, so that it can be undone.
create table acts (
  account_id bigint not null,
  id bigint not null,
  kind text not null check (kind in (
    'unfollow', 'bulk_unfollow', 'dials', 'note', 'mute', 'unmute', 'block', 'unblock', 'lists')),
  -- of bulk unfollows: when they begin to be carried out. null: done at once
  due_at timestamptz,
  created_at timestamptz not null,
  primary key (account_id, id)
);
create index acts_by_age on acts (created_at);
create table act_people (
  account_id bigint not null,
  act_id bigint not null,
  other_id bigint not null,
  -- what the act changed, as it stood before and after. null: not done yet, or left out when its turn came
  before jsonb,
  after jsonb,
  done_at timestamptz,
  undone_at timestamptz,
  primary key (account_id, act_id, other_id),
  foreign key (account_id, act_id) references acts (account_id, id) on delete cascade
);

-- A person's own rules for whom they follow.
create table strategy_rules (
  account_id bigint not null,
  rule text not null,
  -- of rules with a number
  value integer,
  created_at timestamptz not null,
  primary key (account_id, rule)
);
