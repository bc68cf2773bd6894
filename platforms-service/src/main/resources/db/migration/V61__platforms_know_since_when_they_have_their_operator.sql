-- An operator is not late with periods that ended before it ran the platform (decision 67).
-- Changes of operators that were approved before have no such day.
alter table platform add column operator_since date;
comment on column platform.operator_since is 'First day of the present operator, as the approved change of the operator says; null if none said it';
