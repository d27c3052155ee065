-- What is read of thousands of ties at once, as one number of a row, in the indexes by which they are read.

-- Hour and type, and whether it is anything but one act of a whole share: ((hour * 5 + place of the type) * 2 + 0 or 1).
alter table ties add column mark integer not null generated always as ((hour * 5 + case type
  when 'reply' then 0 when 'mention' then 1 when 'quote' then 2 when 'boost' then 3 else 4 end) * 2
  + (count <> 1 or share <> 1000)::integer) stored;
alter table ties drop constraint ties_pkey;
alter table ties add primary key (from_id, to_id, hour, type, audience) include (mark, count, share);
drop index ties_by_target;
create index ties_by_target on ties (to_id, from_id, hour) include (audience, mark, count, share);

-- The rest of the day by 32, and its four counts, 14 bits each; where one is larger, the day alone, below zero.
alter table tie_days add column mark bigint not null generated always as (
  case when acts_out < 16384 and acts_in < 16384 and talk_out < 16384 and talk_in < 16384
    then ((((day % 32)::bigint * 16384 + talk_out) * 16384 + acts_out) * 16384 + talk_in) * 16384 + acts_in
    else -day end) stored;
