-- The history keeps bodies as text. What roll-ups sum is kept here once more, in typed columns beside the positions from which and
-- up to which it held: a sum of the past is made by the same statement as one of now (decision 63). The columns have the names and
-- the values of the tables. They are null where a body of before does not have the property.

-- Accepted reports alone: nothing else is summed.
create table occupancy_report_history (
  code                     text collate "C" not null,
  from_position            bigint not null,
  to_position              bigint,
  platform                 text collate "C",
  period                   text collate "C",
  kind                     text,
  status                   text,
  amends                   text collate "C",
  usable_area_m2           numeric,
  incubation_area_m2       numeric,
  public_service_area_m2   numeric,
  occupied_area_m2         numeric,
  tenants_at_start         integer,
  tenants                  integer,
  new_tenants              integer,
  graduated_tenants        integer,
  left_tenants             integer,
  high_tech_firms          integer,
  tech_firms               integer,
  university_linked_firms  integer,
  employees                integer,
  graduates_hired          integer,
  revenue_yuan             numeric,
  output_yuan              numeric,
  rd_spending_yuan         numeric,
  taxes_yuan               numeric,
  investment_received_yuan numeric,
  patent_applications      integer,
  patents_granted          integer,
  primary key (code, from_position)
);
create index occupancy_report_history_platform on occupancy_report_history (platform, from_position);

create table platform_history (
  code          text collate "C" not null,
  from_position bigint not null,
  to_position   bigint,
  area          text,
  type          text,
  operator      text collate "C",
  part_of       varchar[] not null,
  located_in    text collate "C",
  level         text,
  status        text not null,
  status_since  date,
  primary key (code, from_position)
);
create index platform_history_area on platform_history (area, code);

create table reporting_period_history (
  code          text collate "C" not null,
  from_position bigint not null,
  to_position   bigint,
  area          text,
  start_date    date,
  end_date      date,
  primary key (code, from_position)
);

-- Readers of one property. None can raise, whatever a body holds: what cannot be copied once could never be sealed.
create or replace function body_text(body jsonb, property text) returns text language sql immutable parallel safe as $$
  select left(body ->> property, 500)
$$;
create or replace function body_number(body jsonb, property text) returns numeric language sql immutable parallel safe as $$
  select case jsonb_typeof(body -> property) when 'number' then (body ->> property)::numeric end
$$;
create or replace function body_count(body jsonb, property text) returns integer language sql immutable parallel safe as $$
  select case when body_number(body, property) between 0 and 999999999 then trunc(body_number(body, property))::integer end
$$;
create or replace function body_day(body jsonb, property text) returns date language sql stable parallel safe as $$
  select case when (body ->> property) ~ '^\d{4}-\d{2}-\d{2}$' and pg_input_is_valid(body ->> property, 'date') then (body ->> property)::date end
$$;
create or replace function body_items(body jsonb, property text) returns jsonb language sql immutable parallel safe as $$
  select case jsonb_typeof(body -> property) when 'array' then body -> property else '[]'::jsonb end
$$;
create or replace function body_words(body jsonb, property text) returns varchar[] language sql immutable parallel safe as $$
  select coalesce(array_agg(word order by place), '{}')::varchar[]
  from jsonb_array_elements_text(body_items(body, property)) with ordinality as listed (word, place)
$$;

-- In the sealing transaction, one statement for each type, whatever the number of rows.
create function occupancy_history_added() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into occupancy_report_history
    (code, from_position, to_position, platform, period, kind, status, amends, usable_area_m2, incubation_area_m2,
     public_service_area_m2, occupied_area_m2, tenants_at_start, tenants, new_tenants, graduated_tenants, left_tenants,
     high_tech_firms, tech_firms, university_linked_firms, employees, graduates_hired, revenue_yuan, output_yuan, rd_spending_yuan,
     taxes_yuan, investment_received_yuan, patent_applications, patents_granted)
  select entity_id, from_position, to_position, body_text(said, 'platform'), body_text(said, 'period'), upper(body_text(said, 'kind')),
         'ACCEPTED', null, body_number(said, 'usableAreaM2'), body_number(said, 'incubationAreaM2'),
         body_number(said, 'publicServiceAreaM2'), body_number(said, 'occupiedAreaM2'), body_count(said, 'tenantsAtStart'),
         body_count(said, 'tenants'), body_count(said, 'newTenants'), body_count(said, 'graduatedTenants'),
         body_count(said, 'leftTenants'), body_count(said, 'highTechFirms'), body_count(said, 'techFirms'),
         body_count(said, 'universityLinkedFirms'), body_count(said, 'employees'), body_count(said, 'graduatesHired'),
         body_number(said, 'revenueYuan'), body_number(said, 'outputYuan'), body_number(said, 'rdSpendingYuan'),
         body_number(said, 'taxesYuan'), body_number(said, 'investmentReceivedYuan'), body_count(said, 'patentApplications'),
         body_count(said, 'patentsGranted')
  from (select a.*, body_json(a.body) as said from added a where a.entity_type = 'occupancy-report' offset 0) one
  where body_text(said, 'status') = 'accepted' and body_text(said, 'amends') is null;

  insert into platform_history (code, from_position, to_position, area, type, operator, part_of, located_in, level, status, status_since)
  select entity_id, from_position, to_position, body_text(said, 'area'), upper(body_text(said, 'type')), body_text(said, 'operator'),
         body_words(said, 'partOf'), body_text(said, 'locatedIn'), upper(body_text(said, 'level')),
         coalesce(upper(body_text(said, 'status')), 'ACTIVE'), body_day(said, 'statusSince')
  from (select a.*, body_json(a.body) as said from added a where a.entity_type = 'platform' offset 0) one;

  insert into reporting_period_history (code, from_position, to_position, area, start_date, end_date)
  select entity_id, from_position, to_position, body_text(said, 'area'), body_day(said, 'startDate'), body_day(said, 'endDate')
  from (select a.*, body_json(a.body) as said from added a where a.entity_type = 'reporting-period' offset 0) one;
  return null;
end $$;

create function occupancy_history_ended() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update occupancy_report_history h set to_position = e.to_position from ended e
    where e.entity_type = 'occupancy-report' and h.code = e.entity_id and h.from_position = e.from_position;
  update platform_history h set to_position = e.to_position from ended e
    where e.entity_type = 'platform' and h.code = e.entity_id and h.from_position = e.from_position;
  update reporting_period_history h set to_position = e.to_position from ended e
    where e.entity_type = 'reporting-period' and h.code = e.entity_id and h.from_position = e.from_position;
  return null;
end $$;
revoke all on function occupancy_history_added(), occupancy_history_ended() from public;

create trigger occupancy_added after insert on history
  referencing new table as added for each statement execute function occupancy_history_added();
create trigger occupancy_ended after update on history
  referencing new table as ended for each statement execute function occupancy_history_ended();

-- What was sealed before goes the same way, through a table that has the same trigger.
create temporary table sealed_before (like history);
create trigger occupancy_added after insert on sealed_before
  referencing new table as added for each statement execute function occupancy_history_added();
insert into sealed_before select * from history where entity_type in ('occupancy-report', 'platform', 'reporting-period');
drop table sealed_before;

grant select on occupancy_report_history, platform_history, reporting_period_history to ${service}_app, ${service}_reader;
