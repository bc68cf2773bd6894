-- Private work of an organisation. Neither table is published: see decision 61.
create table occupancy_draft (
  code         text collate "C",
  organisation text collate "C",
  content      text not null check (octet_length(content) <= 2000000),
  based_on     bigint not null check (based_on >= 0),
  saved_at     timestamptz not null,
  primary key (code, organisation)
);
comment on column occupancy_draft.code is 'Code that the report has or will have';
comment on column occupancy_draft.content is 'JSON of the report as it was sent; it may be incomplete and break rules';
comment on column occupancy_draft.based_on is 'Version of the report that the draft goes back to; 0 if there was none';

-- Signed scans. Who uploads the same bytes twice has them once.
create table occupancy_attachment (
  organisation text collate "C",
  sha256       text collate "C" check (sha256 ~ '^[0-9a-f]{64}$'),
  name         text not null,
  media_type   text not null check (media_type in ('application/pdf', 'image/jpeg', 'image/png')),
  content      bytea not null check (octet_length(content) between 1 and 10485760),
  uploaded_by  text not null,
  uploaded_at  timestamptz not null,
  primary key (organisation, sha256)
);
-- Scans do not compress.
alter table occupancy_attachment alter column content set storage external;

grant select, insert, update, delete on occupancy_draft to ${service}_app;
grant select, insert on occupancy_attachment to ${service}_app;
