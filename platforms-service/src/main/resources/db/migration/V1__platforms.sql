-- Lists are varchar[], as Hibernate types its parameters: text[] has no operator with those.
create table platform (
  code              text collate "C" primary key,
  area              text not null,
  name              text not null,
  aliases           varchar[] not null,
  type              text not null,
  category          text,
  directions        varchar[] not null,
  stage             text not null,
  responsible_units varchar[] not null,
  floor_area_m2     numeric,
  mentions          varchar[] not null,
  document          text,
  version bigint not null, body text not null, audience text not null
);
comment on column platform.mentions is 'Source and line, as in table-3@342';
create index platform_area on platform (area, code);
create index platform_responsible_units on platform using gin (responsible_units);
select publish('platform');
