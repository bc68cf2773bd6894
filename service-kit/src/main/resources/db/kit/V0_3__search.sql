-- The names under which published entities are found, kept by the change log in the transaction that changes them.
-- grams is all that a search asks the index by: characters and pairs of the normal text, those it begins with after ^, pairs and
-- letters of the initials in capitals, those of codes after =, and what the name is: #alias its kind, #alias12 its kind and length, ~platform its type, @500106 its area.
create table search_name (
  entity_type text collate "C" not null,
  entity_id   text collate "C" not null,
  place       integer not null check (place >= 0),
  kind        text not null check (kind in ('name', 'alias', 'code')),
  text        text not null,
  normal      text collate "C" not null,
  initials    text collate "C" not null,
  area        text,
  audience    text not null,
  grams       varchar[] not null,
  primary key (entity_type, entity_id, place)
);
comment on column search_name.place is 'Order of an entity''s names; 0 is the one that is shown';
comment on column search_name.normal is 'Letters and digits alone, without width and case';
comment on column search_name.initials is 'For each character the letters it may be read with, |cz|q| for 重庆; empty without Chinese characters';

-- One index answers everything, so that no plan depends on how common a word seems. What is new waits in a list that every
-- search reads through: a short one, which costs a search little, and still a tenth of the time of writing each gram at once.
create index search_name_grams on search_name using gin (grams) with (gin_pending_list_limit = 512);

-- The types whose names are all there: a service fills in those of entities stored before they could be found.
create table search_filled (
  entity_type text collate "C" primary key,
  rules       integer not null
);
comment on column search_filled.rules is 'Number of the rules they were spelt by; a service with newer rules spells them anew';

grant select, insert, delete on search_name to ${service}_app;
grant select, insert, update on search_filled to ${service}_app;
grant select on search_name, search_filled to ${service}_reader;
