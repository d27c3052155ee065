-- Whom somebody does not want to be suggested again.
create table dismissed_suggestions (
  account_id bigint not null references accounts (id) on delete cascade,
  dismissed_id bigint not null,
  created_at timestamptz not null,
  primary key (account_id, dismissed_id)
);
create index dismissed_suggestions_by_dismissed on dismissed_suggestions (dismissed_id);
