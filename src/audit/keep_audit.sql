-- Keeps what an audit looked at and found. p: {id, checked, differences, more, undone, now}
create or replace function keep_audit(p jsonb) returns void language sql as $$
  insert into audit (id, at, checked, differences, more, undone)
  values ((p->>'id')::uuid, (p->>'now')::timestamptz, p->'checked', p->'differences', (p->>'more')::integer, p->'undone')
$$;
