create table platform_target (
  code         text collate "C" primary key,
  area         text not null,
  platform     text collate "C" not null references platform,
  measure      text not null,
  comparator   text not null,
  value        numeric not null check (value >= 0),
  counted_from date,
  deadline     date not null,
  statements   varchar[] not null,
  note         text,
  document     text,
  version bigint not null, body text not null, audience text not null,
  check (counted_from <= deadline)
);
comment on column platform_target.value is 'In the unit of the measure';
comment on column platform_target.counted_from is 'Set where the figures of periods are added up';
create index platform_target_area on platform_target (area, code);
create index platform_target_platform on platform_target (platform, code);
create unique index platform_target_key on platform_target (platform, measure, comparator, value, coalesce(counted_from, '0001-01-01'), deadline);
select publish('platform_target');
