-- Notes of the bureau on findings. Replies are arrays of the row itself, one place for each; a fact is the JSON of a line of the list.
create table supervision_note (
  code                text collate "C" primary key,
  plan                text collate "C" not null,
  project             text collate "C" not null references project,
  organisation        text,
  findings            varchar[] not null check (findings <> '{}'),
  text                text not null,
  due_on              date not null check (due_on >= noted_on),
  noted_on            date not null,
  facts               varchar[] not null check (cardinality(facts) = cardinality(findings)),
  status              text not null check (status in ('OPEN', 'REPLIED', 'CLOSED')),
  reply_texts         varchar[] not null,
  reply_organisations varchar[] not null check (cardinality(reply_organisations) = cardinality(reply_texts)),
  reply_days          date[] not null check (cardinality(reply_days) = cardinality(reply_texts)),
  closure_text        text,
  closed_on           date check ((closed_on is not null) = (status = 'CLOSED')),
  version bigint not null, body text not null, audience text not null,
  check (status <> 'CLOSED' or closure_text is not null or reply_texts <> '{}')
);
create index supervision_note_plan on supervision_note (plan, code);
create index supervision_note_project on supervision_note (project, code);
create index supervision_note_due on supervision_note (due_on, code) where status <> 'CLOSED';
select publish('supervision_note');
