-- Whether a person's home holds what the people they follow answer to people they do not follow.
alter table users add column answers_to_strangers boolean not null default false;
