-- The forms of occupancy reports. An adopted edition does not change: another follows it.
create table form (
  code         text collate "C" primary key,
  area         text not null,
  kind         text not null check (kind in ('MONTH', 'QUARTER', 'HALF', 'YEAR')),
  edition      integer not null check (edition between 1 and 9999),
  effective_on date not null,
  name_zh      text not null,
  name_en      text not null,
  types        varchar[] not null,
  fields       varchar[] not null,
  reason       text not null,
  document     text,
  status       text not null check (status in ('DRAFT', 'ADOPTED')),
  version bigint not null, body text not null, audience text not null,
  constraint code_begins_with_the_area check (starts_with(code, area || '-'))
);
comment on column form.fields is 'name|required|minimum|maximum|labelZh|labelEn|explanationZh|explanationEn';
create index form_area on form (area, code);
create index form_kind on form (kind, code);
create unique index form_key on form (area, kind, edition);
-- One for a day, so that one form is in force.
create unique index form_day on form (area, kind, effective_on) where status = 'ADOPTED';
select publish('form');
