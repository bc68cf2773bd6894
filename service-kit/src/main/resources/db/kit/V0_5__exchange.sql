-- What a copy needs to be proved right: where and when each state holds, an epoch per position, and a chain that covers the
-- time of sealing too.

alter table change_log
  add column area       text collate "C",
  add column valid_from date,
  add column valid_to   date,
  add column audit_salt bytea;
comment on column change_log.area is 'Area code (GB/T 2260) that the state belongs to; null if it is everybody''s';
comment on column change_log.valid_from is 'First day on which the state holds; null if it always did';
comment on column change_log.valid_to is 'First day on which it holds no more; null if it goes on';
comment on column change_log.audit_salt is
  'Random bytes in the digest of actor, request and reason, published nowhere, or a guess at them could be tried; null in rows of before';
-- Not when the column is added: that would rewrite rows whose hashes are known.
alter table change_log alter column audit_salt set default uuid_send(gen_random_uuid());
grant insert (area, valid_from, valid_to) on change_log to ${service}_app;

alter table history
  add column area       text collate "C",
  add column valid_from date,
  add column valid_to   date;

alter table sealed_change add column feed_epoch integer not null default 1;
alter table sealed_change alter column feed_epoch drop default;
-- From an instant to the last position sealed by then.
create index sealed_change_time on sealed_change (sealed_at, position) where last_of_transaction;

-- Positions mean nothing beyond the installation that gave them. The first epoch is the second of its birth, counted from
-- 2020, so that no two are alike; a server that is not the one it was (restored from a dump, or to an earlier time, or
-- a standby that took over) begins the next.
alter table feed_head alter column feed_epoch drop default, add column installation text;
comment on column feed_head.feed_epoch is 'Raised when positions may have been rewound; a consumer then compares the chain at its own position';

create function begin_epoch_if_restored() returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare
  here text := (select system_identifier::text from pg_control_system()) || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8);
begin
  update feed_head set installation = here,
    feed_epoch = greatest(feed_epoch + 1, (extract(epoch from clock_timestamp()) - 1577836800)::integer)
    where installation is distinct from here;
  return found;
end $$;
revoke all on function begin_epoch_if_restored() from public;
grant execute on function begin_epoch_if_restored() to ${service}_sealer;
select begin_epoch_if_restored();

-- The chain value of a position covers its row, the instant of sealing and whether a transaction ends there.
create function chained(before bytea, pos bigint, row_hash bytea, sealed timestamptz, ends boolean) returns bytea
language sql stable as $$
  select sha256(before || int8send(pos) || row_hash || int8send((extract(epoch from sealed) * 1000000)::bigint)
    || case when ends then '\x01'::bytea else '\x00'::bytea end)
$$;
do $$
declare
  link bytea := sha256('');
  sealed record;
begin
  for sealed in select position, hash, sealed_at, last_of_transaction from sealed_change order by position loop
    link := chained(link, sealed.position, sealed.hash, sealed.sealed_at, sealed.last_of_transaction);
    update sealed_change set chain = link where position = sealed.position;
  end loop;
  update feed_head set chain = link;
end $$;
drop function chained(bytea, bigint, bytea, timestamptz, boolean);
