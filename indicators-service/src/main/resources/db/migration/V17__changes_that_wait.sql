-- A retracted figure stays, without its value and with the reason. Its code is part of its natural key, which leaves the key of
-- the others free. The index still serves queries by indicator, area and period.
alter table observation add column retraction_reason text,
  drop constraint observation_check,
  add check ((value is null) = (status in ('NOT_COLLECTED', 'RETRACTED'))),
  add check ((retraction_reason is null) = (status <> 'RETRACTED'));
drop index observation_key;
create unique index observation_key on observation
  (indicator, area, period, text_key(board), text_key(scope), source_line, (case when status = 'RETRACTED' then code end))
  nulls not distinct;

-- Changes of what is public that wait for a second person.
create sequence change_request_number;
grant usage on sequence change_request_number to ${service}_app;
create table change_request (
  code             text collate "C" primary key,
  kind             text not null,
  subject          text collate "C" not null,
  subject_version  bigint not null,
  changes          varchar[] not null,
  content          text not null,
  reason           text,
  area             text,
  subject_audience text not null,
  status           text not null,
  return_reason    text check ((return_reason is null) = (status <> 'RETURNED')),
  version bigint not null, body text not null, audience text not null
);
create unique index change_request_open on change_request (kind, subject) where status = 'SUBMITTED';
create index change_request_kind on change_request (kind, code);
create index change_request_subject on change_request (subject, code);
create index change_request_status on change_request (status, code);
select publish('change_request');
