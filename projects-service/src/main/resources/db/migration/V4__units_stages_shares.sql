-- Changes of a table's shape come first: PostgreSQL alters none whose rows wait for the check at commit.
-- Shares and stages are arrays of the row itself, one place for each, as the phases of an investment plan.
alter table project
  add column programme_codes             varchar[] not null default '{}',
  add column programme_shares            numeric(5,2)[] not null default '{}',
  add column national_code               text check (national_code ~ '^\d{4}-\d{6}-\d{2}-\d{2}-\d{6}$'),
  add column external_ids                varchar[] not null default '{}',
  add column participating_units         varchar[] not null default '{}',
  add column participating_units_printed varchar[],
  add column stage_words                 varchar[] not null default '{}',
  add column stage_since                 date[] not null default '{}',
  add column stage_reasons               varchar[] not null default '{}',
  add column stage_documents             varchar[] not null default '{}',
  add column land_area_min_m2            numeric,
  add column land_area_max_m2            numeric check (land_area_max_m2 >= land_area_min_m2),
  add column platforms                   varchar[] not null default '{}',
  add column indicators                  varchar[] not null default '{}',
  add check (cardinality(programme_codes) = cardinality(programme_shares)),
  -- Rows have stages once this migration has given them some.
  add check (stage_words[cardinality(stage_words)] = stage and cardinality(stage_since) = cardinality(stage_words)
    and cardinality(stage_reasons) = cardinality(stage_words) and cardinality(stage_documents) = cardinality(stage_words)) not valid;
alter table project
  alter column programme_codes drop default,
  alter column programme_shares drop default,
  alter column external_ids drop default,
  alter column participating_units drop default,
  alter column stage_words drop default,
  alter column stage_since drop default,
  alter column stage_reasons drop default,
  alter column stage_documents drop default,
  alter column platforms drop default,
  alter column indicators drop default;
create index project_participating_units on project using gin (participating_units);
create index project_national_code on project (national_code, code);
create index project_platforms on project using gin (platforms);
create index project_indicators on project using gin (indicators);

create table unit (
  code        text collate "C" primary key,
  area        text not null,
  name        text not null,
  aliases     varchar[] not null,
  credit_code text,
  note        text,
  document    text,
  source_line integer,
  version bigint not null, body text not null, audience text not null
);
create index unit_area on unit (area, code);
create index unit_credit_code on unit (credit_code, code);
create index unit_aliases on unit using gin (aliases);
-- Projects give units by their names.
create unique index unit_key on unit (area, name);
select publish('unit');

insert into rule_edition select 3, position from feed_head;

-- Stored projects have the stage that they had, land in m² where they have it in mu, and lists without items.
update project set version = version + 1,
  stage_words = array[stage], stage_since = array[null::date], stage_reasons = array[null::varchar], stage_documents = array[null::varchar],
  land_area_min_m2 = trim_scale(round(land_area_mu * 2000 / 3, 2)), land_area_max_m2 = trim_scale(round(land_area_mu * 2000 / 3, 2)),
  body = (
    select '{' || string_agg(to_json(property) || ':' || value, ',' order by array_position(array[
        'code', 'plan', 'area', 'programme', 'programmes', 'sequence', 'sequencePrinted', 'name', 'aliases', 'nationalCode', 'externalIds',
        'location', 'startYear', 'endYear', 'leadUnits', 'leadUnitsPrinted', 'participatingUnits', 'participatingUnitsPrinted', 'tags',
        'tagsPrinted', 'directions', 'constructionNature', 'currentWork', 'stage', 'stages', 'areaMinM2', 'areaMaxM2', 'areaKind',
        'landAreaMinM2', 'landAreaMaxM2', 'landAreaMu', 'contents', 'facts', 'platforms', 'indicators', 'document', 'sourceLine'], property)) || '}'
    from (select key, value::text from json_each(body::json)
          union all values ('programmes', '[]'), ('externalIds', '[]'), ('participatingUnits', '[]'), ('platforms', '[]'), ('indicators', '[]')
          union all select 'stages', '[{"stage":' || (body::json -> 'stage') || '}]'
          union all select land.name, trim_scale(round(land_area_mu * 2000 / 3, 2))::text
            from (values ('landAreaMinM2'), ('landAreaMaxM2')) as land (name) where land_area_mu is not null) as said (property, value));
with logged as (
  insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id, reason, area)
  select 'project', code, version, 'updated', audience, body, 'migration', 'projects V4',
         '补入阶段、份额、参与单位、编号、用地面积与关联 / stages, shares, participating units, identifiers, land areas and links added', substring(code from '^(\d{6})-')
  from project order by code
  returning log_id)
insert into change_queue (log_id) select log_id from logged;
