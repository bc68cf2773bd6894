-- Changes of a table's shape come first: PostgreSQL alters none whose rows wait for the check at commit.
alter table project
  add column aliases      varchar[] not null default '{}',
  add column land_area_mu numeric check (land_area_mu >= 0),
  add column contents     varchar[] not null default '{}',
  add column facts        varchar[] not null default '{}';
alter table project
  alter column aliases drop default,
  alter column contents drop default,
  alter column facts drop default;

create table fund (
  code              text collate "C" primary key,
  plan              text collate "C" not null,
  name              text not null,
  source            text not null,
  count_comparator  text,
  count             integer check ((count is null) = (count_comparator is null)),
  amount_comparator text,
  amount_yuan       numeric(18,2) check ((amount_yuan is null) = (amount_comparator is null)),
  amount_printed    text,
  bodies            varchar[] not null,
  note              text,
  document          text,
  source_line       integer,
  version bigint not null, body text not null, audience text not null
);
create index fund_plan on fund (plan, code);
select publish('fund');

create table project_list_item (
  code           text collate "C" primary key,
  plan           text collate "C" not null,
  source         text not null,
  heading        text not null,
  group_name     text,
  item_number    integer,
  name           text not null,
  canonical_name text,
  project        text collate "C" references project,
  match          text check ((match is null) = (canonical_name is null and project is null)),
  note           text,
  document       text,
  source_line    integer,
  version bigint not null, body text not null, audience text not null
);
create index project_list_item_plan on project_list_item (plan, code);
create index project_list_item_project on project_list_item (project, code);
select publish('project_list_item');

-- A read answers with three more lists from now on, empty for the projects taken in so far: a change like any other, with a
-- version and a line in the log; the bytes are those that a write of the service would make.
update project set version = version + 1, body = (
  select '{' || string_agg(to_json(property) || ':' || value, ',' order by array_position(array[
      'code', 'plan', 'area', 'programme', 'sequence', 'sequencePrinted', 'name', 'aliases', 'location', 'startYear', 'endYear',
      'leadUnits', 'tags', 'directions', 'constructionNature', 'currentWork', 'stage', 'areaMinM2', 'areaMaxM2', 'areaKind',
      'landAreaMu', 'contents', 'facts', 'document', 'sourceLine'], property)) || '}'
  from (select key, value::text from json_each(body::json)
        union all values ('aliases', '[]'), ('contents', '[]'), ('facts', '[]')) as said (property, value));
with logged as (
  insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id, reason)
  select 'project', code, version, 'updated', audience, body, 'migration', 'projects V2',
         '补入别名、建设内容与要点 / aliases, contents and facts added'
  from project order by code
  returning log_id)
insert into change_queue (log_id) select log_id from logged;
