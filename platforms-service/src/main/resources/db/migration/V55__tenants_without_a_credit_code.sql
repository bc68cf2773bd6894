-- Why a tenant has no credit code, one place for each line; none at all in rows of before. The code of such a line is empty.
alter table tenant_list add column without_code varchar[] not null default '{}',
  add constraint without_code_of_lines check (without_code = '{}' or cardinality(without_code) = cardinality(names));
