-- Changes of a table's shape come first: PostgreSQL alters none whose rows wait for the check at commit.
-- Two amendments of a report may be due on the same day, as may the report itself. Reminders of before name none.
alter table occupancy_reminder add column amendment text collate "C";
comment on column occupancy_reminder.amendment is 'Code of the amendment that it is about; null if it is about the report itself';
drop index occupancy_reminder_key;
create unique index occupancy_reminder_key on occupancy_reminder (platform, period, kind, due_on, amendment) nulls not distinct;

-- Files of lists about a position up to after_position do not have the columns of the edition, so that they keep their bytes.
insert into rule_edition select 4, position from feed_head on conflict do nothing;
