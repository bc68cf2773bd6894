-- The figures that a report used, by which a figure that is corrected finds its reports.
create table report_figure (
  report      text collate "C" not null references report,
  observation text collate "C" not null,
  comparator  text not null,
  value       numeric,
  primary key (report, observation)
);
comment on column report_figure.value is 'As the report used it; null if none was collected then';
create index report_figure_observation on report_figure (observation);
grant select, insert on report_figure to ${service}_app;
grant select on report_figure to ${service}_reader;

insert into report_figure (report, observation, comparator, value)
select distinct on (file.report, line ->> 'observation')
  file.report, line ->> 'observation', upper(line ->> 'observedComparator'), (line ->> 'observedValue')::numeric
from report_file file
cross join lateral jsonb_array_elements(convert_from(file.body, 'UTF8')::jsonb -> 'targets') as line
where file.format = 'JSON' and line ->> 'observedValue' is not null
order by file.report, line ->> 'observation';

alter table report
  add column corrected_count integer check (corrected_count > 0),
  add column corrected text check ((corrected is null) = (corrected_count is null));
comment on column report.corrected is 'The first of the corrected figures, as the view shows them';
