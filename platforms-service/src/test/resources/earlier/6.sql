-- Reports that say all, a nil report, and an amendment.
insert into occupancy_report
  (code, platform, period, period_end, organisation, operator, kind, amends, usable_area_m2, incubation_area_m2, public_service_area_m2,
   occupied_area_m2, tenants_at_start, tenants, new_tenants, graduated_tenants, left_tenants, high_tech_firms, tech_firms,
   university_linked_firms, employees, graduates_hired, revenue_yuan, output_yuan, rd_spending_yuan, taxes_yuan, investment_received_yuan,
   patent_applications, patents_granted, comment, status, return_fields, return_field_reasons, submitted_on, due_on, late, version, body,
   audience)
select said ->> 'code', said ->> 'platform', said ->> 'period', p.end_date, '${ours}', said ->> 'operator', upper(said ->> 'kind'),
       said ->> 'amends', (said ->> 'usableAreaM2')::numeric, (said ->> 'incubationAreaM2')::numeric,
       (said ->> 'publicServiceAreaM2')::numeric, (said ->> 'occupiedAreaM2')::numeric, (said ->> 'tenantsAtStart')::integer,
       (said ->> 'tenants')::integer, (said ->> 'newTenants')::integer, (said ->> 'graduatedTenants')::integer,
       (said ->> 'leftTenants')::integer, (said ->> 'highTechFirms')::integer, (said ->> 'techFirms')::integer,
       (said ->> 'universityLinkedFirms')::integer, (said ->> 'employees')::integer, (said ->> 'graduatesHired')::integer,
       (said ->> 'revenueYuan')::numeric, (said ->> 'outputYuan')::numeric, (said ->> 'rdSpendingYuan')::numeric,
       (said ->> 'taxesYuan')::numeric, (said ->> 'investmentReceivedYuan')::numeric, (said ->> 'patentApplications')::integer,
       (said ->> 'patentsGranted')::integer, said ->> 'comment', 'SUBMITTED', '{}', '{}', (said ->> 'submittedOn')::date,
       (said ->> 'dueOn')::date, (said ->> 'late')::boolean, 1, written.body, 'ORG:${ours}'
from (values
  ('{"code":"543001-pf-1-o-2026-m09","platform":"543001-pf-1","period":"543001-2026-m09","operator":"543001-op-1","kind":"regular","usableAreaM2":12000,"incubationAreaM2":9000,"publicServiceAreaM2":800,"occupiedAreaM2":7600.5,"tenantsAtStart":42,"tenants":42,"newTenants":3,"graduatedTenants":1,"leftTenants":2,"highTechFirms":4,"techFirms":11,"universityLinkedFirms":2,"employees":300,"graduatesHired":5,"revenueYuan":9000000.00,"outputYuan":12500000.00,"rdSpendingYuan":800000.00,"taxesYuan":300000.00,"investmentReceivedYuan":0.00,"patentApplications":3,"patentsGranted":1,"comment":"二号楼交付","status":"submitted","fields":[],"submittedOn":"2026-10-08","dueOn":"2026-10-10","late":false}'),
  ('{"code":"543001-pf-1-o-2026-m10","platform":"543001-pf-1","period":"543001-2026-m10","operator":"543001-op-1","kind":"regular","usableAreaM2":12000,"occupiedAreaM2":7600.5,"tenantsAtStart":42,"tenants":42,"newTenants":3,"graduatedTenants":1,"leftTenants":2,"status":"submitted","fields":[],"submittedOn":"2026-11-12","dueOn":"2026-11-10","late":true}'),
  ('{"code":"543001-pf-2-o-2026-m09","platform":"543001-pf-2","period":"543001-2026-m09","operator":"543001-op-1","kind":"regular","usableAreaM2":12000,"occupiedAreaM2":7600.5,"tenantsAtStart":42,"tenants":42,"newTenants":3,"graduatedTenants":1,"leftTenants":2,"status":"submitted","fields":[],"submittedOn":"2026-10-08","dueOn":"2026-10-10","late":false}'),
  ('{"code":"543001-pf-5-o-2026-m09","platform":"543001-pf-5","period":"543001-2026-m09","operator":"543001-op-1","kind":"nil","comment":"停业装修","status":"submitted","fields":[],"submittedOn":"2026-10-08","dueOn":"2026-10-10","late":false}')) as written (body)
cross join lateral (select written.body::jsonb as said) as read
join reporting_period p on p.code = said ->> 'period';

update occupancy_report
set version = 2, status = 'ACCEPTED', revision = 1, body = left(replace(body, '"submitted"', '"accepted"'), -1) || ',"revision":1}',
    audience = 'PUBLIC'
where code in ('543001-pf-1-o-2026-m09', '543001-pf-5-o-2026-m09');

update occupancy_report
set version = 2, status = 'RETURNED', return_reason = '请核对', return_fields = '{tenants,comment}', return_codes = '{INCONSISTENT,""}',
    return_field_reasons = '{少了一家,请说明}',
    body = replace(body, '"submitted","fields":[]',
      '"returned","returnReason":"请核对","fields":[{"field":"tenants","code":"inconsistent","reason":"少了一家"},{"field":"comment","reason":"请说明"}]')
where code = '543001-pf-2-o-2026-m09';

insert into occupancy_report (code, platform, period, period_end, organisation, operator, kind, amends, usable_area_m2, occupied_area_m2,
                              tenants_at_start, tenants, new_tenants, graduated_tenants, left_tenants, comment, status, return_fields,
                              return_field_reasons, submitted_on, version, body, audience)
values ('543001-pf-1-o-2026-m09-a1', '543001-pf-1', '543001-2026-m09', '2026-09-30', '${ours}', '543001-op-1', 'REGULAR',
        '543001-pf-1-o-2026-m09', 12000, 7600.5, 43, 43, 3, 1, 2, '漏报一家', 'SUBMITTED', '{}', '{}', '2026-10-20', 1,
        '{"code":"543001-pf-1-o-2026-m09-a1","platform":"543001-pf-1","period":"543001-2026-m09","operator":"543001-op-1","kind":"regular","amends":"543001-pf-1-o-2026-m09","usableAreaM2":12000,"occupiedAreaM2":7600.5,"tenantsAtStart":43,"tenants":43,"newTenants":3,"graduatedTenants":1,"leftTenants":2,"comment":"漏报一家","status":"submitted","fields":[],"submittedOn":"2026-10-20"}',
        'ORG:${ours}');
