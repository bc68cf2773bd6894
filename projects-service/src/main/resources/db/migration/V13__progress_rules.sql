-- The rules by which a plan's lights and findings are made. An adopted one does not change: another follows it.
create table progress_rule (
  code                  text collate "C" primary key,
  plan                  text collate "C" not null,
  effective_on          date not null,
  behind_below_percent  integer not null check (behind_below_percent between 0 and warning_below_percent),
  warning_below_percent integer not null check (warning_below_percent between 0 and 100),
  silent_months         integer not null check (silent_months between 1 and 60),
  stalled_months        integer not null check (stalled_months between 1 and 60),
  over_plan_percent     integer not null check (over_plan_percent between 1 and 1000),
  reason                text not null,
  document              text,
  status                text not null check (status in ('DRAFT', 'ADOPTED')),
  version bigint not null, body text not null, audience text not null
);
create index progress_rule_plan on progress_rule (plan, code);
-- One for a day, so that one rule is in force.
create unique index progress_rule_key on progress_rule (plan, effective_on);
select publish('progress_rule');

-- What of a monthly report tells whether a month was reported, in typed columns of the past (decision 47). The readers of properties
-- are those of V7; the triggers are of their own.
create table project_report_history (
  code          text collate "C" not null,
  from_position bigint not null,
  to_position   bigint,
  valid_from    date,
  valid_to      date,
  plan          text collate "C",
  project       text collate "C",
  month         text collate "C",
  kind          text,
  status        text,
  primary key (code, from_position)
);
create index project_report_history_plan on project_report_history (plan, from_position);

create function project_report_added() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into project_report_history (code, from_position, to_position, valid_from, valid_to, plan, project, month, kind, status)
  select entity_id, from_position, to_position, valid_from, valid_to, body_text(said, 'plan'), body_text(said, 'project'),
         body_text(said, 'month'), upper(body_text(said, 'kind')), upper(body_text(said, 'status'))
  from (select a.*, body_json(a.body) as said from added a where a.entity_type = 'project-report' offset 0) one;
  return null;
end $$;

create function project_report_ended() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update project_report_history h set to_position = e.to_position from ended e
    where e.entity_type = 'project-report' and h.code = e.entity_id and h.from_position = e.from_position;
  return null;
end $$;
revoke all on function project_report_added(), project_report_ended() from public;

create trigger project_report_added after insert on history
  referencing new table as added for each statement execute function project_report_added();
create trigger project_report_ended after update on history
  referencing new table as ended for each statement execute function project_report_ended();

-- What was sealed before goes the same way.
create temporary table sealed_before (like history);
create trigger project_report_added after insert on sealed_before
  referencing new table as added for each statement execute function project_report_added();
insert into sealed_before select * from history where entity_type = 'project-report';
drop table sealed_before;

grant select on project_report_history to ${service}_app, ${service}_reader;
