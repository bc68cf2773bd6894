-- A data folder restored from a copy belongs to the same server, by its identifier and timeline, and yet positions were rewound. Whoever
-- starts the server may say which folder it is, in the setting zhihe.data_folder: another one than last time begins an epoch.
-- Where one of the two times did not say so, the server alone is compared.
create or replace function begin_epoch_if_restored() returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare
  server text := (select system_identifier::text from pg_control_system()) || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8);
  folder text := nullif(current_setting('zhihe.data_folder', true), '');
  here   text := concat_ws('/', server, folder);
  before text := (select installation from feed_head);
begin
  if before = here or (folder is null and starts_with(before, server || '/')) then
    return false;
  elsif before = server then
    update feed_head set installation = here;
    return false;
  end if;
  update feed_head set installation = here,
    feed_epoch = greatest(feed_epoch + 1, (extract(epoch from clock_timestamp()) - 1577836800)::integer);
  return true;
end $$;
comment on column feed_head.installation is 'System identifier, timeline and, where it is told, data folder of the server that ran last';
