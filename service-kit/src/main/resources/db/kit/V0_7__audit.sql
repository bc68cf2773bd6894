-- What an auditor asks for: who did what, whether anything was altered since, the head of each day, who read what is not for everybody.

-- The trail is paged by position, which the log does not have: so the order keeps a copy of who and in which request, written by
-- the sealer, where an index over it costs no writer anything. Verification compares the copies with the log.
alter table sealed_change
  add column actor      text collate "C",
  add column request_id text collate "C";
update sealed_change s set actor = l.actor, request_id = l.request_id from change_log l where l.log_id = s.log_id;
alter table sealed_change alter column actor set not null, alter column request_id set not null;
create index sealed_change_actor on sealed_change (actor, position);
create index sealed_change_request on sealed_change (request_id, position);
-- Longer ones would not fit into those indexes: refused when they are written, for the sealer can refuse nothing.
alter table change_log add constraint who_fits_an_index
  check (octet_length(actor) <= 1000 and octet_length(request_id) <= 1000) not valid;

-- The state that began at a position: verification finds the one there should be, and any that should not.
create index history_began on history (from_position);
-- How much of a snapshot is not for everybody is known before it is sent.
create index history_conditional on history (entity_type, entity_id) where audience <> 'PUBLIC';

-- Where each epoch began: what a position's epoch is checked against.
create table feed_epoch (
  feed_epoch     integer primary key,
  after_position bigint not null,
  began_at       timestamptz not null default clock_timestamp()
);
insert into feed_epoch (feed_epoch, after_position, began_at)
  select feed_epoch, min(position) - 1, min(sealed_at) from sealed_change group by feed_epoch;
insert into feed_epoch (feed_epoch, after_position) select feed_epoch, position from feed_head on conflict do nothing;
create function epoch_began() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into feed_epoch (feed_epoch, after_position) values (new.feed_epoch, new.position);
  return null;
end $$;
revoke all on function epoch_began() from public;
create trigger epoch_began after update of feed_epoch on feed_head
  for each row when (old.feed_epoch <> new.feed_epoch) execute function epoch_began();
grant select on feed_epoch to ${service}_app, ${service}_sealer, ${service}_reader;

-- The last position of each day in Asia/Shanghai, kept by the sealer with the first change of a later one. Whoever noted a
-- day's chain value elsewhere can tell years later whether anything up to it was altered.
create table daily_head (
  day       date primary key,
  position  bigint not null unique,
  chain     bytea not null,
  sealed_at timestamptz not null
);
insert into daily_head (day, position, chain, sealed_at)
  select distinct on (day) day, position, chain, sealed_at
  from (select (sealed_at at time zone 'Asia/Shanghai')::date as day, * from sealed_change) dated
  where day < (select (sealed_at at time zone 'Asia/Shanghai')::date from feed_head)
  order by day, position desc;
grant select, insert on daily_head to ${service}_sealer;
grant select on daily_head to ${service}_app, ${service}_reader;

-- Who read what is not for everybody. A partition a month, so that what is older than ten years goes at once.
create table read_log (
  read_id    bigint generated always as identity (cache 1),
  read_at    timestamptz not null default clock_timestamp(),
  client     text collate "C" not null,
  request_id text collate "C" not null,
  request    text not null,
  states     bigint not null check (states > 0),
  primary key (read_at, read_id)
) partition by range (read_at);
comment on column read_log.client is 'The token''s user or client';
comment on column read_log.request is 'Method, path and query as they were sent';
comment on column read_log.states is 'How many states in the answer were not for everybody';
create index read_log_client on read_log (client, read_at, read_id);
grant select on read_log to ${service}_app, ${service}_reader;
grant insert (client, request_id, request, states) on read_log to ${service}_app;

create function keep_read_log() returns void language plpgsql security definer
    set search_path = public, pg_temp set timezone = 'UTC' set lock_timeout = '2s' as $$
declare
  this_month date := date_trunc('month', clock_timestamp())::date;
  month      date;
  part       text;
begin
  for ahead in 0..3 loop
    month := this_month + make_interval(months => ahead);
    part := 'read_log_' || to_char(month, 'YYYY_MM');
    if to_regclass(part) is null then
      execute format('create table %I partition of read_log for values from (%L) to (%L)', part, month, month + interval '1 month');
    end if;
  end loop;
  for part in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'read_log'::regclass and c.relname < 'read_log_' || to_char(this_month - interval '10 years', 'YYYY_MM')
  loop
    execute format('drop table %I', part);
  end loop;
end $$;
revoke all on function keep_read_log() from public;
grant execute on function keep_read_log() to ${service}_sealer;
select keep_read_log();
