create table plan (
  code         text collate "C" primary key,
  area         text not null,
  name_zh      text not null,
  name_en      text,
  start_year   integer not null,
  end_year     integer not null check (end_year >= start_year),
  horizon_year integer check (horizon_year > end_year),
  status       text not null check (status in ('DRAFT', 'ADOPTED')),
  document     text,
  source_line  integer,
  version bigint not null, body text not null, audience text not null
);
select publish('plan');

create table indicator (
  code        text collate "C" primary key,
  name_zh     text not null,
  name_en     text,
  aliases     varchar[] not null,
  unit        text,
  direction   text not null,
  nature      text not null,
  attribute   text,
  category    text,
  plans       varchar[] not null,
  document    text,
  source_line integer,
  version bigint not null, body text not null, audience text not null
);
create index indicator_plans on indicator using gin (plans);
select publish('indicator');

create table target (
  code           text collate "C" primary key,
  plan           text collate "C" not null,
  indicator      text collate "C" not null,
  area           text not null,
  board          text,
  scope          text,
  year           integer not null,
  comparator     text not null,
  value          numeric,
  value_max      numeric,
  baseline_value numeric,
  baseline_year  integer,
  value_printed  text,
  status         text not null check (status in ('DRAFT', 'ADOPTED')),
  document       text,
  source_line    integer,
  version bigint not null, body text not null, audience text not null
);
create index target_plan on target (plan, code);
create index target_indicator on target (indicator, area, year);
create unique index target_key on target (plan, indicator, area, board, scope, year, source_line) nulls not distinct;
select publish('target');
