-- What passes between two people. Everything here can be made again from posts, boosts and favourites, but for the
-- audience of an act: who could see it when it was done.

-- One act as it was counted: it is subtracted as it was added, whatever has become of its post since, and it leads from a
-- number to its evidence. `post_id`: the reply, mention, quote or boost itself; of a favourite, the post it was given to.
create table tie_acts (
  from_id bigint not null,
  to_id bigint not null,
  post_id bigint not null,
  -- whole hours since 1970
  hour integer not null,
  type text not null check (type in ('reply', 'mention', 'quote', 'boost', 'favourite')),
  -- public: anyone; shared: the person it goes to, and perhaps others; hidden: not the person it goes to
  audience text not null check (audience in ('public', 'shared', 'hidden')),
  -- thousandths: 1000 / how many people the post addresses
  share integer not null,
  primary key (from_id, to_id, post_id)
);
create index tie_acts_by_post on tie_acts (post_id, from_id);

-- The same, summed.
create table ties (
  from_id bigint not null,
  to_id bigint not null,
  hour integer not null,
  type text not null check (type in ('reply', 'mention', 'quote', 'boost', 'favourite')),
  audience text not null check (audience in ('public', 'shared', 'hidden')),
  count integer not null,
  share integer not null,
  primary key (from_id, to_id, hour, type, audience)
);
create index ties_by_target on ties (to_id, from_id, hour);

-- The tables below count public acts only.

create table tie_totals (
  from_id bigint not null,
  to_id bigint not null,
  -- replies, mentions and quotes
  talk integer not null,
  acts integer not null,
  primary key (from_id, to_id)
);
-- How many distinct people each person has to do with.
create table tie_people (
  account_id bigint primary key,
  addressed_by integer not null,
  -- of those, whom they have addressed too
  answered integer not null,
  talked_to integer not null,
  acted_on_by integer not null,
  acted_on integer not null
);
create table tie_days (
  account_id bigint not null,
  -- whole days since 1970
  day integer not null,
  talk_out integer not null,
  acts_out integer not null,
  talk_in integer not null,
  acts_in integer not null,
  primary key (account_id, day)
);

-- `account_id` says that the two have met in person. Told to the other when both have said so.
create table meetings (
  account_id bigint not null,
  other_id bigint not null,
  created_at timestamptz not null,
  primary key (account_id, other_id)
);
create index meetings_by_other on meetings (other_id, account_id);

-- How strength is read off the acts, fitted to this server. The newest counts.
create table tie_models (
  id bigint primary key,
  model jsonb not null,
  created_at timestamptz not null
);

-- What was done before this version is counted in the background.
insert into jobs (id, kind, payload, run_at, created_at)
  select 1, 'ties.count_posts', '{"after": 0}'::jsonb, now(), now() where exists (select from posts)
  union all
  select 2, 'ties.count_favourites', '{"post": 0, "after": 0}'::jsonb, now(), now() where exists (select from favourites);
