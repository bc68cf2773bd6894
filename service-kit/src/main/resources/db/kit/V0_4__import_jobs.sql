-- Imports too large for one request: the file as it came, cut into parts, and how far the import has got. Any instance may
-- take a job up; whoever works on it says so every few seconds, and a job that nobody has spoken of for a while is taken up anew.
create table import_job (
  id            text collate "C" primary key,
  family        text not null,
  format        text not null,
  dry_run       boolean not null,
  takes_valid   boolean not null,
  updates       boolean not null,
  actor         text not null,
  request_id    text not null,
  organisation  text,
  roles         varchar[] not null,
  state         text not null check (state in ('waiting', 'checking', 'applying', 'done', 'rejected', 'cancelled', 'failed')),
  rows          bigint not null,
  checked       bigint not null default 0,
  applied       bigint not null default 0,
  created       bigint not null default 0,
  updated       bigint not null default 0,
  unchanged     bigint not null default 0,
  rejected      bigint not null default 0,
  detail_zh     text,
  detail_en     text,
  errors        text not null default '[]',
  cancel_asked  boolean not null default false,
  attempts      integer not null default 0,
  created_at    timestamptz not null default now(),
  seen_at       timestamptz,
  finished_at   timestamptz
);
comment on column import_job.rows is 'Lines of the file without its header; lines inside cells count too until all rows were checked';
comment on column import_job.applied is 'Number of the last row whose chunk is committed: where a job that was broken off goes on';
create index import_job_open on import_job (created_at) where finished_at is null;

create table import_job_part (
  job   text not null references import_job on delete cascade,
  part  integer not null,
  bytes bytea not null,
  primary key (job, part)
);
alter table import_job_part alter column bytes set storage external;

-- What a file said in which row first, so that a repetition is found however far apart the rows are. Lost in a crash, and made anew.
create unlogged table import_seen (
  job  text collate "C",
  what bytea,
  row  bigint not null,
  primary key (job, what)
);

grant select, insert, update, delete on import_job, import_job_part, import_seen to ${service}_app;
grant select on import_job to ${service}_reader;
