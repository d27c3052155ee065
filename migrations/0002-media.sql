-- Pictures. The files stand in the storage under random keys; a row says what a file is.

create table media (
  account_id bigint not null,
  id bigint not null,
  -- null: of no post yet, or no longer
  post_id bigint,
  position integer not null default 0,
  -- when it may be thrown away, if it belongs to no post then
  keep_until timestamptz not null,
  key text not null,
  preview_key text not null,
  size_bytes integer not null,
  width integer not null,
  height integer not null,
  preview_width integer not null,
  preview_height integer not null,
  -- the point that must stay in sight when the picture is cropped, in ten-thousandths from -10000 to 10000; y goes up
  focus_x integer not null default 0,
  focus_y integer not null default 0,
  description text not null default '',
  blurhash text not null,
  created_at timestamptz not null,
  primary key (account_id, id)
);
create index media_by_post on media (post_id, position) where post_id is not null;
create index media_to_throw_away on media (keep_until) where post_id is null;
create unique index media_by_key on media (key);
create unique index media_by_preview on media (preview_key);

create index accounts_by_avatar on accounts (avatar_key) where avatar_key is not null;
create index accounts_by_header on accounts (header_key) where header_key is not null;
