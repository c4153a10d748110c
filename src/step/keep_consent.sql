-- What someone chose; the same intent again is kept once. p: {intent, structure_id, version, language, cents, typed, cart or null, now}
create or replace function keep_consent(p jsonb) returns jsonb language sql as $$
  insert into consent (intent, structure_id, version, language, cents, typed, cart, at)
  values ((p->>'intent')::uuid, (p->>'structure_id')::uuid, p->>'version', p->>'language', (p->>'cents')::bigint, p->>'typed',
    p->>'cart', (p->>'now')::timestamptz)
  on conflict (intent) do nothing;
  select null::jsonb
$$;
