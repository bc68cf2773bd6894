-- Changes of a table's shape come first: PostgreSQL alters none whose rows wait for the check at commit.
alter table indicator add column kind text not null default 'HEADLINE';
alter table indicator alter column kind drop default;
create index indicator_kind on indicator (kind, code);

alter table target
  add column year_basis      text,
  add column measure         text,
  add column verdict_printed text,
  add column note            text;

-- Built for 36 million rows. Each filter of a list has an index that ends in the code, so that a page costs the same however
-- deep it is; an actual value is never far, so the index of words leaves those out. A page of one indicator and one area reads
-- the few hundred rows of that pair. In the key, the columns that are never null come first: an import asks by those whether a
-- row is there already.
create table observation (
  code          text collate "C" primary key,
  indicator     text collate "C" not null,
  area          text not null,
  board         text,
  scope         text,
  period        text not null,
  comparator    text not null,
  value         numeric check ((value is null) = (status = 'NOT_COLLECTED')),
  value_printed text,
  status        text not null,
  measure       text,
  note          text,
  document      text,
  source_line   integer,
  version bigint not null, body text not null, audience text not null
);
create unique index observation_key on observation (indicator, area, period, board, scope, source_line) nulls not distinct;
create index observation_indicator on observation (indicator, code);
create index observation_area on observation (area, code);
create index observation_period on observation (period, code);
create index observation_status on observation (status, code) where status <> 'ACTUAL';
-- Two dozen indicators have nearly all the rows. One plan serves all values of a filter, and made for those it walks the
-- primary key until it has a page: for any other indicator, through the whole table. Told that they are more, it takes the index.
alter table observation alter column indicator set (n_distinct = 200);
select publish('observation');

create table policy (
  code            text collate "C" primary key,
  plan            text collate "C" not null,
  name            text not null,
  aliases         varchar[] not null,
  kind            text not null,
  status          text not null,
  table_number    integer,
  document_number text,
  issued_on       date check (issued_on is null or status = 'ISSUED'),
  mentions        varchar[] not null,
  note            text,
  document        text,
  source_line     integer,
  version bigint not null, body text not null, audience text not null
);
create index policy_plan on policy (plan, code);
select publish('policy');

-- Every indicator taken in so far stands in a headline table. A read answers with its kind from now on, so this is a change
-- like any other, with a version and a line in the log; the bytes are those that a write of the service would make.
update indicator set version = version + 1, body = (
  select '{' || string_agg(to_json(property) || ':' || value, ',' order by array_position(array[
      'code', 'nameZh', 'nameEn', 'aliases', 'kind', 'unit', 'direction', 'nature', 'attribute', 'category', 'plans',
      'document', 'sourceLine'], property)) || '}'
  from (select key, value::text from json_each(body::json) union all values ('kind', '"headline"')) as said (property, value));
with logged as (
  insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id, reason)
  select 'indicator', code, version, 'updated', audience, body, 'migration', 'indicators V2', '补入指标种类 / kind of indicator added'
  from indicator order by code
  returning log_id)
insert into change_queue (log_id) select log_id from logged;
