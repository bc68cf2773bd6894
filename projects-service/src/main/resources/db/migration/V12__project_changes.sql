-- Changes of a table's shape come first: PostgreSQL alters none whose rows wait for the check at commit.
-- A project joins a plan, and leaves it, by an approved act. Its entries of the ledger stay with it.
alter table project
  add column listed_from  date,
  add column listed_by    text collate "C",
  add column listed_until date,
  add column unlisted_by  text collate "C",
  add column merged_into  text collate "C" references project,
  add check ((listed_from is null) = (listed_by is null)),
  add check ((listed_until is null) = (unlisted_by is null)),
  add check (merged_into is null or (unlisted_by is not null and merged_into <> code));

alter table investment_plan
  add column project_change  text collate "C",
  add column ended_by        text collate "C",
  add column merged_projects varchar[],
  add check (ended_by is null or valid_until is not null);

create table project_change (
  code            text collate "C" primary key,
  plan            text collate "C" not null,
  kind            text not null check (kind in ('ADDITION', 'WITHDRAWAL', 'MERGER')),
  projects        varchar[] not null check (cardinality(projects) > 0),
  into_project    text collate "C" references project check ((into_project is not null) = (kind = 'MERGER')),
  reason          text not null,
  document_title  text,
  document_number text,
  effective_on    date not null,
  status          text not null check (status in ('DRAFT', 'SUBMITTED', 'RETURNED', 'APPROVED')),
  return_reason   text check ((return_reason is null) = (status <> 'RETURNED')),
  successor       text collate "C" check ((successor is not null) = (kind = 'MERGER' and status = 'APPROVED')),
  version bigint not null, body text not null, audience text not null
);
create index project_change_plan on project_change (plan, code);
create index project_change_kind on project_change (kind, code);
create index project_change_status on project_change (status, code);
create index project_change_projects on project_change using gin (projects);
select publish('project_change');

-- Files of lists about a position up to after_position do not have the columns of the edition.
insert into rule_edition select 3, position from feed_head on conflict do nothing;

-- What merged projects completed counts in the completion rate of the investment plan that includes theirs: now and in the past.
-- Triggers of a table fire in the order of their names, so the row of V7's trigger is there. None of before names such projects.
alter table investment_plan_history add column merged_projects varchar[];
create function history_merged() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update investment_plan_history h set merged_projects = body_words(a.said, 'mergedProjects')
  from (select entity_id, from_position, body_json(body) as said from added where entity_type = 'investment-plan' offset 0) a
  where h.code = a.entity_id and h.from_position = a.from_position and jsonb_exists(a.said, 'mergedProjects');
  return null;
end $$;
revoke all on function history_merged() from public;
create trigger typed_merged after insert on history
  referencing new table as added for each statement execute function history_merged();
