-- A report asks which submissions of an area were not published at its cut. The states at a cut near the head are those that nothing
-- followed, and the few that something followed since. So the end of a state comes first: nearly all states that ever waited are over.
create index history_submission_review
  on history (to_position, left(body_json(body) ->> 'area', 200), left(body_json(body) ->> 'review', 200))
  where entity_type = 'observation-submission';
