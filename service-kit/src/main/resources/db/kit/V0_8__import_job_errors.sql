-- What was wrong with rows that an import passed over, kept with the thousand rows that were written in the same transaction: whoever
-- goes on with a job that was broken off still has it to tell. Goes into the job's own row when the job ends.
create table import_job_error (
  job     text not null references import_job on delete cascade,
  reached bigint not null,
  errors  text not null,
  primary key (job, reached)
);
comment on column import_job_error.reached is 'Number of the last of those rows';

grant select, insert, delete on import_job_error to ${service}_app;
grant select on import_job_error to ${service}_reader;
