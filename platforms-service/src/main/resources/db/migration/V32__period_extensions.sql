-- A later due day of one platform for one period, until it is revoked.
create table period_extension (
  code              text collate "C" primary key,
  platform          text collate "C" not null references platform,
  period            text collate "C" not null references reporting_period,
  due_date          date not null,
  grantor           text not null,
  reason            text not null,
  document          text,
  granted_on        date not null,
  status            text not null check (status in ('GRANTED', 'REVOKED')),
  revocation_reason text,
  organisation      text,
  version bigint not null, body text not null, audience text not null,
  check ((status = 'REVOKED') = (revocation_reason is not null))
);
comment on column period_extension.organisation is 'Credit code of the operator that it was granted to: it and the bureau read it';
create unique index period_extension_key on period_extension (platform, period, due_date);
create index period_extension_period on period_extension (period, code);
create index period_extension_status on period_extension (status, code);
select publish('period_extension');
