-- Entries are appended and never changed: what was entered in error is reversed by another entry. So both tables know it as a rule.
create table ledger_entry (
  code        text collate "C" primary key,
  plan        text collate "C" not null,
  project     text collate "C" not null references project,
  kind        text not null check (kind in ('ARRANGED', 'COMPLETED', 'PAID')),
  month       text collate "C" not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  amount_yuan numeric(18,2) not null check ((amount_yuan < 0) = (reverses is not null) and amount_yuan <> 0),
  source      text not null check (source in ('FISCAL', 'ENTERPRISE', 'FUND', 'SOCIAL')),
  reference   text,
  reverses    text collate "C" references ledger_entry,
  reason      text check ((reason is null) = (reverses is null)),
  report      text collate "C",
  late        boolean not null,
  late_after  text collate "C" check ((late_after is not null) = late),
  version bigint not null check (version = 1), body text not null, audience text not null
);
create index ledger_entry_plan on ledger_entry (plan, code);
create index ledger_entry_project on ledger_entry (project, code);
create index ledger_entry_month on ledger_entry (plan, month, code);
create index ledger_entry_report on ledger_entry (report, code) where report is not null;
-- An entry is reversed at most once.
create unique index ledger_entry_reverses on ledger_entry (reverses) where reverses is not null;
select publish('ledger_entry');
-- The application adds entries. It has no right to change or remove one.
revoke update, delete on ledger_entry from ${service}_app;

-- Entries of the bureau that wait for a second person. An approved one leaves this table for the other.
create table ledger_submission (
  code          text collate "C" primary key,
  plan          text collate "C" not null,
  project       text collate "C" not null references project,
  kind          text not null,
  month         text collate "C" not null,
  amount_yuan   numeric(18,2) not null,
  source        text not null,
  reference     text,
  reverses      text collate "C" references ledger_entry,
  reason        text,
  status        text not null check (status in ('SUBMITTED', 'RETURNED')),
  return_reason text,
  version bigint not null, body text not null, audience text not null
);
create index ledger_submission_plan on ledger_submission (plan, code);
create index ledger_submission_project on ledger_submission (project, code);
create unique index ledger_submission_reverses on ledger_submission (reverses) where reverses is not null;
select publish('ledger_submission');
