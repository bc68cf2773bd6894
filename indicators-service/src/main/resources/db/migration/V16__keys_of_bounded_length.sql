-- Reads of the past by a field of the body: as before, through a function that cannot raise, and with a key of at most 200 characters.
drop index history_observation_area;
drop index history_observation_indicator;
drop index history_observation_period;
drop index history_submission_area;
create index history_observation_area on history (left(body_json(body) ->> 'area', 200), entity_id) where entity_type = 'observation';
create index history_observation_indicator on history (left(body_json(body) ->> 'indicator', 200), entity_id) where entity_type = 'observation';
create index history_observation_period on history (left(body_json(body) ->> 'period', 200), entity_id) where entity_type = 'observation';
create index history_submission_area on history (left(body_json(body) ->> 'area', 200), entity_id) where entity_type = 'observation-submission';

-- Board and scope may be so long that both do not fit into a key.
drop index target_key;
create unique index target_key on target
  (plan, indicator, area, text_key(board), text_key(scope), year, source_line, valid_from) nulls not distinct;
drop index observation_key;
create unique index observation_key on observation
  (indicator, area, period, text_key(board), text_key(scope), source_line) nulls not distinct;
drop index observation_submission_key;
create unique index observation_submission_key on observation_submission
  (indicator, area, period, text_key(board), text_key(scope), source_line) nulls not distinct;
