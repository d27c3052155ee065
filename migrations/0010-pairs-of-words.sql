-- Posts are also found by the neighbourhood of their words (marksOfPairs in src/search/words.ts): all are indexed anew, the
-- newest posts of now first where they are written meanwhile, the rest by a job.
truncate post_search;
delete from jobs where kind = 'search.fill';
insert into jobs (id, kind, payload, run_at, created_at)
  select 0, 'search.fill', '{"after": 0}', now(), now() where exists (select from posts);
