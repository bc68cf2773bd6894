-- Lead units and tags as the document prints them, beside the normalised ones.
alter table project
  add column lead_units_printed varchar[],
  add column tags_printed       varchar[];

-- Files of lists about a position up to after_position do not have the columns of the edition, so that they keep their bytes.
create table rule_edition (
  edition        int primary key,
  after_position bigint not null
);
insert into rule_edition select 2, position from feed_head;
grant select on rule_edition to ${service}_app, ${service}_reader;
