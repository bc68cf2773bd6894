alter table indicator
  add column definition      text,
  add column lead_department text,
  add column frequency       text,
  add column sharing         text,
  add column numerator       text collate "C",
  add column denominator     text collate "C" check ((denominator is null) = (numerator is null)),
  add column factor          numeric check (factor > 0),
  add column retired_on      date,
  add column replaced_by     text collate "C";
create index indicator_numerator on indicator (numerator) where numerator is not null;
create index indicator_denominator on indicator (denominator) where denominator is not null;

-- Whose figures were entered before could be read by everybody.
alter table observation
  add column derived_from varchar[],
  add column sharing      text not null default 'UNCONDITIONAL';
alter table observation alter column sharing drop default;
create index observation_derived_from on observation using gin (derived_from) where derived_from is not null;

alter table policy
  add column issued_name text check (issued_name is null or status = 'ISSUED'),
  add column due_on      date;

create table codelist_entry (
  code        text collate "C" primary key,
  list        text not null,
  value       text not null,
  name_zh     text not null,
  name_en     text,
  area        text,
  parent      text collate "C",
  valid_from  date,
  valid_until date check (valid_until > valid_from),
  note        text,
  version bigint not null, body text not null, audience text not null
);
create unique index codelist_entry_key on codelist_entry (list, value, area, valid_from) nulls not distinct;
create index codelist_entry_area on codelist_entry (area, code);
select publish('codelist_entry');
