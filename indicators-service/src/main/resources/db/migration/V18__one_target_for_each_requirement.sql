-- A plan states a requirement in its table and again in its prose. Each was a target of its own; now it is one target with its
-- statements. The target of the table stays; the others, its twins, name it in merged_into and hold on no day.
alter table target
  add column statements  varchar[],
  add column contradicts varchar[],
  add column merged_into text collate "C";
-- What a file gives is looked up among the drafts. In a plan in force, twins may wait for a reviewer.
drop index target_key;
create index target_key on target (plan, indicator, area, year);

-- Targets as they were first put in place, by requirement and value. What has no measure has the nature of its indicator. "At
-- most" is another requirement than "at least". The target of the table is first, then the one that is stated first.
create temporary table stated on commit drop as
select t.code, t.status = 'ADOPTED' as adopted,
  t.baseline_value is not null or t.verdict_printed is not null or t.year_basis is not distinct from 'TABLE' as in_table,
  t.valid_until is not null or exists (select from target_part p where p.target = t.code) as has_followers,
  dense_rank() over (order by t.plan, t.indicator, t.area, t.board, t.scope, t.year, coalesce(t.measure, i.nature)) as requirement,
  t.comparator = 'LE' as at_most, t.value, t.value_max, t.source_line
from target t left join indicator i on i.code = t.indicator
where t.adjusts is null and t.value is not null;

create temporary table twin on commit drop as
select alike.code, adopted, stays, has_followers, kept.valid_until is not null as stays_adjusted, alike.code = stays as is_first
from (
  select *, first_value(code) over (same order by in_table desc, source_line, code) as stays, count(*) over same as times
  from stated
  window same as (partition by requirement, at_most, value, value_max)) as alike
  join target kept on kept.code = alike.stays
where times > 1;

-- A twin that was adjusted or has parts, and one whose target was adjusted, is for a reviewer to judge. The request names what is
-- in force of both today.
create temporary table asked on commit drop as
with recursive followed as (
  select code as origin, code from target where adjusts is null
  union all
  select followed.origin, t.code from followed join target t on t.adjusts = followed.code)
select merged.code, kept.code as stays
from twin
  join followed f on f.origin = twin.code join target merged on merged.code = f.code and merged.valid_until is null
  join followed g on g.origin = twin.stays join target kept on kept.code = g.code and kept.valid_until is null
where not twin.is_first and twin.adopted and (twin.has_followers or twin.stays_adjusted);

create temporary table merged on commit drop as
select code, stays from twin
where not is_first and not (adopted and (has_followers or stays_adjusted));

create function pg_temp.statement_of(t target) returns text language sql as $$
  select coalesce(t.document || '/', '')
    || case when t.baseline_value is not null or t.verdict_printed is not null or t.year_basis is not distinct from 'TABLE' then 'table' else 'prose' end
    || coalesce('@' || t.source_line, '') || ' ' || lower(t.comparator)
    || coalesce(' ' || translate(t.value_printed, ';；', '，，'), '')
$$;

-- The bytes that the service would write.
create function pg_temp.statement_json(t target) returns text language sql as $$
  select '{' || concat_ws(',',
    '"document":' || to_json(t.document),
    '"place":' || to_json(case
      when t.baseline_value is not null or t.verdict_printed is not null or t.year_basis is not distinct from 'TABLE' then 'table' else 'prose' end),
    '"line":' || t.source_line,
    '"comparator":' || to_json(lower(t.comparator)),
    '"words":' || to_json(translate(t.value_printed, ';；', '，，'))) || '}'
$$;

create function pg_temp.with_property(body text, name text, value text) returns text language sql as $$
  select '{' || string_agg(to_json(property) || ':' || value, ',' order by array_position(array[
      'code', 'plan', 'indicator', 'area', 'board', 'scope', 'year', 'yearBasis', 'comparator', 'value', 'valueMax',
      'baselineValue', 'baselineYear', 'valuePrinted', 'measure', 'verdictPrinted', 'note', 'status', 'document', 'sourceLine',
      'statements', 'contradicts', 'validFrom', 'validUntil', 'adjusts', 'documentTitle', 'documentNumber', 'mergedInto'],
      property)) || '}'
  from (select key, value::text from json_each(body::json) where key <> name union all values (name, value)) as said (property, value)
  where value is not null
$$;

create temporary table gathered on commit drop as
select m.stays as code,
  array_agg(pg_temp.statement_of(t) order by t.code = m.stays desc, t.source_line, t.code) as texts,
  string_agg(t.note, '；' order by t.code = m.stays desc, t.source_line, t.code) as notes,
  '[' || string_agg(pg_temp.statement_json(t), ',' order by t.code = m.stays desc, t.source_line, t.code) || ']' as items
from (select stays, code from merged union select stays, stays from merged) as m join target t on t.code = m.code
group by m.stays;

create temporary table opposed on commit drop as
select one.code, array_agg(other.code order by other.code collate "C") as codes
from stated one join stated other using (requirement)
where one.adopted and other.adopted and (one.at_most, one.value, one.value_max) is distinct from (other.at_most, other.value, other.value_max)
  and one.code not in (select code from merged) and other.code not in (select code from merged)
group by one.code;

create temporary table revised on commit drop as
select code, version + 1 as version, coalesce(notes, note) as note, texts, codes, stays,
  pg_temp.with_property(pg_temp.with_property(pg_temp.with_property(pg_temp.with_property(body,
    'note', to_json(coalesce(notes, note))::text), 'statements', items), 'contradicts', to_json(codes)::text),
    'mergedInto', to_json(stays)::text) as body
from target left join gathered using (code) left join opposed using (code) left join merged using (code)
where coalesce(items, codes[1], stays) is not null;

update target set version = r.version, note = r.note, statements = r.texts, contradicts = r.codes, merged_into = r.stays, body = r.body
from revised r where r.code = target.code;
insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id, reason, area, valid_from, valid_to)
select 'target', code, version, 'updated', audience, body, 'migration', 'indicators V18',
  '同一要求的各处表述归为一个目标 / one target for each requirement', area,
  case when merged_into is null then valid_from else '0001-01-01' end,
  case when merged_into is null then valid_until else '0001-01-01' end
from target where code in (select code from revised) order by code;

create temporary table request on commit drop as
select 'cr-' || lpad(nextval('change_request_number')::text, 6, '0') as code, asked.code as subject, stays, t.version, t.audience, t.area,
  pg_temp.with_property(t.body, 'mergedInto', to_json(stays)::text) as content,
  '{"property":"mergedInto","after":' || to_json(stays) || '}' as change,
  '同一要求的另一处表述；两者调整不同或已有分解 / another statement of the same requirement; they were adjusted differently or have parts' as reason
from asked join target t on t.code = asked.code;

insert into change_request (code, kind, subject, subject_version, changes, content, reason, area, subject_audience, status, version, body, audience)
select code, 'TARGET_MERGER', subject, version, array[change], content, reason, area, audience, 'SUBMITTED', 1,
  '{' || concat_ws(',', '"code":' || to_json(code), '"kind":"target_merger"', '"subject":' || to_json(subject),
    '"subjectVersion":' || version, '"changes":[' || change || ']', '"reason":' || to_json(reason), '"status":"submitted"') || '}',
  'BUREAU'
from request;
insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id, reason, area)
select 'change-request', r.code, 1, 'created', 'BUREAU', r.body, 'migration', 'indicators V18', r.reason, r.area
from change_request r join request using (code) order by r.code;

set constraints all immediate;
drop index target_key;
create unique index target_key on target
  (plan, indicator, area, text_key(board), text_key(scope), year, measure, (comparator = 'LE'), value, value_max,
   (case when value is null then text_key(value_printed) end))
  nulls not distinct where status = 'DRAFT' and merged_into is null;
create index target_requirement on target (plan, indicator, area, year);
