-- The history keeps bodies as text. What roll-ups sum is kept here once more, in typed columns beside the positions from which and
-- up to which it held: a sum of the past is then a range of positions, made by the same statement as one of now (decision 47).
-- The columns have the names and the values of the tables. They are null where a body of before does not have the property.
create table ledger_entry_history (
  code          text collate "C" not null,
  from_position bigint not null,
  to_position   bigint,
  valid_from    date,
  valid_to      date,
  plan          text collate "C",
  project       text collate "C",
  kind          text,
  month         text collate "C",
  amount_yuan   numeric,
  source        text,
  primary key (code, from_position)
);
create index ledger_entry_history_plan on ledger_entry_history (plan, from_position);

create table project_history (
  code          text collate "C" not null,
  from_position bigint not null,
  to_position   bigint,
  valid_from    date,
  valid_to      date,
  plan          text collate "C",
  programme     text collate "C",
  location      text,
  lead_units    varchar[] not null,
  tags          varchar[] not null,
  stage         text,
  stage_words   varchar[] not null,
  stage_since   date[] not null,
  primary key (code, from_position)
);
create index project_history_plan on project_history (plan, from_position);

create table investment_plan_history (
  code          text collate "C" not null,
  from_position bigint not null,
  to_position   bigint,
  valid_from    date,
  valid_to      date,
  plan          text collate "C",
  project       text collate "C",
  total_yuan    numeric,
  period_yuan   numeric,
  phase_from    integer[] not null,
  phase_to      integer[] not null,
  phase_yuan    numeric[] not null,
  status        text,
  primary key (code, from_position)
);
create index investment_plan_history_plan on investment_plan_history (plan, from_position);

-- Readers of one property. None can raise, whatever a body holds: what cannot be copied once could never be sealed.
create function body_text(body jsonb, property text) returns text language sql immutable parallel safe as $$
  select left(body ->> property, 500)
$$;
create function body_number(body jsonb, property text) returns numeric language sql immutable parallel safe as $$
  select case jsonb_typeof(body -> property) when 'number' then (body ->> property)::numeric end
$$;
create function body_year(body jsonb, property text) returns integer language sql immutable parallel safe as $$
  select case when body_number(body, property) between 0 and 9999 then trunc(body_number(body, property))::integer end
$$;
create function body_day(body jsonb, property text) returns date language sql stable parallel safe as $$
  select case when (body ->> property) ~ '^\d{4}-\d{2}-\d{2}$' and pg_input_is_valid(body ->> property, 'date') then (body ->> property)::date end
$$;
create function body_items(body jsonb, property text) returns jsonb language sql immutable parallel safe as $$
  select case jsonb_typeof(body -> property) when 'array' then body -> property else '[]'::jsonb end
$$;
create function body_words(body jsonb, property text) returns varchar[] language sql immutable parallel safe as $$
  select coalesce(array_agg(word order by place), '{}')::varchar[]
  from jsonb_array_elements_text(body_items(body, property)) with ordinality as listed (word, place)
$$;

-- In the sealing transaction, one statement for each type, whatever the number of rows.
create function history_added() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into ledger_entry_history
    (code, from_position, to_position, valid_from, valid_to, plan, project, kind, month, amount_yuan, source)
  select entity_id, from_position, to_position, valid_from, valid_to, body_text(said, 'plan'), body_text(said, 'project'),
         upper(body_text(said, 'kind')), body_text(said, 'month'), body_number(said, 'amountYuan'), upper(body_text(said, 'source'))
  from (select a.*, body_json(a.body) as said from added a where a.entity_type = 'ledger-entry' offset 0) one;

  insert into project_history
    (code, from_position, to_position, valid_from, valid_to, plan, programme, location, lead_units, tags, stage,
     stage_words, stage_since)
  select entity_id, from_position, to_position, valid_from, valid_to, body_text(said, 'plan'), body_text(said, 'programme'),
         body_text(said, 'location'), body_words(said, 'leadUnits'), body_words(said, 'tags'), upper(body_text(said, 'stage')),
         stages.words, stages.since
  from (select a.*, body_json(a.body) as said from added a where a.entity_type = 'project' offset 0) one
  cross join lateral (
    select coalesce(array_agg(upper(body_text(stage, 'stage')) order by place), '{}')::varchar[] as words,
           coalesce(array_agg(body_day(stage, 'since') order by place), '{}') as since
    from jsonb_array_elements(body_items(said, 'stages')) with ordinality as listed (stage, place)) stages;

  insert into investment_plan_history
    (code, from_position, to_position, valid_from, valid_to, plan, project, total_yuan, period_yuan, phase_from, phase_to, phase_yuan,
     status)
  select entity_id, from_position, to_position, valid_from, valid_to, body_text(said, 'plan'), body_text(said, 'project'),
         body_number(said, 'totalYuan'), body_number(said, 'periodYuan'), phases.first, phases.last, phases.amount,
         upper(body_text(said, 'status'))
  from (select a.*, body_json(a.body) as said from added a where a.entity_type = 'investment-plan' offset 0) one
  cross join lateral (
    select coalesce(array_agg(body_year(phase, 'fromYear') order by place), '{}') as first,
           coalesce(array_agg(body_year(phase, 'toYear') order by place), '{}') as last,
           coalesce(array_agg(body_number(phase, 'amountYuan') order by place), '{}') as amount
    from jsonb_array_elements(body_items(said, 'phases')) with ordinality as listed (phase, place)) phases;
  return null;
end $$;

create function history_ended() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update ledger_entry_history h set to_position = e.to_position from ended e
    where e.entity_type = 'ledger-entry' and h.code = e.entity_id and h.from_position = e.from_position;
  update project_history h set to_position = e.to_position from ended e
    where e.entity_type = 'project' and h.code = e.entity_id and h.from_position = e.from_position;
  update investment_plan_history h set to_position = e.to_position from ended e
    where e.entity_type = 'investment-plan' and h.code = e.entity_id and h.from_position = e.from_position;
  return null;
end $$;
revoke all on function history_added(), history_ended() from public;

create trigger typed_added after insert on history
  referencing new table as added for each statement execute function history_added();
create trigger typed_ended after update on history
  referencing new table as ended for each statement execute function history_ended();

-- What was sealed before goes the same way, through a table that has the same trigger.
create temporary table sealed_before (like history);
create trigger typed_added after insert on sealed_before
  referencing new table as added for each statement execute function history_added();
insert into sealed_before select * from history where entity_type in ('ledger-entry', 'project', 'investment-plan');
drop table sealed_before;

grant select on ledger_entry_history, project_history, investment_plan_history to ${service}_app, ${service}_reader;
