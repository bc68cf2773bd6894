-- Two names and a document may be so long that they do not fit into one key.
drop index alias_key;
create unique index alias_key on alias (area, text_key(canonical_name), text_key(name), text_key(coalesce(document, '')));
