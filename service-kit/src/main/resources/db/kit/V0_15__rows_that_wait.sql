-- Rows of a file of which a change waits for a second person.
alter table import_job add column waiting bigint not null default 0;
