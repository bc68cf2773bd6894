-- Platforms whose reminders failed are tried again without looking through all others.
alter table reminder_day add column failed varchar[] not null default '{}';
comment on column reminder_day.failed is 'Codes of platforms whose reminders could not be written yet';
grant update (failed) on reminder_day to ${service}_app;
