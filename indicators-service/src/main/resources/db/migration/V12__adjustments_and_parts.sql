-- An approved act ends a target and puts another in its place, which is the same thing from another day on.
alter table target
  add column valid_from      date,
  add column valid_until     date check (valid_until > valid_from),
  add column adjusts         text collate "C",
  add column document_title  text,
  add column document_number text;
drop index target_key;
create unique index target_key on target (plan, indicator, area, board, scope, year, source_line, valid_from) nulls not distinct;

create table target_adjustment (
  code              text collate "C" primary key,
  plan              text collate "C" not null,
  area              text not null,
  target            text collate "C" not null,
  target_version    bigint not null,
  before_comparator text not null,
  before_value      numeric,
  before_value_max  numeric,
  after_comparator  text not null,
  after_value       numeric,
  after_value_max   numeric,
  reason            text not null,
  document_title    text,
  document_number   text,
  effective_on      date not null,
  status            text not null check (status in ('DRAFT', 'SUBMITTED', 'RETURNED', 'APPROVED')),
  return_reason     text check ((return_reason is null) = (status <> 'RETURNED')),
  successor         text collate "C" check ((successor is null) = (status <> 'APPROVED')),
  version bigint not null, body text not null, audience text not null
);
create index target_adjustment_plan on target_adjustment (plan, code);
create index target_adjustment_target on target_adjustment (target, code);
create index target_adjustment_status on target_adjustment (status, code);
create unique index target_adjustment_open on target_adjustment (target) where status <> 'APPROVED';
select publish('target_adjustment');

create table target_part (
  code            text collate "C" primary key,
  plan            text collate "C" not null,
  target          text collate "C" not null,
  year            integer not null,
  department      text,
  value           numeric not null,
  note            text,
  document        text,
  document_number text,
  version bigint not null, body text not null, audience text not null
);
create unique index target_part_key on target_part (target, year, department) nulls not distinct;
create index target_part_plan on target_part (plan, code);
create index target_part_target on target_part (target, code);
create index target_part_year on target_part (year, code);
create index target_part_department on target_part (department, code);
select publish('target_part');
