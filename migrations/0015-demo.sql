-- Whether this database holds the made-up town of `twoway demo`, in which anybody may be anybody. Written once, when the
-- database is new.
alter table instance add column is_demo boolean not null default false;
