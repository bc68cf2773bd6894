-- The first change of a released table's shape; files of lists about what is sealed before keep their columns.
alter table report add column attached text;
comment on column report.attached is 'What is known of the attached answers, as the view shows it; null for reports made before there were any';
insert into rule_edition select 3, position from feed_head;

-- The bytes of answers of other services that a report keeps: like its files, nobody alters them.
create table report_attachment (
  report text collate "C" not null references report,
  number integer not null check (number > 0),
  body   bytea not null,
  primary key (report, number)
);
grant select, insert on report_attachment to ${service}_app;
grant select on report_attachment to ${service}_reader;

alter table report_job
  drop constraint report_job_state_check,
  drop constraint report_job_ends_once,
  add constraint report_job_state_check check (state in ('waiting', 'asking', 'computing', 'rendering', 'done', 'failed')),
  add constraint report_job_ends_once check ((finished_at is null) = (state in ('waiting', 'asking', 'computing', 'rendering')));
