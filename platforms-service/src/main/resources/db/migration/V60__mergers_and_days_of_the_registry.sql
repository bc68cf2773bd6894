-- Changes of a table's shape come first: PostgreSQL alters none whose rows wait for the check at commit.
-- A merger takes with it what hangs on the platforms that go in (decision 68).
alter table platform_target
  add column stated_for text collate "C" references platform,
  add column closed_on  date,
  add column closed_by  text collate "C",
  add column holds_from date,
  add check (stated_for <> platform),
  add check ((closed_on is null) = (closed_by is null));
comment on column platform_target.stated_for is 'The platform that documents name, where it was merged and another one has the target now';
comment on column platform_target.closed_by is 'The merger after which the target of the platform that goes on is judged in its place';
alter table registry_change
  add column moved_targets  varchar[],
  add column closed_targets varchar[],
  add column moved_members  varchar[];

-- From which day on the content holds: reads with a day take the last version that had begun.
alter table platform add column holds_from date;
comment on column platform.holds_from is 'The latest day of the approved changes; null where none said a day';

-- What roll-ups need besides: the operator that reported, when a platform joined, and what goes on in its place.
alter table occupancy_report_history add column operator text collate "C";
alter table platform_history
  add column added_on    date,
  add column merged_into text collate "C",
  add column valid_from  date;
update occupancy_report_history t set operator = body_text(body_json(h.body), 'operator')
  from history h where h.entity_type = 'occupancy-report' and h.entity_id = t.code and h.from_position = t.from_position;
update platform_history t
  set added_on = body_day(body_json(h.body), 'addedOn'), merged_into = body_text(body_json(h.body), 'mergedInto'), valid_from = h.valid_from
  from history h where h.entity_type = 'platform' and h.entity_id = t.code and h.from_position = t.from_position;

create or replace function occupancy_history_added() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into occupancy_report_history
    (code, from_position, to_position, platform, period, kind, status, amends, usable_area_m2, incubation_area_m2,
     public_service_area_m2, occupied_area_m2, tenants_at_start, tenants, new_tenants, graduated_tenants, left_tenants,
     high_tech_firms, tech_firms, university_linked_firms, employees, graduates_hired, revenue_yuan, output_yuan, rd_spending_yuan,
     taxes_yuan, investment_received_yuan, patent_applications, patents_granted, operator)
  select entity_id, from_position, to_position, body_text(said, 'platform'), body_text(said, 'period'), upper(body_text(said, 'kind')),
         'ACCEPTED', null, body_number(said, 'usableAreaM2'), body_number(said, 'incubationAreaM2'),
         body_number(said, 'publicServiceAreaM2'), body_number(said, 'occupiedAreaM2'), body_count(said, 'tenantsAtStart'),
         body_count(said, 'tenants'), body_count(said, 'newTenants'), body_count(said, 'graduatedTenants'),
         body_count(said, 'leftTenants'), body_count(said, 'highTechFirms'), body_count(said, 'techFirms'),
         body_count(said, 'universityLinkedFirms'), body_count(said, 'employees'), body_count(said, 'graduatesHired'),
         body_number(said, 'revenueYuan'), body_number(said, 'outputYuan'), body_number(said, 'rdSpendingYuan'),
         body_number(said, 'taxesYuan'), body_number(said, 'investmentReceivedYuan'), body_count(said, 'patentApplications'),
         body_count(said, 'patentsGranted'), body_text(said, 'operator')
  from (select a.*, body_json(a.body) as said from added a where a.entity_type = 'occupancy-report' offset 0) one
  where body_text(said, 'status') = 'accepted' and body_text(said, 'amends') is null;

  insert into platform_history (code, from_position, to_position, area, type, operator, part_of, located_in, level, status, status_since, added_on,
     merged_into, valid_from)
  select entity_id, from_position, to_position, body_text(said, 'area'), upper(body_text(said, 'type')), body_text(said, 'operator'),
         body_words(said, 'partOf'), body_text(said, 'locatedIn'), upper(body_text(said, 'level')),
         coalesce(upper(body_text(said, 'status')), 'ACTIVE'), body_day(said, 'statusSince'), body_day(said, 'addedOn'),
         body_text(said, 'mergedInto'), valid_from
  from (select a.*, body_json(a.body) as said from added a where a.entity_type = 'platform' offset 0) one;

  insert into reporting_period_history (code, from_position, to_position, area, start_date, end_date)
  select entity_id, from_position, to_position, body_text(said, 'area'), body_day(said, 'startDate'), body_day(said, 'endDate')
  from (select a.*, body_json(a.body) as said from added a where a.entity_type = 'reporting-period' offset 0) one;
  return null;
end $$;

-- Files of lists about a position up to after_position do not have the columns of the edition, so that they keep their bytes.
insert into rule_edition select 3, position from feed_head on conflict do nothing;
