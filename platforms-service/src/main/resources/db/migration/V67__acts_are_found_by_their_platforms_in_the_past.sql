-- Obligations of the past ask for the acts of some platforms at a time. Without it each time all acts are read.
create index history_registry_change_platforms on history using gin ((body_json(body) -> 'platforms')) where entity_type = 'registry-change';
