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

create table plan_adjustment (
  code                    text collate "C" primary key,
  plan                    text collate "C" not null,
  project                 text collate "C" not null,
  investment_plan         text collate "C" not null references investment_plan,
  investment_plan_version bigint not null,
  before_total_yuan       numeric(18,2) not null,
  before_period_yuan      numeric(18,2) not null,
  before_phases           varchar[] not null,
  after_total_yuan        numeric(18,2) not null check (after_total_yuan >= 0),
  after_period_yuan       numeric(18,2) not null check (after_period_yuan >= 0),
  after_phases            varchar[] not null,
  as_stated               boolean,
  reason                  text not null,
  document_title          text,
  document_number         text,
  effective_on            date not null,
  status                  text not null check (status in ('DRAFT', 'SUBMITTED', 'RETURNED', 'APPROVED')),
  return_reason           text check ((return_reason is null) = (status <> 'RETURNED')),
  successor               text collate "C" check ((successor is null) = (status <> 'APPROVED')),
  version bigint not null, body text not null, audience text not null
);
create index plan_adjustment_plan on plan_adjustment (plan, code);
create index plan_adjustment_project on plan_adjustment (project, code);
create index plan_adjustment_investment_plan on plan_adjustment (investment_plan, code);
create index plan_adjustment_status on plan_adjustment (status, code);
create unique index plan_adjustment_open on plan_adjustment (investment_plan) where status <> 'APPROVED';
select publish('plan_adjustment');

create table annual_plan (
  code        text collate "C" primary key,
  plan        text collate "C" not null,
  project     text collate "C" not null references project,
  year        integer not null,
  amount_yuan numeric(18,2) not null check (amount_yuan >= 0),
  comment     text,
  status      text not null check (status in ('DRAFT', 'ADOPTED')),
  document    text,
  source_line integer,
  valid_from  date,
  valid_until date check (valid_until > valid_from),
  revises     text collate "C",
  version bigint not null, body text not null, audience text not null
);
create index annual_plan_plan on annual_plan (plan, code);
create index annual_plan_project on annual_plan (project, code);
create index annual_plan_year on annual_plan (year, code);
create unique index annual_plan_key on annual_plan (project, plan, year, valid_from) nulls not distinct;
-- One draft per project and year, and one adopted one that is not replaced, so that no sum counts a year twice.
create unique index annual_plan_draft on annual_plan (project, plan, year) where status = 'DRAFT';
create unique index annual_plan_latest on annual_plan (project, plan, year) where status = 'ADOPTED' and valid_until is null;
select publish('annual_plan');

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
