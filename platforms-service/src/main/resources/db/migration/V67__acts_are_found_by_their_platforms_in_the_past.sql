-- Obligations of the past ask for the acts of some platforms at a time. Without it each time all acts are parsed. The condition is
-- that of the statement.
create index history_registry_change_platforms on history using gin ((body_json(body) -> 'platforms'))
  where entity_type = 'registry-change' and body_json(body) ->> 'status' = 'approved'
    and body_json(body) ->> 'kind' in ('operator', 'suspension', 'resumption');
