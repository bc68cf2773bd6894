-- The due day as it was first recorded stays: a due day that moves hides no slip.
create table milestone (
  code         text collate "C" primary key,
  plan         text collate "C" not null,
  project      text collate "C" not null references project,
  name         text not null,
  due_on       date not null,
  first_due_on date not null,
  met_on       date,
  evidence     text,
  note         text,
  document     text,
  source_line  integer,
  version bigint not null, body text not null, audience text not null
);
create index milestone_plan on milestone (plan, code);
create index milestone_project on milestone (project, code);
select publish('milestone');

-- Reports about a past position read the milestones of one plan from the history.
create index history_milestone_plan on history (left(body_json(body) ->> 'plan', 200), entity_id) where entity_type = 'milestone';
