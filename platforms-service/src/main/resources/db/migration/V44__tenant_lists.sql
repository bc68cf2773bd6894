-- Changes of a table's shape come first: PostgreSQL alters none whose rows wait for the check at commit.
alter table occupancy_report add column attachment text collate "C" check (attachment ~ '^[0-9a-f]{64}$');
comment on column occupancy_report.attachment is 'SHA-256 of the signed scan, an occupancy_attachment of the organisation';

-- The tenants behind a report's numbers, one place of each array for each of them. The code is the report's.
create table tenant_list (
  code         text collate "C" primary key,
  platform     text collate "C" not null references platform,
  period       text collate "C" not null references reporting_period,
  period_end   date not null,
  organisation text not null,
  accepted     boolean not null,
  names        varchar[] not null,
  credit_codes varchar[] not null,
  entered_on   date[] not null,
  left_on      date[] not null,
  areas_m2     numeric[] not null,
  high_tech    boolean[] not null,
  version bigint not null, body text not null, audience text not null,
  check (cardinality(names) = cardinality(credit_codes) and cardinality(names) = cardinality(entered_on) and cardinality(names) = cardinality(left_on)
    and cardinality(names) = cardinality(areas_m2) and cardinality(names) = cardinality(high_tech))
);
comment on column tenant_list.accepted is 'Whether the report is: callers with a role read the list then';
create index tenant_list_platform on tenant_list (platform, code);
create index tenant_list_period on tenant_list (period, code);
select publish('tenant_list');
