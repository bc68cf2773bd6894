-- Changes of a table's shape come first: PostgreSQL alters none whose rows wait for the check at commit.
-- Certifications are arrays of the row itself, one place for each.
alter table platform
  add column level                   text,
  add column certification_names     varchar[] not null default '{}',
  add column certification_levels    varchar[] not null default '{}',
  add column certification_days      date[] not null default '{}',
  add column certification_until     date[] not null default '{}',
  add column certification_documents varchar[] not null default '{}',
  add column certification_numbers   varchar[] not null default '{}',
  add column status                  text not null default 'ACTIVE' check (status in ('ACTIVE', 'SUSPENDED', 'WITHDRAWN', 'MERGED')),
  add column status_since            date,
  add column status_by               text collate "C",
  add column added_on                date,
  add column added_by                text collate "C",
  add column merged_into             text collate "C" references platform check (merged_into <> code),
  add column decided                 varchar[] not null default '{}',
  add check ((status_since is null) = (status_by is null)),
  add check (status = 'ACTIVE' or status_since is not null),
  add check ((added_on is null) = (added_by is null)),
  add check ((merged_into is not null) = (status = 'MERGED')),
  add check (cardinality(certification_levels) = cardinality(certification_names) and cardinality(certification_days) = cardinality(certification_names)
    and cardinality(certification_until) = cardinality(certification_names) and cardinality(certification_documents) = cardinality(certification_names)
    and cardinality(certification_numbers) = cardinality(certification_names));
alter table platform
  alter column certification_names drop default,
  alter column certification_levels drop default,
  alter column certification_days drop default,
  alter column certification_until drop default,
  alter column certification_documents drop default,
  alter column certification_numbers drop default,
  alter column status drop default,
  alter column decided drop default;
comment on column platform.decided is 'Properties that approved changes of the registry set: imports do not change them';
create index platform_level on platform (level, code);
create index platform_status on platform (status, code);

create table registry_change (
  code               text collate "C" primary key,
  area               text not null,
  kind               text not null check (kind in
    ('ADDITION', 'WITHDRAWAL', 'SUSPENSION', 'RESUMPTION', 'UPGRADE', 'OPERATOR', 'CORRECTION', 'MERGER')),
  platforms          varchar[] not null check (cardinality(platforms) > 0),
  into_platform      text collate "C" references platform check ((into_platform is not null) = (kind = 'MERGER')),
  changed_properties varchar[] not null,
  changed_from       varchar[] not null,
  changed_to         varchar[] not null,
  reason             text not null,
  document_title     text,
  document_number    text,
  effective_on       date not null,
  status             text not null check (status in ('DRAFT', 'SUBMITTED', 'RETURNED', 'APPROVED')),
  return_reason      text check ((return_reason is null) = (status <> 'RETURNED')),
  proposed_by        text collate "C" references operator,
  organisation       text check ((organisation is null) = (proposed_by is null)),
  version bigint not null, body text not null, audience text not null,
  check (cardinality(changed_from) = cardinality(changed_properties) and cardinality(changed_to) = cardinality(changed_properties)),
  check (proposed_by is null or status <> 'DRAFT')
);
comment on column registry_change.organisation is 'Credit code of the organisation that proposed it: it and the bureau read it until it is approved';
create index registry_change_area on registry_change (area, code);
create index registry_change_kind on registry_change (kind, code);
create index registry_change_status on registry_change (status, code);
create index registry_change_proposed_by on registry_change (proposed_by, code);
create index registry_change_platforms on registry_change using gin (platforms);
select publish('registry_change');

-- Files of lists about a position up to after_position do not have the columns of the edition, so that they keep their bytes.
insert into rule_edition select 2, position from feed_head on conflict do nothing;

-- Stored platforms are in the registry and have no certifications. The bytes are those that a write of the service would make.
update platform set version = version + 1, body = (
  select '{' || string_agg(to_json(property) || ':' || value, ',' order by place) || '}'
  from (select key, value::text, case key when 'note' then 1003 when 'document' then 1004 else place end
        from json_each(body::json) with ordinality as said (key, value, place)
        union all values ('certifications', '[]', 1001), ('status', '"active"', 1002)) as said (property, value, place));
insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id, reason, area)
select 'platform', code, version, 'updated', audience, body, 'migration', 'platforms V23',
       '补入在册状态和认定 / status and certifications added', substring(code from '^(\d{6})-')
from platform order by code;
