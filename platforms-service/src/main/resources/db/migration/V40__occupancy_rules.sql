-- Limits of the rules that occupancy reports are checked by. Adopted ones do not change: others follow them.
create table occupancy_rule (
  code               text collate "C" primary key,
  area               text not null,
  effective_on       date not null,
  stock_jump_percent integer not null check (stock_jump_percent between 110 and 10000),
  flow_jump_percent  integer not null check (flow_jump_percent between 110 and 10000),
  year_jump_percent  integer not null check (year_jump_percent between 110 and 10000),
  peer_spreads       integer not null check (peer_spreads between 1 and 10),
  peers_at_least     integer not null check (peers_at_least between 5 and 100),
  slip_comparisons   integer not null check (slip_comparisons between 1 and 5),
  reason             text not null,
  document           text,
  status             text not null check (status in ('DRAFT', 'ADOPTED')),
  version bigint not null, body text not null, audience text not null,
  constraint code_begins_with_the_area check (starts_with(code, area || '-'))
);
create index occupancy_rule_area on occupancy_rule (area, code);
-- One for a day, so that one set of limits is in force.
create unique index occupancy_rule_key on occupancy_rule (area, effective_on);
select publish('occupancy_rule');

-- The peers of a platform: an even sample of a period's accepted reports.
create index occupancy_report_peers on occupancy_report (period, md5(code)) where status = 'ACCEPTED' and amends is null;
