create table platform (
  code              text collate "C" primary key,
  area              text not null,
  name              text not null,
  aliases           text[] not null,
  type              text not null,
  category          text,
  directions        text[] not null,
  stage             text not null,
  responsible_units text[] not null,
  floor_area_m2     numeric,
  mentions          text[] not null,
  document          text,
  version bigint not null, body text not null, audience text not null
);
comment on column platform.mentions is 'Source and line, as in table-3@342';
create index platform_area on platform (area, code);
create index platform_responsible_units on platform using gin (responsible_units);
select publish('platform');
