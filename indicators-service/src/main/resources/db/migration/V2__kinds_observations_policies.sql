-- Changes of a table's shape come first: PostgreSQL alters none whose rows wait for the check at commit.
alter table indicator add column kind text not null default 'HEADLINE';
alter table indicator alter column kind drop default;
create index indicator_kind on indicator (kind, code);

alter table target
  add column year_basis      text,
  add column measure         text,
  add column verdict_printed text,
  add column note            text;

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
