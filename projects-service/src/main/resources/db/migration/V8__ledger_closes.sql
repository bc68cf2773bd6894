-- A closed month takes no more entries. A close is never undone.
create table ledger_close (
  code  text collate "C" primary key,
  plan  text collate "C" not null,
  month text collate "C" not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  version bigint not null check (version = 1), body text not null, audience text not null
);
create unique index ledger_close_month on ledger_close (plan, month);
create index ledger_close_plan on ledger_close (plan, code);
select publish('ledger_close');
revoke update, delete on ledger_close from ${service}_app;
