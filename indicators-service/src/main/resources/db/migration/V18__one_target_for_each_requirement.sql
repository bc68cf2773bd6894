-- A plan states a requirement in its table and again in its prose. Each was a target of its own; now it is one target with its
-- statements. The target of the table stays; the others, its twins, name it in merged_into and hold on no day.
alter table target
  add column statements  varchar[],
  add column contradicts varchar[],
  add column merged_into text collate "C";
-- What a file gives is looked up among the drafts. In a plan in force, twins may wait for a reviewer.
drop index target_key;
create index target_key on target (plan, indicator, area, year);

-- Targets with a number, by requirement and value. What has no measure has the nature of its indicator. Comparators count only by
-- the side on which they are reached. The target of a table is first, then one with a baseline, then the one that is stated first.
create temporary table numbered on commit drop as
select t.code, t.adjusts, t.status = 'ADOPTED' as adopted, t.valid_until is null as standing,
  case when t.verdict_printed is not null or t.year_basis is not distinct from 'TABLE' then 2
    when t.baseline_value is not null then 1 else 0 end as rank,
  t.valid_until is not null or exists (select from target_part p where p.target = t.code)
    or exists (select from target_adjustment a where a.target = t.code and a.status <> 'APPROVED') as has_followers,
  dense_rank() over (order by t.plan, t.indicator, t.area, t.board, t.scope, t.year, coalesce(t.measure, i.nature)) as requirement,
  case when t.comparator = 'LE' then 'most' when t.comparator in ('GE', 'GT') then 'least'
    else case i.direction when 'INCREASE' then 'least' when 'DECREASE' then 'most' else 'within' end end as side,
  t.value, t.value_max, t.source_line
from target t left join indicator i on i.code = t.indicator
where t.value is not null;

create temporary table twin on commit drop as
select alike.code, adopted, stays, has_followers, kept.valid_until is not null as stays_adjusted, alike.code = stays as is_first
from (
  select *, first_value(code) over (same order by rank desc, source_line, code) as stays, count(*) over same as times
  from numbered where adjusts is null
  window same as (partition by requirement, side, value, value_max)) as alike
  join target kept on kept.code = alike.stays
where times > 1;

-- A twin that was adjusted, has parts or an open adjustment, and one whose target was adjusted, is for a reviewer to judge. The request names what is
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
  (array_agg(t.baseline_value order by t.code = m.stays desc, t.source_line, t.code)
    filter (where t.baseline_value is not null))[1] as from_value,
  (array_agg(t.baseline_year order by t.code = m.stays desc, t.source_line, t.code)
    filter (where t.baseline_value is not null))[1] as from_year,
  (array_agg(t.verdict_printed order by t.code = m.stays desc, t.source_line, t.code)
    filter (where t.verdict_printed is not null))[1] as verdict,
  '[' || string_agg(pg_temp.statement_json(t), ',' order by t.code = m.stays desc, t.source_line, t.code) || ']' as items
from (select stays, code from merged union select stays, stays from merged) as m join target t on t.code = m.code
group by m.stays;

create temporary table opposed on commit drop as
select one.code, array_agg(other.code order by other.code collate "C") as codes
from numbered one join numbered other using (requirement)
where one.adopted and one.standing and other.adopted and other.standing
  and (one.side, one.value, one.value_max) is distinct from (other.side, other.value, other.value_max)
  and one.code not in (select code from merged) and other.code not in (select code from merged)
group by one.code;

create temporary table revised on commit drop as
select code, version + 1 as version, texts, codes, stays, coalesce(notes, note) as note,
  coalesce(baseline_value, from_value) as baseline_value, coalesce(baseline_year, from_year) as baseline_year,
  coalesce(verdict_printed, verdict) as verdict_printed, body, items
from target left join gathered using (code) left join opposed using (code) left join merged using (code)
where coalesce(items, codes[1], stays) is not null;
update revised set
  body = pg_temp.with_property(pg_temp.with_property(pg_temp.with_property(body,
    'note', to_json(note)::text), 'statements', items), 'contradicts', to_json(codes)::text);
update revised set
  body = pg_temp.with_property(pg_temp.with_property(pg_temp.with_property(pg_temp.with_property(body,
    'baselineValue', baseline_value::text), 'baselineYear', baseline_year::text),
    'verdictPrinted', to_json(verdict_printed)::text), 'mergedInto', to_json(stays)::text);

update target set version = r.version, note = r.note, baseline_value = r.baseline_value, baseline_year = r.baseline_year,
  verdict_printed = r.verdict_printed, statements = r.texts, contradicts = r.codes, merged_into = r.stays, body = r.body
from revised r where r.code = target.code;

insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id, reason, area, valid_from, valid_to)
select 'target', code, version, 'updated', audience, body, 'migration', 'indicators V18',
  '同一要求的各处表述归为一个目标 / one target for each requirement', area,
  case when merged_into is null then valid_from else '0001-01-01' end,
  case when merged_into is null then valid_until else '0001-01-01' end
from target where code in (select code from revised) order by code;

create temporary table request on commit drop as
select 'cr-' || to_char(nextval('change_request_number'), 'FM9999999000000') as code, asked.code as subject, asked.stays, t.version, t.audience, t.area,
  pg_temp.with_property(pg_temp.with_property(t.body, 'contradicts', null), 'mergedInto', to_json(stays)::text) as content,
  '{"property":"mergedInto","after":' || to_json(stays) || '}' as change,
  format('同一要求的另一处表述，已有调整、分解或未批准的调整；现行数值：%1$s 为 %2$s，%3$s 为 %4$s，批准后只有后者'
    || ' / another statement of the same requirement, with adjustments, parts or an open adjustment; in force: %1$s %2$s, %3$s %4$s, and only the latter once approved',
    asked.code, trim_scale(t.value), stays, trim_scale(kept.value)) as reason
from asked join target t on t.code = asked.code join target kept on kept.code = asked.stays;

insert into change_request (code, kind, subject, subject_version, changes, content, reason, area, subject_audience, status, version, body, audience)
select code, 'TARGET_MERGER', subject, version, array[change], content, reason, area, audience, 'SUBMITTED', 1,
  '{' || concat_ws(',', '"code":' || to_json(code), '"kind":"target_merger"', '"subject":' || to_json(subject),
    '"subjectVersion":' || version, '"changes":[' || change || ']', '"reason":' || to_json(reason), '"status":"submitted"') || '}',
  'BUREAU'
from request;
insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id, reason, area)
select 'change-request', r.code, 1, 'created', 'BUREAU', r.body, 'migration', 'indicators V18', r.reason, r.area
from change_request r join request using (code) order by r.code;

-- An open adjustment is one of the version that its target has now: what it adjusts is unchanged.
update target_adjustment a set version = a.version + 1, target_version = t.version,
  body = regexp_replace(a.body, '"targetVersion":\d+', '"targetVersion":' || t.version)
from target t
where t.code = a.target and t.code in (select code from revised) and a.status <> 'APPROVED' and a.target_version = t.version - 1;
insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id, reason, area, valid_from)
select 'target-adjustment', a.code, a.version, 'updated', a.audience, a.body, 'migration', 'indicators V18',
  '目标的表述归并，内容不变 / its target has statements now, and asks for the same', a.area, a.effective_on
from target_adjustment a join target t on t.code = a.target
where t.code in (select code from revised) and a.status <> 'APPROVED' and a.target_version = t.version;

set constraints all immediate;
drop index target_key;
create unique index target_key on target
  (plan, indicator, area, text_key(board), text_key(scope), year, measure, comparator, value, value_max,
   (case when value is null then text_key(value_printed) end), (case when value is null then source_line end))
  nulls not distinct where status = 'DRAFT' and merged_into is null;
create index target_requirement on target (plan, indicator, area, year);
