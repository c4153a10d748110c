-- So many webhooks of gifts in the inbox of the first connection, stored and waiting, as after a long outage.
-- $1 first number, $2 last number, $3 a body, $4 the order's name in it
insert into inbox (id, connection_id, event_id, body, received_at, state, next_try_at)
select (lpad(n::text, 8, '0') || '-0000-7000-8000-100000000000')::uuid, '40000000-0000-7000-8000-100000000001',
  'evt_backlog_' || n, replace($3, $4, 'N' || lpad(n::text, length($4) - 1, '0')), now(), 'received', now()
  from generate_series($1::integer, $2::integer) n
