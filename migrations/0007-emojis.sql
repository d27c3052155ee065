-- Small pictures that people here write by name, :like_this:.
create table custom_emojis (
  shortcode text primary key,
  key text not null,
  -- the same, standing still
  still_key text not null,
  category text,
  created_at timestamptz not null
);
create unique index custom_emojis_by_key on custom_emojis (key);
create unique index custom_emojis_by_still on custom_emojis (still_key);
