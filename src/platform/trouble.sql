-- Shows something to a person, once while it lasts.
create or replace function raise_trouble(p jsonb) returns void language sql as $$
  insert into trouble (id, kind, subject, message, todo, opened_at)
  values (gen_random_uuid(), p->>'kind', p->>'subject', p->>'message', p->>'todo', (p->>'now')::timestamptz)
  on conflict (kind, subject) where resolved_at is null do update set message = excluded.message, todo = excluded.todo
$$;

create or replace function resolve_trouble(p jsonb) returns void language sql as $$
  -- clocks of two machines may differ by a little
  update trouble set resolved_at = greatest(opened_at, (p->>'now')::timestamptz)
   where kind = p->>'kind' and subject = p->>'subject' and resolved_at is null
$$;
