-- What each write under an Idempotency-Key was answered, stored in the transaction of the write itself: there is no row
-- without its effect, and no effect without its row. A refused write rolls back, its row too.
create table idempotency_key (
  client       text collate "C",
  key          text collate "C",
  request      bytea not null,
  status       integer,
  body         bytea,
  content_type text,
  etag         text,
  location     text,
  created_at   timestamptz not null default now(),
  primary key (client, key)
);
comment on column idempotency_key.client is 'Who sent it: the token''s user or client, and the organisation it acts for';
comment on column idempotency_key.request is 'SHA-256 of method, address, If-Match, Content-Type and content: the same key with another request is refused';
comment on column idempotency_key.status is 'Null only within the transaction that is at work';
create index idempotency_key_created_at on idempotency_key (created_at);

grant select, insert, update, delete on idempotency_key to ${service}_app;
