-- Changes of a table's shape come first: PostgreSQL alters none whose rows wait for the check at commit.
-- Rows of before have none of these. A nil report has no figures.
alter table occupancy_report
  alter column usable_area_m2 drop not null,
  alter column occupied_area_m2 drop not null,
  alter column tenants drop not null,
  alter column new_tenants drop not null,
  alter column graduated_tenants drop not null,
  drop constraint if exists occupancy_report_check2, -- of new_tenants: who entered may have left by the end
  add constraint new_tenants_not_below_0 check (new_tenants >= 0),
  add column operator                  text collate "C",
  add column kind                      text check (kind in ('REGULAR', 'NIL')),
  add column amends                    text collate "C" references occupancy_report,
  add column public_service_area_m2    numeric check (public_service_area_m2 >= 0 and public_service_area_m2 <= usable_area_m2),
  add column tenants_at_start          integer check (tenants_at_start >= 0),
  add column university_linked_firms   integer check (university_linked_firms >= 0 and university_linked_firms <= tenants),
  add column graduates_hired           integer check (graduates_hired >= 0),
  add column revenue_yuan              numeric(18,2) check (revenue_yuan >= 0),
  add column rd_spending_yuan          numeric(18,2) check (rd_spending_yuan >= 0),
  add column taxes_yuan                numeric(18,2) check (taxes_yuan >= 0),
  add column investment_received_yuan  numeric(18,2) check (investment_received_yuan >= 0),
  add column patent_applications       integer check (patent_applications >= 0),
  add column patents_granted           integer check (patents_granted >= 0),
  add column submitted_on              date,
  add column due_on                    date,
  add column late                      boolean,
  add column revision                  integer check (revision >= 1),
  add column amended_by                text collate "C",
  add column return_codes              varchar[] not null default '{}',
  add constraint a_regular_report_has_figures check (kind is not distinct from 'NIL' or (usable_area_m2 is not null and occupied_area_m2 is not null
    and tenants is not null and new_tenants is not null and graduated_tenants is not null)),
  add constraint a_nil_report_has_none check (kind is distinct from 'NIL'
    or coalesce(usable_area_m2, occupied_area_m2, tenants, new_tenants, output_yuan) is null),
  add constraint tenants_add_up check (tenants_at_start + new_tenants - left_tenants - graduated_tenants = tenants),
  add constraint return_codes_of_fields check (return_codes = '{}' or cardinality(return_codes) = cardinality(return_fields));
comment on column occupancy_report.amends is 'The accepted report that this amendment is to replace the content of';
comment on column occupancy_report.revision is 'How often the content was accepted: 1, and one more with each amendment; null until it is accepted';
-- A platform has one report of a period, and one amendment of it under review at a time.
drop index occupancy_report_key;
create unique index occupancy_report_key on occupancy_report (platform, period) where amends is null;
create unique index occupancy_report_open_amendment on occupancy_report (amends) where status <> 'ACCEPTED';
create index occupancy_report_amends on occupancy_report (amends, code);
create index occupancy_report_operator on occupancy_report (operator, code);
create index occupancy_report_platform on occupancy_report (platform, code);

-- Files of lists about a position up to after_position do not have the columns of the edition, so that they keep their bytes.
create table rule_edition (
  edition        int primary key,
  after_position bigint not null
);
insert into rule_edition select 2, position from feed_head;
grant select on rule_edition to ${service}_app, ${service}_reader;
