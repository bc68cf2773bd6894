-- Lists are varchar[], as Hibernate types its parameters: text[] has no operator with those.
create table programme (
  code        text collate "C" primary key,
  plan        text collate "C" not null,
  name_zh     text not null,
  name_en     text,
  document    text,
  source_line integer,
  version bigint not null, body text not null, audience text not null
);
create index programme_plan on programme (plan, code);
select publish('programme');

create table project (
  code                text collate "C" primary key,
  plan                text collate "C" not null,
  area                text not null,
  programme           text collate "C" not null references programme,
  sequence            integer,
  sequence_printed    integer,
  name                text not null,
  location            text,
  start_year          integer,
  end_year            integer check (end_year >= start_year),
  lead_units          varchar[] not null,
  tags                varchar[] not null,
  directions          varchar[] not null,
  construction_nature text,
  current_work        text,
  stage               text not null,
  area_min_m2         numeric,
  area_max_m2         numeric check (area_max_m2 >= area_min_m2),
  area_kind           text,
  document            text,
  source_line         integer,
  version bigint not null, body text not null, audience text not null
);
create index project_plan on project (plan, code);
create index project_programme on project (programme, code);
create index project_lead_units on project using gin (lead_units);
create index project_tags on project using gin (tags);
select publish('project');

-- Phases are three arrays of the row itself, one place per phase: the log's guard, which watches rows, then watches
-- them too, a page reads no second table, and unnest sums them.
create table investment_plan (
  code        text collate "C" primary key,
  plan        text collate "C" not null,
  project     text collate "C" not null references project,
  total_yuan  numeric(18,2) not null check (total_yuan >= 0),
  period_yuan numeric(18,2) not null check (period_yuan >= 0),
  phase_from  integer[] not null,
  phase_to    integer[] not null,
  phase_yuan  numeric(18,2)[] not null,
  status      text not null check (status in ('DRAFT', 'ADOPTED')),
  document    text,
  source_line integer,
  version bigint not null, body text not null, audience text not null,
  check (cardinality(phase_from) = cardinality(phase_to) and cardinality(phase_from) = cardinality(phase_yuan))
);
create index investment_plan_plan on investment_plan (plan, code);
-- One per project and plan, so that a sum counts each project once.
create unique index investment_plan_key on investment_plan (project, plan);
select publish('investment_plan');

create table stated_total (
  code          text collate "C" primary key,
  plan          text collate "C" not null,
  programme     text collate "C" references programme,
  source        text not null,
  project_count integer,
  total_yuan    numeric(18,2),
  period_yuan   numeric(18,2),
  document      text,
  source_line   integer,
  version bigint not null, body text not null, audience text not null
);
create index stated_total_plan on stated_total (plan, code);
select publish('stated_total');
