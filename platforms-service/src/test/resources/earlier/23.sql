-- An administrator accepted a credit code that fails its check.
insert into operator (code, area, name, credit_code, credit_code_note, version, body, audience)
values ('543001-op-3', '543001', '丙公司', '91543001MA00000300', '原件核对无误', 1,
        '{"code":"543001-op-3","area":"543001","name":"丙公司","creditCode":"91543001MA00000300","creditCodeNote":"原件核对无误"}', 'PUBLIC');

-- A platform that an approved change added, within others.
insert into platform (code, area, name, aliases, type, directions, stage, responsible_units, mentions, part_of, located_in, level,
                      certification_names, certification_levels, certification_days, certification_until, certification_documents,
                      certification_numbers, status, added_on, added_by, decided, version, body, audience)
values ('543001-pf-6', '543001', '己集群', '{}', 'INCUBATOR_CLUSTER', '{}', 'COMPLETED', '{}', '{}', '{543001-pf-3}', '543001-pf-1', 'MUNICIPAL',
        '{市级集群}', '{MUNICIPAL}', '{2026-01-15}', '{NULL}', '{通知}', '{渝科〔2026〕1号}', 'ACTIVE', '2026-02-01', '543001-rc5',
        '{level,name,partOf}', 1,
        '{"code":"543001-pf-6","area":"543001","name":"己集群","aliases":[],"type":"incubator_cluster","functions":[],"directions":[],"stage":"completed","responsibleUnits":[],"mode":[],"keyItems":[],"partOf":["543001-pf-3"],"locatedIn":"543001-pf-1","mentions":[],"level":"municipal","certifications":[{"name":"市级集群","level":"municipal","certifiedOn":"2026-01-15","document":"通知","documentNumber":"渝科〔2026〕1号"}],"status":"active","addedOn":"2026-02-01","addedBy":"543001-rc5"}',
        'PUBLIC');

-- One that an approved change gave to another operator, and one that left the registry.
update platform
set version = version + 1, operator = '543001-op-2', decided = '{operator}',
    body = replace(body, '"responsibleUnits"', '"operator":"543001-op-2","responsibleUnits"')
where code = '543001-pf-4';

update platform
set version = version + 1, status = 'WITHDRAWN', status_since = '2026-06-01', status_by = '543001-rc7',
    body = replace(body, '"status":"active"', '"status":"withdrawn","statusSince":"2026-06-01","statusBy":"543001-rc7"')
where code = '543001-pf-8';

-- Changes that were approved, that wait, and that were returned. Two came from an operator.
insert into registry_change (code, area, kind, platforms, into_platform, changed_properties, changed_from, changed_to, reason, document_title,
                             document_number, effective_on, status, proposed_by, organisation, version, body, audience)
select code, '543001', upper(kind), array[platform], into_platform, coalesce(properties, '{}'), coalesce(changed_from, '{}'),
       coalesce(changed_to, '{}'), '动态调整', '通知', '试1号', effective_on, 'SUBMITTED', proposed_by, organisation, 1,
       format('{"code":"%s","area":"543001","kind":"%s","platforms":["%s"]%s,"changes":[%s],"reason":"动态调整","documentTitle":"通知","documentNumber":"试1号","effectiveOn":"%s","status":"submitted"%s}',
              code, kind, platform, ',"into":"' || into_platform || '"',
              (select string_agg(format('{"property":"%s"%s,"after":"%s"}', property, ',"before":"' || was || '"', becomes), ',')
               from unnest(properties, changed_from, changed_to) as item (property, was, becomes)),
              effective_on, ',"proposedBy":"' || proposed_by || '"'),
       coalesce('ORG:' || organisation, 'BUREAU')
from (values
  ('543001-rc1', 'operator', date '2026-06-01', '543001-pf-4', null, '{operator}'::varchar[], '{NULL}'::varchar[], '{543001-op-2}'::varchar[], null, null),
  ('543001-rc2', 'merger', date '2026-11-14', '543001-pf-5', '543001-pf-2', null, null, null, null, null),
  ('543001-rc3', 'correction', date '2026-06-01', '543001-pf-1', null, '{note}', '{注}', '{新注}', '543001-op-1', '${ours}'),
  ('543001-rc4', 'suspension', date '2026-06-01', '543001-pf-3', null, null, null, null, null, null),
  ('543001-rc5', 'addition', date '2026-06-01', '543001-pf-6', null, '{name,partOf,level}', '{NULL,NULL,NULL}', '{己集群,543001-pf-3,municipal}', null, null),
  ('543001-rc6', 'merger', date '2026-11-14', '543001-pf-9', '543001-pf-2', null, null, null, null, null),
  ('543001-rc7', 'withdrawal', date '2026-06-01', '543001-pf-8', null, null, null, null, null, null),
  ('543001-rc8', 'correction', date '2026-06-01', '543001-pf-2', null, '{note}', '{NULL}', '{注}', '543001-op-1', '${ours}'))
  as c (code, kind, effective_on, platform, into_platform, properties, changed_from, changed_to, proposed_by, organisation);

update registry_change
set version = 2, status = 'APPROVED', body = replace(body, '"submitted"', '"approved"'), audience = 'PUBLIC'
where code in ('543001-rc1', '543001-rc5', '543001-rc7');

update registry_change
set version = 2, status = 'RETURNED', return_reason = '请核对',
    body = replace(body, '"status":"submitted"', '"status":"returned","returnReason":"请核对"')
where code in ('543001-rc3', '543001-rc4');

insert into platform_target (code, area, platform, measure, comparator, value, counted_from, deadline, statements, note, document, version, body,
                             audience)
values ('543001-pt-1', '543001', '543001-pf-1', 'OUTPUT_YUAN', 'GE', 1200000000.00, '2026-01-01', '2026-12-31', '{"table-10@557 12 亿"}', '注', 'd', 1,
        '{"code":"543001-pt-1","area":"543001","platform":"543001-pf-1","measure":"output_yuan","comparator":"ge","value":1200000000.00,"countedFrom":"2026-01-01","deadline":"2026-12-31","statements":[{"source":"table-10","line":557,"words":"12 亿"}],"note":"注","document":"d"}',
        'PUBLIC'),
       ('543001-pt-2', '543001', '543001-pf-9', 'TENANTS', 'GE', 40, null, '2026-12-31', '{}', null, null, 1,
        '{"code":"543001-pt-2","area":"543001","platform":"543001-pf-9","measure":"tenants","comparator":"ge","value":40,"deadline":"2026-12-31","statements":[]}',
        'PUBLIC');
