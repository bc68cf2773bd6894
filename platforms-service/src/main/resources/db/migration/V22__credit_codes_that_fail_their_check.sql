alter table operator add column credit_code_note text;
comment on column operator.credit_code_note is 'Why the code is right although its check character is not';
