-- Content must not stop the log. The sealer copies bodies into the history, whose indexes read them: what it once cannot copy, it
-- can never copy. So a body is read by a function that cannot raise, an index key has a greatest length, and a body that is not
-- JSON for PostgreSQL is refused before it is committed.

-- The body as jsonb; null if it cannot be read. Text cannot hold the character U+0000 nor half a surrogate pair, which JSON can
-- escape: such a character is read as U+FFFD, so that the rest of an old body is still found. Not parallel safe, because a block that
-- catches errors is a subtransaction. An index says left(body_json(body) ->> 'x', 200): that is the longest key.
create function body_json(body text) returns jsonb language plpgsql immutable strict as $$
begin
  return body::jsonb;
exception when data_exception or program_limit_exceeded then
  begin
    return regexp_replace(body, '(?<!\\)((\\\\)*)\\u(0000|[dD][89a-fA-F][0-9a-fA-F]{2})', '\1\\ufffd', 'g')::jsonb;
  exception when data_exception or program_limit_exceeded then
    return null;
  end;
end $$;

-- What stands for a long text in a unique index: a B-tree takes no key beyond a third of a page.
create function text_key(value text) returns bytea language sql immutable strict parallel safe as $$
  select sha256(convert_to(value, 'UTF8'))
$$;

-- The log itself fills the queue, so that the application cannot put a row there that is not its own.
create function queue_changes() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  unreadable record;
begin
  select entity_type, entity_id, version into unreadable from added
    where body is not null and not pg_input_is_valid(body, 'jsonb') limit 1;
  if found then
    raise exception '% %: the body of version % cannot be read as JSON by the database',
      unreadable.entity_type, unreadable.entity_id, unreadable.version using errcode = 'ZH003';
  end if;
  insert into change_queue (log_id) select log_id from added;
  return null;
end $$;
revoke all on function queue_changes() from public;
create trigger queued after insert on change_log
  referencing new table as added for each statement execute function queue_changes();
revoke insert (log_id) on change_queue from ${service}_app;
-- What the application may have put there that was not its own would wait for ever, and everything with it.
delete from change_queue q where not exists (select from change_log l where l.log_id = q.log_id)
  or exists (select from sealed_change s where s.log_id = q.log_id);

-- Migrations released earlier put the rows that they log into the queue themselves, and may run after this one.
create function queued_already() returns trigger language plpgsql as $$
begin
  return null;
end $$;
create trigger queued_already before insert on change_queue
  for each row when (pg_trigger_depth() = 0) execute function queued_already();
