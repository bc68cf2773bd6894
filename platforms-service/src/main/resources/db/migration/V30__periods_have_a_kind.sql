-- The kind of a period follows from its days. Changes of a table's shape come first: PostgreSQL alters none whose rows wait for
-- the check at commit.
alter table reporting_period add column kind text check (kind in ('MONTH', 'QUARTER', 'HALF', 'YEAR'));
create index reporting_period_kind on reporting_period (kind, code);

-- The periods that are there get it, as a change like any other: with a version, and a line in the log.
create temporary table kinds as
select code, case (extract(year from age(end_date + 1, start_date)) * 12 + extract(month from age(end_date + 1, start_date)))::integer
    when 1 then 'MONTH' when 3 then 'QUARTER' when 6 then 'HALF' when 12 then 'YEAR' end as kind
from reporting_period
where extract(day from start_date) = 1 and extract(day from end_date + 1) = 1
  and (extract(month from start_date)::integer - 1)
    % (extract(year from age(end_date + 1, start_date)) * 12 + extract(month from age(end_date + 1, start_date)))::integer = 0;
delete from kinds where kind is null;

update reporting_period p
set version = version + 1, kind = k.kind, body = left(body, -1) || ',"kind":"' || lower(k.kind) || '"}'
from kinds k where k.code = p.code;
with logged as (
  insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id, reason, area, valid_from)
  select 'reporting-period', p.code, p.version, 'updated', p.audience, p.body, 'migration', 'platforms V30',
         '补入周期 / kind added', p.area, p.start_date
  from reporting_period p join kinds k on k.code = p.code order by p.code
  returning log_id)
select count(*) from logged;
drop table kinds;
