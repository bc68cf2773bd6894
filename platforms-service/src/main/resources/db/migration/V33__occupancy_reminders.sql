-- Written once by a job, as events; they change no more.
create table occupancy_reminder (
  code         text collate "C" primary key,
  platform     text collate "C" not null references platform,
  period       text collate "C" not null references reporting_period,
  operator     text collate "C" not null,
  kind         text not null check (kind in ('DUE_SOON', 'OVERDUE', 'MISSED_TWICE', 'REVIEW_OVERDUE')),
  due_on       date not null,
  reminded_on  date not null,
  text         text not null,
  organisation text,
  version bigint not null, body text not null, audience text not null
);
comment on column occupancy_reminder.organisation is 'Credit code of the operator that it is for; null if it is for the bureau';
create unique index occupancy_reminder_key on occupancy_reminder (platform, period, kind);
create index occupancy_reminder_period on occupancy_reminder (period, code);
create index occupancy_reminder_operator on occupancy_reminder (operator, code);
create index occupancy_reminder_kind on occupancy_reminder (kind, code);
select publish('occupancy_reminder');

-- The days of which all reminders are written, so that none is looked through twice.
create table reminder_day (
  day         date primary key,
  finished_at timestamptz not null default clock_timestamp()
);
grant select, insert on reminder_day to ${service}_app;
grant select on reminder_day to ${service}_reader;
