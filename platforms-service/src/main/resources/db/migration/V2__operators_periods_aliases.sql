create table operator (
  code        text collate "C" primary key,
  area        text not null,
  name        text not null,
  credit_code text not null,
  version bigint not null, body text not null, audience text not null
);
comment on column operator.credit_code is 'Unified social credit code, GB 32100-2015: operators'' tokens name their organisation by it';
create index operator_area on operator (area, code);
create unique index operator_key on operator (credit_code);
select publish('operator');

create table reporting_period (
  code            text collate "C" primary key,
  area            text not null,
  start_date      date not null,
  end_date        date not null,
  due_date        date not null,
  review_due_date date not null,
  version bigint not null, body text not null, audience text not null,
  check (start_date <= end_date and end_date <= due_date and due_date <= review_due_date),
  constraint code_begins_with_the_area check (starts_with(code, area || '-'))
);
create unique index reporting_period_key on reporting_period (area, start_date, end_date);
select publish('reporting_period');

create table alias (
  code           text collate "C" primary key,
  area           text not null,
  name           text not null,
  canonical_name text not null,
  entity_type    text not null,
  relation       text not null check (relation in ('SAME', 'RELATED')),
  occurrences    integer,
  source_lines   integer[] not null,
  document       text,
  version bigint not null, body text not null, audience text not null
);
create index alias_area on alias (area, code);
create index alias_name on alias (name, code);
create index alias_canonical_name on alias (canonical_name, code);
create unique index alias_key on alias (area, canonical_name, name, coalesce(document, ''));
select publish('alias');

-- What platforms say beyond their names. Rows that are there say nothing of it until they are taken in again.
alter table platform
  add column functions                varchar[] not null default '{}',
  add column location                 text,
  add column operator                 text collate "C" references operator,
  add column floor_area_printed       text,
  add column commission_year          integer,
  add column start_year               integer,
  add column end_year                 integer,
  add column target_tech_firms        integer check (target_tech_firms >= 0),
  add column target_high_tech_firms   integer check (target_high_tech_firms >= 0),
  add column target_output_yuan       numeric(18,2) check (target_output_yuan >= 0),
  add column mode                     varchar[] not null default '{}',
  add column key_items                varchar[] not null default '{}',
  add column project                  text collate "C",
  add column note                     text,
  add check (start_year <= end_year);
comment on column platform.project is 'Code of a project of the projects service: checked for its shape alone';
create index platform_operator on platform (operator, code);
create index platform_project on platform (project, code);
