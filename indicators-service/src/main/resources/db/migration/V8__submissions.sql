alter table observation add column reported_on date;

-- What is handed in, beside what is published. Built for as many rows as observations has; nearly all of them are published, so
-- the indexes that reviewers and the end of an embargo go by leave those out.
create table observation_submission (
  code          text collate "C" primary key,
  indicator     text collate "C" not null,
  area          text not null,
  board         text,
  scope         text,
  period        text not null,
  source_line   integer,
  said          text not null,
  comment       text,
  publish_at    timestamptz,
  review        text not null check (review in ('SUBMITTED', 'RETURNED', 'APPROVED', 'PUBLISHED')),
  reported_on   date not null,
  return_reason text check ((return_reason is null) = (review <> 'RETURNED')),
  version bigint not null, body text not null, audience text not null
);
create unique index observation_submission_key
  on observation_submission (indicator, area, period, board, scope, source_line) nulls not distinct;
create index observation_submission_indicator on observation_submission (indicator, code);
create index observation_submission_area on observation_submission (area, code);
create index observation_submission_period on observation_submission (period, code);
create index observation_submission_open on observation_submission (review, code) where review <> 'PUBLISHED';
create index observation_submission_open_area on observation_submission (area, code) where review <> 'PUBLISHED';
create index observation_submission_embargo on observation_submission (publish_at) where review = 'APPROVED';
-- What waits is looked at by the figures that follow it in their series.
create index observation_submission_waiting on observation_submission (indicator, area, period)
  where review in ('SUBMITTED', 'APPROVED');
alter table observation_submission alter column indicator set (n_distinct = 200);
select publish('observation_submission');
