-- What platforms are part of, and on whose premises they are. Deferred: a file may name the whole after its parts.
alter table platform
  add column part_of    varchar[] check (cardinality(part_of) > 0),
  add column located_in text collate "C" references platform deferrable initially deferred;
create index platform_part_of on platform using gin (part_of);
create index platform_located_in on platform (located_in, code);
