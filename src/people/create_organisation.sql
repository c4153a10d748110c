-- p: {id, role, name, email, language, now}
create or replace function create_organisation(p jsonb) returns jsonb language plpgsql as $$
begin
  insert into organisation (id, role, name, email, language, created_at)
  values ((p->>'id')::uuid, (p->>'role')::role, p->>'name', p->>'email', (p->>'language')::language, (p->>'now')::timestamptz);
  return p - 'principal' - 'now' || jsonb_build_object('created_at', p->>'now');
end $$;
