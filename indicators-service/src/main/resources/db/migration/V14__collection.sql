-- When the figures of an area and a period are due. The code follows from both, so it is the key.
create table collection_period (
  code           text collate "C" primary key,
  area           text not null,
  period         text not null,
  due_date       date not null,
  lock_after_due boolean not null,
  note           text,
  extensions     varchar[] not null,
  version bigint not null, body text not null, audience text not null
);
create index collection_period_area on collection_period (area, code);
create index collection_period_period on collection_period (period, code);
select publish('collection_period');

-- What figures of several indicators must be to one another.
create table validation_rule (
  code              text collate "C" primary key,
  name_zh           text not null,
  name_en           text,
  severity          text not null check (severity in ('ERROR', 'WARNING')),
  addends           varchar[] not null check (cardinality(addends) > 0),
  comparator        text not null check (comparator in ('LE', 'LT', 'GE', 'GT', 'EQ')),
  others            varchar[] not null,
  constant          numeric check ((constant is null) = (cardinality(others) > 0)),
  tolerance_percent numeric not null check (tolerance_percent between 0 and 100),
  retired_on        date,
  note              text,
  version bigint not null, body text not null, audience text not null
);
create index validation_rule_severity on validation_rule (severity, code);
select publish('validation_rule');
