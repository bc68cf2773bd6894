-- Changes of a table's shape come first: PostgreSQL alters none whose rows wait for the check at commit.
-- An approved adjustment ends an investment plan and puts another in its place, which is the same thing from another day on.
-- The years of a phase are null where it is open: before the plan period it has no first year, after it no last one.
alter table investment_plan
  add column as_stated   boolean,
  add column valid_from  date,
  add column valid_until date check (valid_until > valid_from),
  add column adjusts     text collate "C",
  add column adjustment  text collate "C";
drop index investment_plan_key;
create unique index investment_plan_key on investment_plan (project, plan, valid_from) nulls not distinct;
-- One that is not replaced per project and plan, so that a sum counts each project once.
create unique index investment_plan_latest on investment_plan (project, plan) where valid_until is null;

-- Files of lists about a position up to after_position do not have the columns of the edition.
insert into rule_edition select 3, position from feed_head on conflict do nothing;

-- A read answers with what the phases leave of the amount for the plan period from now on, and says where a document contradicts
-- itself: a change like any other, with a version and a line in the log; the bytes are those that a write of the service would make.
create temporary table stated as
  select code, period_yuan - phases as difference, phases is distinct from period_yuan and phases is not null or period_yuan > total_yuan as contradicts
  from investment_plan cross join lateral (select sum(yuan) as phases from unnest(phase_yuan) as yuan) as summed
  where phases is not null or period_yuan > total_yuan;
update investment_plan p set version = version + 1, as_stated = case when contradicts then true end, body = (
  select '{' || string_agg(to_json(property) || ':' || value, ',' order by array_position(array[
      'code', 'plan', 'project', 'totalYuan', 'periodYuan', 'phases', 'asStated', 'differenceYuan', 'status', 'document',
      'sourceLine'], property)) || '}'
  from (select key, value::text from json_each(body::json)
        union all values ('asStated', case when contradicts then 'true' end), ('differenceYuan', difference::text)) as said (property, value)
  where value is not null)
from stated s where s.code = p.code;
with logged as (
  insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id, reason, area)
  select 'investment-plan', code, version, 'updated', audience, body, 'migration', 'projects V5',
         '补入分期差额与按原文保留 / the difference of the phases and asStated added', substring(code from '^(\d{6})-')
  from investment_plan join stated using (code) order by code
  returning log_id)
insert into change_queue (log_id) select log_id from logged;
drop table stated;
