-- Operators, periods and platforms as they were first stored.
insert into operator (code, area, name, credit_code, version, body, audience)
select '543001-op-' || n, '543001', name, credit_code, 1,
       format('{"code":"543001-op-%s","area":"543001","name":"%s","creditCode":"%s"}', n, name, credit_code), 'PUBLIC'
from (values (1, '甲公司', '${ours}'), (2, '乙公司', '${others}')) as o (n, name, credit_code);

-- Three months, and one span that is none.
insert into reporting_period (code, area, start_date, end_date, due_date, review_due_date, version, body, audience)
select code, '543001', first, last, due, due + 10, 1,
       format('{"code":"%s","area":"543001","startDate":"%s","endDate":"%s","dueDate":"%s","reviewDueDate":"%s"}', code, first, last, due, due + 10),
       'PUBLIC'
from (values ('543001-2026-m08', date '2026-08-01', date '2026-08-31', date '2026-09-10'),
             ('543001-2026-m09', date '2026-09-01', date '2026-09-30', date '2026-10-10'),
             ('543001-2026-m10', date '2026-10-01', date '2026-10-31', date '2026-11-10'),
             ('543001-2026-odd', date '2026-07-15', date '2026-08-14', date '2026-08-20')) as p (code, first, last, due);

insert into platform (code, area, name, aliases, type, directions, stage, operator, responsible_units, floor_area_m2, mentions, note, document,
                      version, body, audience)
values ('543001-pf-1', '543001', '甲","status":1', '{甲园}', 'PARK', '{人工智能}', 'COMPLETED', '543001-op-1', '{}', 17000.50, '{table-3@342}',
        '注', 'd', 1,
        '{"code":"543001-pf-1","area":"543001","name":"甲\",\"status\":1","aliases":["甲园"],"type":"park","functions":[],"directions":["人工智能"],"stage":"completed","operator":"543001-op-1","responsibleUnits":[],"floorAreaM2":17000.50,"mode":[],"keyItems":[],"mentions":[{"source":"table-3","line":342}],"note":"注","document":"d"}',
        'PUBLIC');

insert into platform (code, area, name, aliases, type, directions, stage, operator, responsible_units, mentions, version, body, audience)
select '543001-pf-' || n, '543001', name, '{}', 'PARK', '{}', 'COMPLETED', operator, '{}', '{}', 1,
       format('{"code":"543001-pf-%s","area":"543001","name":"%s","aliases":[],"type":"park","functions":[],"directions":[],"stage":"completed"%s,"responsibleUnits":[],"mode":[],"keyItems":[],"mentions":[]}',
              n, name, ',"operator":"' || operator || '"'), 'PUBLIC'
from (values (2, '乙园', '543001-op-1'), (3, '丙园', '543001-op-2'), (4, '丁园', null), (5, '戊园', '543001-op-1'),
             (8, '辛园', null), (9, '壬园', '543001-op-1')) as p (n, name, operator);

insert into alias (code, area, name, canonical_name, entity_type, relation, occurrences, source_lines, document, version, body, audience)
values ('543001-al-1', '543001', '乙二园', '乙园', 'platform', 'SAME', 2, '{214,366}', 'd', 1,
        '{"code":"543001-al-1","area":"543001","name":"乙二园","canonicalName":"乙园","entityType":"platform","relation":"same","occurrences":2,"sourceLines":[214,366],"document":"d"}',
        'PUBLIC');

-- Reports without a kind, an operator and days. The first was written before the table had the last day of the period.
insert into occupancy_report (code, platform, period, period_end, organisation, usable_area_m2, occupied_area_m2, tenants, new_tenants,
                              graduated_tenants, status, return_fields, return_field_reasons, version, body, audience)
select platform || '-o-2026-m08', platform, '543001-2026-m08', period_end, organisation, 12000, 7600, 42, 3, 1, 'SUBMITTED', '{}', '{}', 1,
       format('{"code":"%s-o-2026-m08","platform":"%s","period":"543001-2026-m08","usableAreaM2":12000,"occupiedAreaM2":7600,"tenants":42,"newTenants":3,"graduatedTenants":1,"status":"submitted","fields":[]}',
              platform, platform), 'ORG:' || organisation
from (values ('543001-pf-1', null::date, '${ours}'), ('543001-pf-2', date '2026-08-31', '${ours}'),
             ('543001-pf-3', date '2026-08-31', '${others}'), ('543001-pf-5', date '2026-08-31', '${ours}')) as r (platform, period_end, organisation);

update occupancy_report
set version = 2, status = 'ACCEPTED', body = replace(body, '"submitted"', '"accepted"'), audience = 'PUBLIC'
where platform in ('543001-pf-1', '543001-pf-5');

update occupancy_report
set version = 2, status = 'RETURNED', return_reason = '请核对', return_fields = '{tenants}', return_field_reasons = '{少了一家}',
    body = replace(body, '"submitted","fields":[]', '"returned","returnReason":"请核对","fields":[{"field":"tenants","reason":"少了一家"}]')
where platform = '543001-pf-2';
