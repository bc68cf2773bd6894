insert into form (code, area, kind, edition, effective_on, name_zh, name_en, types, fields, reason, document, status, version, body, audience)
select '543001-f' || edition, '543001', 'MONTH', edition, effective_on, '月报', 'Monthly report', '{PARK}', fields, '首版', 'd', 'DRAFT', 1,
       format('{"code":"543001-f%s","area":"543001","kind":"month","edition":%s,"effectiveOn":"%s","nameZh":"月报","nameEn":"Monthly report","types":["park"],"fields":[%s],"reason":"首版","document":"d","status":"draft"}',
              edition, edition, effective_on, said), 'BUREAU'
from (values (1, date '2026-06-01'), (2, date '2027-01-01')) as f (edition, effective_on)
cross join (
  select array_agg(format('%s|required|||%s|%s|%s|%s', name, zh, en, zh, en) order by place)::varchar[] as fields,
         string_agg(format('{"name":"%s","labelZh":"%s","labelEn":"%s","unit":"%s","required":true,"explanationZh":"%s","explanationEn":"%s"}',
                           name, zh, en, unit, zh, en), ',' order by place) as said
  from (values (1, 'usableAreaM2', 'm2', '可用', 'usable'), (2, 'occupiedAreaM2', 'm2', '入驻', 'occupied'),
               (3, 'tenantsAtStart', 'firms', '期初', 'at the start'), (4, 'newTenants', 'firms', '新入驻', 'new'),
               (5, 'leftTenants', 'firms', '离开', 'left'), (6, 'graduatedTenants', 'firms', '毕业', 'graduated'),
               (7, 'tenants', 'firms', '期末', 'at the end')) as field (place, name, unit, zh, en)) as asked;

update form
set version = 2, status = 'ADOPTED', body = replace(body, '"draft"', '"adopted"'), audience = 'PUBLIC'
where code = '543001-f1';

insert into period_extension (code, platform, period, due_date, grantor, reason, document, granted_on, status, organisation, version, body, audience)
select '543001-pf-' || n || '-x-2026-m10-20261125', '543001-pf-' || n, '543001-2026-m10', '2026-11-25', '区科技局', '系统迁移', 'd', '2026-11-01',
       'GRANTED', '${ours}', 1,
       format('{"code":"543001-pf-%s-x-2026-m10-20261125","platform":"543001-pf-%s","period":"543001-2026-m10","dueDate":"2026-11-25","grantor":"区科技局","reason":"系统迁移","document":"d","grantedOn":"2026-11-01","status":"granted"}', n, n),
       'ORG:${ours}'
from (values (1), (9)) as p (n);

update period_extension
set version = 2, status = 'REVOKED', revocation_reason = '已恢复',
    body = replace(body, '"granted"}', '"revoked","revocationReason":"已恢复"}')
where platform = '543001-pf-1';

-- Codes of reminders did not have the due day.
insert into occupancy_reminder (code, platform, period, operator, kind, due_on, reminded_on, text, organisation, version, body, audience)
select platform || '-r-2026-m10-' || replace(kind, '_', '-'), platform, '543001-2026-m10', operator, upper(kind), due_on, reminded_on, words,
       organisation, 1,
       format('{"code":"%s-r-2026-m10-%s","platform":"%s","period":"543001-2026-m10","operator":"%s","kind":"%s","dueOn":"%s","remindedOn":"%s","text":"%s"}',
              platform, replace(kind, '_', '-'), platform, operator, kind, due_on, reminded_on, words),
       coalesce('ORG:' || organisation, 'BUREAU')
from (values
  ('543001-pf-3', '543001-op-2', 'overdue', date '2026-11-10', date '2026-11-11', '丙园 2026年10月入驻填报已逾期', '${others}'),
  ('543001-pf-1', '543001-op-1', 'review_overdue', date '2026-11-20', date '2026-11-21', '甲园 2026年10月入驻填报待审核', null))
  as r (platform, operator, kind, due_on, reminded_on, words, organisation);

insert into reminder_day (day) values ('2026-11-11'), ('2026-11-21');
