-- What was found of these kinds of trouble is shown, and what is not found any more is resolved.
-- p: {kinds: [kind], found: [{kind, subject, message, todo}], now}
create or replace function keep_troubles(p jsonb) returns void language sql as $$
  insert into trouble as t (id, kind, subject, message, todo, opened_at)
  select gen_random_uuid(), f.kind, f.subject, f.message, f.todo, (p->>'now')::timestamptz
    from jsonb_to_recordset(p->'found') as f(kind text, subject text, message text, todo text)
   order by f.kind, f.subject
  on conflict (kind, subject) where resolved_at is null do update set message = excluded.message, todo = excluded.todo
   where (t.message, t.todo) is distinct from (excluded.message, excluded.todo);

  -- clocks of two machines may differ by a little
  update trouble t set resolved_at = greatest(t.opened_at, (p->>'now')::timestamptz)
   where t.resolved_at is null and p->'kinds' ? t.kind
     and not exists (select from jsonb_to_recordset(p->'found') as f(kind text, subject text) where f.kind = t.kind and f.subject = t.subject)
$$;
