-- p: {id, name, starts_at, ends_at, now}
create or replace function create_season(p jsonb) returns jsonb language plpgsql as $$
begin
  insert into season (id, name, starts_at, ends_at)
  values ((p->>'id')::uuid, p->>'name', (p->>'starts_at')::timestamptz, (p->>'ends_at')::timestamptz);
  return p - 'principal' - 'now';
end $$;
