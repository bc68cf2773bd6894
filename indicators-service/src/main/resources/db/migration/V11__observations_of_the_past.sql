-- A page of what was known once costs what a page of today costs, however many observations there are: the history finds them
-- by what the list is asked for, in the order of codes. The expressions are those of the filters. Observations alone are so many.
create index history_observation_area on history ((body::jsonb ->> 'area'), entity_id) where entity_type = 'observation';
create index history_observation_indicator on history ((body::jsonb ->> 'indicator'), entity_id) where entity_type = 'observation';
create index history_observation_period on history ((body::jsonb ->> 'period'), entity_id) where entity_type = 'observation';
