-- Posts are also found by the neighbourhood of their words (marksOfPairs in src/search/words.ts): all are indexed anew, by a
-- job; until it is done a search misses older ones.
truncate post_search;
delete from jobs where kind = 'search.fill';
insert into jobs (id, kind, payload, run_at, created_at)
  select 0, 'search.fill', '{"after": 0}', now(), now() where exists (select from posts);
