-- Lead units and tags as the document prints them, beside the normalised ones.
alter table project
  add column lead_units_printed varchar[],
  add column tags_printed       varchar[];
