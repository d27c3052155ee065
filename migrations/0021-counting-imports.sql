-- Acts an import has written and that are not counted yet. Without an index: they come fast, and are counted together.
create table tie_acts_staged (
  from_id bigint not null,
  to_id bigint not null,
  post_id bigint not null,
  hour integer not null,
  type text not null,
  audience text not null,
  share integer not null
);
