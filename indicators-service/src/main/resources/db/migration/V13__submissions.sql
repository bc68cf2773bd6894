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

-- Of submissions those of an area are asked for at a cut: completeness, rules, and a report over what somebody still had to decide.
create index history_submission_area on history ((body::jsonb ->> 'area'), entity_id) where entity_type = 'observation-submission';

-- What was entered so far was published without a review. It is a submission as if it had been handed in and approved, so that a
-- correction of it goes the way of all others; the bytes are those that a write of the service would make. It was handed in when it
-- was first logged.
with entered as (
  select o.*, (select (min(recorded_at) at time zone 'Asia/Shanghai')::date from change_log
               where entity_type = 'observation' and entity_id = o.code) as first_logged
  from observation o where o.derived_from is null
)
insert into observation_submission (code, indicator, area, board, scope, period, source_line, said, review, reported_on, version, audience, body)
select code, indicator, area, board, scope, period, source_line, body, 'PUBLISHED', first_logged, 1, 'BUREAU', (
  select '{' || string_agg(to_json(property) || ':' || value, ',' order by array_position(array[
      'code', 'indicator', 'area', 'board', 'scope', 'period', 'comparator', 'value', 'valuePrinted', 'status', 'measure', 'note',
      'reportedOn', 'document', 'sourceLine', 'review'], property)) || '}'
  from (select key, value::text from json_each(body::json)
        union all values ('reportedOn', to_json(first_logged)::text), ('review', '"published"')) as told (property, value))
from entered;
with logged as (
  insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id, reason)
  select 'observation-submission', code, version, 'created', audience, body, 'migration', 'indicators V13', '补记已公布数据的填报 / submissions of figures published before'
  from observation_submission order by code
  returning log_id)
insert into change_queue (log_id) select log_id from logged;
