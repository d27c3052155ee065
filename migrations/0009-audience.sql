-- An audience is counted by the times of follows alone, without a look at each row.
create index follows_accepted_by_followee on follows (followee_id, id) where state = 'accepted';

-- How an author writes, for comparison: what is usual among others in their language. From public and unlisted posts of
-- the last 90 days, made anew every day for a sample of authors.
create table interest_profiles (
  account_id bigint primary key,
  language text not null,
  -- counts of 2,048 hashed n-grams, two bytes each
  features bytea not null,
  -- word → in how many posts
  words jsonb not null,
  posts integer not null,
  computed_at timestamptz not null
);
create index interest_profiles_by_language on interest_profiles (language, account_id);
