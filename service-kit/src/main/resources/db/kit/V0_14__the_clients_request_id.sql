-- The id that the client gave its request stands beside ours, in the log of reads.
alter table read_log
  add column client_request_id text collate "C" check (octet_length(client_request_id) <= 64);
comment on column read_log.client_request_id is 'X-Request-Id as the client sent it; null if it sent none that is valid';
grant insert (client_request_id) on read_log to ${service}_app;
