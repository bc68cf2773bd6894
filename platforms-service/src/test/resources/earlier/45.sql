insert into occupancy_rule (code, area, effective_on, stock_jump_percent, flow_jump_percent, year_jump_percent, peer_spreads, peers_at_least,
                            slip_comparisons, reason, document, status, version, body, audience)
select '543001-or' || n, '543001', effective_on, 200, 300, 400, 2, 5, 2, '试行', 'd', 'DRAFT', 1,
       format('{"code":"543001-or%s","area":"543001","effectiveOn":"%s","stockJumpPercent":200,"flowJumpPercent":300,"yearJumpPercent":400,"peerSpreads":2,"peersAtLeast":5,"slipComparisons":2,"reason":"试行","document":"d","status":"draft"}', n, effective_on),
       'BUREAU'
from (values (1, date '2026-06-01'), (2, date '2027-01-01')) as r (n, effective_on);

update occupancy_rule
set version = 2, status = 'ADOPTED', body = replace(body, '"draft"', '"adopted"'), audience = 'PUBLIC'
where code = '543001-or1';

insert into occupancy_attachment (organisation, sha256, name, media_type, content, uploaded_by, uploaded_at)
select '${ours}', encode(sha256(content), 'hex'), 'scan.pdf', 'application/pdf', content, 'olga', '2026-11-05T01:00:00Z'
from (select convert_to('%PDF-1.7 earlier', 'UTF8') as content) as scan;

-- Reports with tenant lines and a scan.
insert into occupancy_report (code, platform, period, period_end, organisation, operator, kind, usable_area_m2, occupied_area_m2, tenants_at_start,
                              tenants, new_tenants, graduated_tenants, left_tenants, attachment, status, return_fields, return_field_reasons,
                              submitted_on, due_on, late, version, body, audience)
select platform || '-o-2026-m10', platform, '543001-2026-m10', '2026-10-31', '${ours}', '543001-op-1', 'REGULAR', 12000, 21, 1, 2, 1, 0, 0, sha256,
       'SUBMITTED', '{}', '{}', '2026-11-06', '2026-11-10', false, 1,
       format('{"code":"%s-o-2026-m10","platform":"%s","period":"543001-2026-m10","operator":"543001-op-1","kind":"regular","usableAreaM2":12000,"occupiedAreaM2":21,"tenantsAtStart":1,"tenants":2,"newTenants":1,"graduatedTenants":0,"leftTenants":0,"attachment":"%s","status":"submitted","fields":[],"submittedOn":"2026-11-06","dueOn":"2026-11-10","late":false}',
              platform, platform, sha256), 'ORG:${ours}'
from occupancy_attachment cross join (values ('543001-pf-2'), ('543001-pf-5')) as p (platform)
where organisation = '${ours}';

insert into tenant_list (code, platform, period, period_end, organisation, accepted, names, credit_codes, entered_on, left_on, areas_m2, high_tech,
                         version, body, audience)
select code, platform, period, period_end, organisation, false, '{企业一,企业二}', '{911101011MA0000001,911101011MA0000002}',
       '{2026-09-05,2026-10-05}', '{NULL,NULL}', '{10.5,10.5}', '{t,NULL}', 1,
       format('{"code":"%s","platform":"%s","period":"%s","tenantLines":[{"name":"企业一","creditCode":"911101011MA0000001","enteredOn":"2026-09-05","areaM2":10.5,"highTech":true},{"name":"企业二","creditCode":"911101011MA0000002","enteredOn":"2026-10-05","areaM2":10.5}]}',
              code, platform, period), audience
from occupancy_report where attachment is not null and code like '543001-%';

update occupancy_report
set version = 2, status = 'ACCEPTED', revision = 1, body = left(replace(body, '"submitted"', '"accepted"'), -1) || ',"revision":1}',
    audience = 'PUBLIC'
where code = '543001-pf-5-o-2026-m10';

update tenant_list set accepted = true, audience = 'CONDITIONAL', version = 2 where code = '543001-pf-5-o-2026-m10';

insert into occupancy_draft (code, organisation, content, based_on, saved_at)
values ('543001-pf-9-o-2026-m10', '${ours}', '{"platform":"543001-pf-9","period":"543001-2026-m10","kind":"regular","tenants":7}', 0,
        '2026-11-05T02:00:00Z');
