-- A report tells how things stood on the last day of its period; a read on an earlier day does not find it.
alter table occupancy_report add column period_end date;
