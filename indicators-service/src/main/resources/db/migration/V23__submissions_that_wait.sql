-- A report asks which submissions of an area were not published at its cut. Those of a review status at a cut near the head are few,
-- however many were published before.
create index history_submission_review
  on history (left(body_json(body) ->> 'area', 200), left(body_json(body) ->> 'review', 200), to_position)
  where entity_type = 'observation-submission';
