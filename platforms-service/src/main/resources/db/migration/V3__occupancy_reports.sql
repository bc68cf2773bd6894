-- The figures of a platform for a reporting period. What the rules refuse, the table refuses too.
create table occupancy_report (
  code                 text collate "C" primary key,
  platform             text collate "C" not null references platform,
  period               text collate "C" not null references reporting_period,
  organisation         text not null,
  usable_area_m2       numeric not null check (usable_area_m2 >= 0),
  incubation_area_m2   numeric check (incubation_area_m2 >= 0 and incubation_area_m2 <= usable_area_m2),
  occupied_area_m2     numeric not null check (occupied_area_m2 >= 0 and occupied_area_m2 <= usable_area_m2),
  tenants              integer not null check (tenants >= 0),
  new_tenants          integer not null check (new_tenants >= 0 and new_tenants <= tenants),
  graduated_tenants    integer not null check (graduated_tenants >= 0),
  left_tenants         integer check (left_tenants >= 0),
  high_tech_firms      integer check (high_tech_firms >= 0 and high_tech_firms <= tenants),
  tech_firms           integer check (tech_firms >= 0 and tech_firms <= tenants),
  employees            integer check (employees >= 0),
  output_yuan          numeric(18,2) check (output_yuan >= 0),
  comment              text,
  status               text not null check (status in ('SUBMITTED', 'RETURNED', 'ACCEPTED')),
  return_reason        text,
  return_fields        varchar[] not null,
  return_field_reasons varchar[] not null,
  version bigint not null, body text not null, audience text not null,
  check ((status = 'RETURNED') = (return_reason is not null)),
  check (cardinality(return_fields) = cardinality(return_field_reasons))
);
comment on column occupancy_report.organisation is 'Credit code of the organisation that handed in what stands here: it and the bureau read it until it is accepted';
create unique index occupancy_report_key on occupancy_report (platform, period);
create index occupancy_report_period on occupancy_report (period, code);
create index occupancy_report_status on occupancy_report (status, code);
select publish('occupancy_report');
