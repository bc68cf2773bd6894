-- The versions of the drafts that an addition adopts, when it was submitted. Its approval is about the amounts of those versions.
alter table project_change add column draft_versions bigint[];

-- Files of lists about a position up to after_position do not have the columns of the edition: those that V12 added to projects and
-- investment plans. V12 itself could not say so in a database that had edition 3 already.
insert into rule_edition select 4, position from feed_head;
