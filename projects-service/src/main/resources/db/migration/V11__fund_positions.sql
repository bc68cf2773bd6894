-- What funds committed, raised and invested by the end of a month. An adopted position does not change: another takes its place.
-- The column of the property body is institution, because body is the kit's.
create table fund_position (
  code           text collate "C" primary key,
  plan           text collate "C" not null,
  fund           text collate "C" not null references fund,
  institution    text collate "C" not null,
  month          text collate "C" not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  committed_yuan numeric(18,2) not null check (committed_yuan >= 0),
  raised_yuan    numeric(18,2) not null check (raised_yuan between 0 and committed_yuan),
  invested_yuan  numeric(18,2) not null check (invested_yuan between 0 and raised_yuan),
  comment        text,
  status         text not null check (status in ('DRAFT', 'ADOPTED')),
  document       text,
  note           text,
  corrects       text collate "C",
  corrected_by   text collate "C" check (corrected_by is null or status = 'ADOPTED'),
  version bigint not null, body text not null, audience text not null
);
create index fund_position_plan on fund_position (plan, code);
create index fund_position_fund on fund_position (fund, code);
create index fund_position_month on fund_position (month, code);
-- One draft per fund, body and month, and one adopted position that is not corrected, so that no sum counts a month twice.
create unique index fund_position_draft on fund_position (fund, institution, month) where status = 'DRAFT';
create unique index fund_position_latest on fund_position (fund, institution, month) where status = 'ADOPTED' and corrected_by is null;
select publish('fund_position');

-- The states once more in typed columns, for sums of the past (decision 47). The readers of properties are those of V7.
create table fund_position_history (
  code           text collate "C" not null,
  from_position  bigint not null,
  to_position    bigint,
  valid_from     date,
  valid_to       date,
  plan           text collate "C",
  fund           text collate "C",
  institution    text collate "C",
  month          text collate "C",
  committed_yuan numeric,
  raised_yuan    numeric,
  invested_yuan  numeric,
  status         text,
  corrected_by   text collate "C",
  primary key (code, from_position)
);
create index fund_position_history_plan on fund_position_history (plan, from_position);

create function fund_position_history_added() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into fund_position_history
    (code, from_position, to_position, valid_from, valid_to, plan, fund, institution, month, committed_yuan, raised_yuan, invested_yuan,
     status, corrected_by)
  select entity_id, from_position, to_position, valid_from, valid_to, body_text(said, 'plan'), body_text(said, 'fund'),
         body_text(said, 'body'), body_text(said, 'month'), body_number(said, 'committedYuan'), body_number(said, 'raisedYuan'),
         body_number(said, 'investedYuan'), upper(body_text(said, 'status')), body_text(said, 'correctedBy')
  from (select a.*, body_json(a.body) as said from added a where a.entity_type = 'fund-position' offset 0) one;
  return null;
end $$;

create function fund_position_history_ended() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update fund_position_history h set to_position = e.to_position from ended e
    where e.entity_type = 'fund-position' and h.code = e.entity_id and h.from_position = e.from_position;
  return null;
end $$;
revoke all on function fund_position_history_added(), fund_position_history_ended() from public;

create trigger fund_position_added after insert on history
  referencing new table as added for each statement execute function fund_position_history_added();
create trigger fund_position_ended after update on history
  referencing new table as ended for each statement execute function fund_position_history_ended();

grant select on fund_position_history to ${service}_app, ${service}_reader;
