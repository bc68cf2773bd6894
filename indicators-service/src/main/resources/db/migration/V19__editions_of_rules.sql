-- Computed answers follow rules that come in editions. An answer about a position up to after_position
-- follows the edition before, so that it keeps its bytes.
create table rule_edition (
  edition        int primary key,
  after_position bigint not null
);
insert into rule_edition select 2, position from feed_head;
grant select on rule_edition to ${service}_app, ${service}_reader;
