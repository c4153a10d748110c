-- What a version of a step shows, kept once. p: {structure_id, version, shown, now}
create or replace function keep_step_version(p jsonb) returns jsonb language sql as $$
  insert into step_version (structure_id, version, shown, at)
  values ((p->>'structure_id')::uuid, p->>'version', p->'shown', (p->>'now')::timestamptz) on conflict do nothing;
  select null::jsonb
$$;
