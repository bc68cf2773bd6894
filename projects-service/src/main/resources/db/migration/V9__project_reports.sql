-- Monthly reports. Lines and reversals are arrays of the row itself, one place for each, as the phases of an investment plan.
create table project_report (
  code              text collate "C" primary key,
  plan              text collate "C" not null,
  project           text collate "C" not null references project,
  month             text collate "C" not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  kind              text not null check (kind in ('REGULAR', 'CORRECTION')),
  organisation      text,
  line_kinds        varchar[] not null,
  line_sources      varchar[] not null,
  line_yuan         numeric(18,2)[] not null,
  line_references   varchar[] not null,
  reverses          varchar[] not null,
  progress          text,
  complete_percent  numeric(5,2) check (complete_percent between 0 and 100),
  problems          text,
  comment           text,
  status            text not null check (status in ('SUBMITTED', 'RETURNED', 'ACCEPTED')),
  return_reason     text,
  return_fields     varchar[] not null,
  return_field_reasons varchar[] not null,
  version bigint not null, body text not null, audience text not null,
  check (cardinality(line_kinds) = cardinality(line_sources) and cardinality(line_kinds) = cardinality(line_yuan)
    and cardinality(line_kinds) = cardinality(line_references)),
  check (kind = 'CORRECTION' or reverses = '{}')
);
create index project_report_plan on project_report (plan, code);
create index project_report_project on project_report (project, code);
create index project_report_month on project_report (plan, month, code);
-- A project reports a month once; what follows corrects it.
create unique index project_report_key on project_report (project, month) where kind = 'REGULAR';
select publish('project_report');

-- Why an amount of the bureau is unusual.
alter table ledger_submission add column comment text;
