-- Full-text search, and what moderators need.

-- What each post can be found by; written from `posts` by the search slice alone. `words` holds every word, and every
-- character and pair of neighbours of scripts without spaces, and what is true of the post, such as '§media'.
create table post_search (
  post_id bigint primary key,
  author_id bigint not null,
  -- public, by somebody who lets everybody search their posts
  open boolean not null,
  words tsvector not null
);
create index post_search_by_author on post_search (author_id, post_id desc);
create index post_search_open on post_search (post_id desc) where open;
-- Additions are merged at once, so that no search has to read a long list of pending ones.
create index post_search_words on post_search using gin (words) with (fastupdate = off);
alter table post_search alter column words set statistics 1000;

insert into jobs (id, kind, payload, run_at, created_at)
  select 0, 'search.fill', '{"after": 0}', now(), now() where exists (select from posts);

-- Whom sign-ups are refused: a word in the username, a domain of the e-mail address (with those below it), an address or
-- range of addresses.
create table sign_up_rules (
  id bigint primary key,
  kind text not null check (kind in ('username', 'email', 'address')),
  value text not null,
  created_at timestamptz not null,
  unique (kind, value)
);

create index reports_open on reports (id desc) where action_taken_at is null;
create index reports_by_target on reports (target_id, id desc);
create index moderation_log_by_target on moderation_log (target_id, id desc);
create index users_waiting on users (created_at) where approved_at is null;
