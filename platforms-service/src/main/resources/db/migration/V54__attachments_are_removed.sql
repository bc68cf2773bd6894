-- An organisation may remove a file that no report names.
create index occupancy_report_attachment on occupancy_report (attachment) where attachment is not null;
grant delete on occupancy_attachment to ${service}_app;
