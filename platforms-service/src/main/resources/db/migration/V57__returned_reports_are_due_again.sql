-- Changes of a table's shape come first: PostgreSQL alters none whose rows wait for the check at commit.
-- Reports that were returned before have no such day, and are not late again.
alter table occupancy_report add column resubmit_by date check (resubmit_by is null or status = 'RETURNED');
comment on column occupancy_report.resubmit_by is 'Last day to resubmit a returned report';
-- Those under review are few, as are nil reports: they are found without the others.
create index occupancy_report_open on occupancy_report (status, platform, period) where status <> 'ACCEPTED';
create index occupancy_report_nil on occupancy_report (platform, period) where kind = 'NIL';

-- Files of lists about a position up to after_position do not have the columns of the edition, so that they keep their bytes.
insert into rule_edition select 3, position from feed_head on conflict do nothing;

-- Another due day is reminded of anew: after an extension, and after a return.
drop index occupancy_reminder_key;
create unique index occupancy_reminder_key on occupancy_reminder (platform, period, kind, due_on);
