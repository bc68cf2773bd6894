-- What the document of a plan prints about itself.
alter table plan
  add column document_number text,
  add column issued_by       text,
  add column revised_on      date,
  add column evaluated_by    varchar[],
  add column reported_to     varchar[],
  add column supervised_by   varchar[];

-- Whether a plan promises a policy or only cites it. Only what is promised can be late.
alter table policy add column role text;

-- Of the policies taken in so far, those are cited that are said to be issued, or nothing is said of, and for which neither the
-- table of the promised ones, nor a due day, nor a day of issue stands. A change like any other, with a version and a line in the
-- log: reads of the time before have no role, and are answered as they were then. The bytes are those that a write of the service
-- would make.
update policy set role = given.role, version = version + 1, body = (
  select '{' || string_agg(to_json(property) || ':' || value, ',' order by array_position(array[
      'code', 'plan', 'name', 'aliases', 'kind', 'role', 'status', 'tableNumber', 'documentNumber', 'issuedOn', 'issuedName',
      'dueOn', 'mentions', 'note', 'document', 'sourceLine'], property)) || '}'
  from (select key, value::text from json_each(body::json) union all values ('role', to_json(lower(given.role))::text))
    as said (property, value))
from (
  select code as policy,
         case when table_number is null and due_on is null and issued_on is null and status in ('ISSUED', 'NOT_STATED')
              then 'CITED' else 'PROMISED' end as role
  from policy) as given
where code = given.policy;
with logged as (
  insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id, reason, area)
  select 'policy', code, version, 'updated', audience, body, 'migration', 'indicators V22',
         '补入与规划的关系：承诺出台或引用 / promised or cited added', substring(code from '^(\d{6})-')
  from policy order by code
  returning log_id)
insert into change_queue (log_id) select log_id from logged;
