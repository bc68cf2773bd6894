-- The change log of one service. Who may do what: the application appends and reads, the sealer orders what was
-- appended, the reader reads; nobody but the owner may alter a row, and the owner only runs migrations.

create table change_log (
  log_id      bigint generated always as identity (cache 1) primary key,
  entity_type text collate "C" not null,
  entity_id   text collate "C" not null,
  version     bigint not null check (version > 0),
  action      text not null check (action in ('created', 'updated', 'deleted')),
  audience    text not null check (audience in ('PUBLIC', 'BUREAU')),
  body        text check (octet_length(body) <= 900000),
  actor       text not null,
  request_id  text not null,
  reason      text,
  recorded_at timestamptz not null default clock_timestamp(),
  salt        bytea not null default uuid_send(gen_random_uuid()),
  unique (entity_type, entity_id, version),
  constraint names_fit_an_event check (octet_length(entity_type) <= 100 and octet_length(entity_id) <= 1000),
  check ((action = 'deleted') = (body is null))
);
comment on column change_log.body is 'The state after the change: the very bytes that a read of the item answers';
comment on column change_log.salt is 'Random bytes in the row''s hash, so that the hash of a withheld row gives nothing away';

-- What is committed and not yet sealed. A row leaves in the transaction that gives its change a position.
-- No foreign keys to the log, here and below: each would write a lock into the log row, which nobody may delete anyway.
create table change_queue (
  log_id bigint primary key,
  txid   xid8 not null default pg_current_xact_id()
);
create index change_queue_txid on change_queue (txid, log_id);

-- The order: dense positions that never split a transaction nor invert an entity, chained by hash.
create table sealed_change (
  position            bigint primary key,
  log_id              bigint not null unique,
  hash                bytea not null,
  chain               bytea not null,
  last_of_transaction boolean not null,
  sealed_at           timestamptz not null
);

create table feed_head (
  only_row   boolean primary key default true check (only_row),
  feed_epoch integer not null default 1,
  term       bigint not null default 0,
  position   bigint not null default 0,
  chain      bytea not null default sha256(''),
  sealed_at  timestamptz not null default '-infinity'
);
comment on column feed_head.feed_epoch is 'Raised by hand after a restore that rewound positions; consumers then load afresh';
comment on column feed_head.term is 'The fence: raised by each sealer that takes over, checked by every transaction of the one that leads';
insert into feed_head default values;

-- Each entity's states by position: from_position up to, not including, to_position.
create table history (
  entity_type   text collate "C" not null,
  entity_id     text collate "C" not null,
  version       bigint not null,
  from_position bigint not null,
  to_position   bigint,
  audience      text not null,
  body          text not null,
  primary key (entity_type, entity_id, from_position)
);
create index history_current on history (entity_type, entity_id) where to_position is null;

create table relay (
  topic    text primary key,
  position bigint not null
);

-- At commit: each state that a published row was brought to stands in the log, written by this very transaction, byte for
-- byte, and each raised the version by one. A transaction may write a row before it logs it, as an object mapper does that
-- flushes early; then the version is still the old one, and a later write of the same transaction must raise it.
-- This runs once per row, on a plan that the session may have made while queue and log were all but empty: found by key, and
-- never by a scan, or a transaction of n rows would look at n times n.
create function published_logged() returns trigger language plpgsql set enable_seqscan = off as $$
declare
  changed_id      text := case when tg_op = 'DELETE' then old.code else new.code end;
  changed_version bigint := case when tg_op = 'DELETE' then old.version + 1 else new.version end;
  last_version    bigint;
  logged          bigint;
begin
  if tg_op = 'UPDATE' then
    if new.code <> old.code then
      raise exception '% % may not become %; delete the one and create the other', tg_argv[0], old.code, new.code
        using errcode = 'ZH001';
    elsif new.version not in (old.version, old.version + 1) then
      raise exception '% %: version % does not follow %', tg_argv[0], changed_id, new.version, old.version
        using errcode = 'ZH001';
    elsif new.version = old.version then
      execute format('select version from %I.%I where code = $1', tg_table_schema, tg_table_name)
        into last_version using changed_id;
      if last_version = new.version then
        raise exception '% %: changed without a new version; changes go through the change log', tg_argv[0], changed_id
          using errcode = 'ZH001';
      end if;
      return null;
    end if;
  end if;
  select l.log_id into logged from change_log l
    where l.entity_type = tg_argv[0] and l.entity_id = changed_id and l.version = changed_version
      and case when tg_op = 'DELETE' then l.action = 'deleted' else l.body = new.body and l.audience = new.audience end;
  perform from change_queue q where q.log_id = logged and q.txid = pg_current_xact_id();
  if not found then
    raise exception '% %: version % is not in the change log', tg_argv[0], changed_id, changed_version using errcode = 'ZH002';
  end if;
  if tg_op = 'INSERT' and changed_version > 1 then
    perform from change_log l
      where l.entity_type = tg_argv[0] and l.entity_id = changed_id and l.version = changed_version - 1 and l.action = 'deleted';
    if not found then
      raise exception '% %: version % does not follow a deletion', tg_argv[0], changed_id, changed_version using errcode = 'ZH002';
    end if;
  end if;
  return null;
end $$;

-- Makes a table published: `select publish('investment_plan')` in the migration that creates it.
create function publish(table_name text) returns void language plpgsql as $$
declare
  entity_type text := replace(table_name, '_', '-');
begin
  execute format('create constraint trigger logged after insert or update or delete on %I
      deferrable initially deferred for each row execute function published_logged(%L)', table_name, entity_type);
  execute format('grant select, insert, update, delete on %I to ${service}_app', table_name);
  execute format('grant select on %I to ${service}_reader', table_name);
end $$;
revoke all on function publish(text) from public;

-- Number, time, salt and transaction are the database's to give: an application could reorder or backdate with them.
grant select on change_log, change_queue to ${service}_app;
grant insert (entity_type, entity_id, version, action, audience, body, actor, request_id, reason) on change_log to ${service}_app;
grant insert (log_id) on change_queue to ${service}_app;
grant select on sealed_change, feed_head, history, relay to ${service}_app;

grant select on change_log to ${service}_sealer;
grant select, delete on change_queue to ${service}_sealer;
grant select, insert on sealed_change to ${service}_sealer;
grant select, insert on history to ${service}_sealer;
grant update (to_position) on history to ${service}_sealer;
grant select, insert, update on relay to ${service}_sealer;
grant select on feed_head to ${service}_sealer;
grant update (term, position, chain, sealed_at) on feed_head to ${service}_sealer;

grant select on change_log, change_queue, sealed_change, feed_head, history, relay to ${service}_reader;
