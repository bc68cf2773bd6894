create table report (
  code          text collate "C" primary key,
  plan          text collate "C" not null,
  kind          text not null,
  day           date not null,
  as_of         text not null,
  method        text,
  title_zh      text not null,
  title_en      text not null,
  frozen_on     date not null,
  methods       varchar[] not null,
  content_hash  text not null,
  files         varchar[] not null,
  status        text not null,
  return_reason text check ((return_reason is null) = (status <> 'RETURNED')),
  version bigint not null, body text not null, audience text not null
);
create index report_plan on report (plan, code);
create index report_kind on report (kind, code);
create index report_status on report (status, code);
select publish('report');

-- The files of each report, for ever as they were made: like the log, the application appends and reads, and nobody alters.
create table report_file (
  report text collate "C" not null references report,
  format text not null,
  body   bytea not null,
  primary key (report, format)
);
-- Made once and compressed already, most of them: kept as they come.
alter table report_file alter column body set storage external;
grant select, insert on report_file to ${service}_app;
grant select on report_file to ${service}_reader;
