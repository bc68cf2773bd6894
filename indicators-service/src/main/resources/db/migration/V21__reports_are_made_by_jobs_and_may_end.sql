-- Reports that are being made. Any instance may take one up; whoever works on it says so every few seconds, and one that nobody
-- has spoken of for a while is taken up again.
create table report_job (
  id           text collate "C" primary key,
  request      text not null,
  series       text collate "C" not null,
  report       text collate "C" not null,
  as_of        text not null,
  actor        text not null,
  request_id   text not null,
  organisation text,
  roles        varchar[] not null,
  state        text not null check (state in ('waiting', 'computing', 'rendering', 'done', 'failed')),
  percent      integer not null default 0,
  attempts     integer not null default 0,
  detail_zh    text,
  detail_en    text,
  key_client   text collate "C",
  key          text collate "C",
  created_at   timestamptz not null default clock_timestamp(),
  seen_at      timestamptz,
  finished_at  timestamptz,
  constraint report_job_ends_once check ((finished_at is null) = (state in ('waiting', 'computing', 'rendering')))
);
comment on column report_job.report is 'Code that the report will have; free again if the job fails';
comment on column report_job.attempts is 'How often it was taken up; whoever holds a lower number has lost the job';
comment on column report_job.key is 'Idempotency-Key under which it was asked for, free again if the job fails; key_client is whose key that is';
create unique index report_job_code on report_job (report) where finished_at is null;
create index report_job_open on report_job (created_at) where finished_at is null;
grant select, insert, update, delete on report_job to ${service}_app;
grant select on report_job to ${service}_reader;

-- A published report may be superseded by another one, or be withdrawn. It keeps its code and its files.
alter table report
  add column superseded_by text collate "C" check ((superseded_by is null) = (status <> 'SUPERSEDED')),
  add column withdrawal_reason text check ((withdrawal_reason is null) = (status <> 'WITHDRAWN'));
