create table topic (
  code       text collate "C" primary key,
  area       text,
  kind       text,
  number     text,
  name_zh    text not null,
  name_en    text,
  aliases    varchar[] not null,
  parent     text collate "C" references topic,
  start_year integer,
  end_year   integer check (end_year >= start_year),
  opens_on   date,
  fee_yuan   numeric(18,2),
  weight     numeric,
  note       text,
  version bigint not null, body text not null, audience text not null
);
create unique index topic_number on topic (number);
create index topic_area on topic (area, code);
create index topic_kind on topic (kind, code);
create index topic_parent on topic (parent, code);
create index topic_aliases on topic using gin (aliases);
select publish('topic');

create table notice (
  code           text collate "C" primary key,
  topic          text collate "C" not null references topic,
  title_zh       text not null,
  title_en       text,
  content        text,
  day            date not null,
  places         integer check (places >= 0),
  fee_yuan       numeric(18,2),
  words          varchar[] not null,
  status         text not null check (status in ('DRAFT', 'SUBMITTED', 'RETURNED', 'PUBLISHED')),
  return_reason  text,
  return_fields  varchar[] not null,
  return_reasons varchar[] not null,
  version bigint not null, body text not null, audience text not null
);
create index notice_topic on notice (topic, code);
create index notice_status on notice (status, code);
create index notice_words on notice using gin (words);
select publish('notice');
