-- A job that was over could become 'waiting' again when the clearing up behind it failed; nobody took it up, and it waited for ever.
-- Such jobs are given back the state in which they ended, which their detail tells.
update import_job set state = case
    when detail_zh is null and cancel_asked and applied < rows then 'cancelled'
    when detail_zh is null or detail_zh like '错误超过 % 处，只列出前面的部分%' then 'done'
    when detail_zh like '多次尝试未能完成%' or detail_zh like '未能全部写入%' or detail_zh like '检查之后内容被他人更改%' then 'failed'
    else 'rejected' end
where finished_at is not null and state in ('waiting', 'checking', 'applying');

alter table import_job
  add column failures integer not null default 0,
  add column deaths integer not null default 0,
  add column key_client text collate "C",
  add column key text collate "C",
  add constraint import_job_ends_once check ((finished_at is null) = (state in ('waiting', 'checking', 'applying')));
comment on column import_job.attempts is 'How often it was taken up; whoever holds a lower number has lost the job';
comment on column import_job.failures is 'Attempts in a row that broke off and wrote nothing';
comment on column import_job.deaths is 'Attempts in a row that ended without a word, as when the service is killed, and wrote nothing';
comment on column import_job.seen_at is 'When a worker last said that it works on it; null while it waits for one';
comment on column import_job.key is 'Idempotency-Key under which it was submitted, free again once it ends other than done; key_client is whose key that is';

create function import_job_is_over() returns trigger language plpgsql as $$
begin
  raise exception 'import job % is over: %', old.id, old.state using errcode = 'check_violation';
end $$;
create trigger import_job_is_over before update on import_job
  for each row when (old.finished_at is not null) execute function import_job_is_over();

-- What is cleared up is locked first, so that rows locked by others are left for the next time.
grant update on import_job_error to ${service}_app;
