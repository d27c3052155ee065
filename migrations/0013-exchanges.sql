-- Answers to other people by who wrote them: what the Conversations channel is read from. Messages have a place of their own.
create index posts_by_answerer on posts (author_id, id desc) include (thread_id, in_reply_to_account_id)
  where in_reply_to_account_id <> author_id and deleted_at is null and visibility <> 'direct';
