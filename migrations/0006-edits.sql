-- Edits may change a poll; whoever quotes a post hears of its edits.

-- null without a poll
alter table post_edits add column poll_options text[];

alter table notifications drop constraint notifications_type_check;
alter table notifications add constraint notifications_type_check check (
  type in ('mention', 'follow', 'follow_request', 'favourite', 'boost', 'post', 'edit', 'quoted_edit', 'quote', 'poll',
    'sign_up', 'report'));

-- Who is told of every post of somebody: few among their followers.
create index follows_with_bell on follows (followee_id) where notify;
