-- What someone chose; the same intent again is kept once. What is told later of a cart is younger, whatever the clock of the Worker that
-- took it says. p: {intent, structure_id, version, language, cents, typed, cart or null, now}
create or replace function keep_consent(p jsonb) returns jsonb language sql as $$
  insert into consent (intent, structure_id, version, language, cents, typed, cart, at)
  values ((p->>'intent')::uuid, (p->>'structure_id')::uuid, p->>'version', p->>'language', (p->>'cents')::bigint, p->>'typed',
    p->>'cart', greatest((p->>'now')::timestamptz, (select max(at) + interval '1 millisecond' from consent
      where structure_id = (p->>'structure_id')::uuid and cart = p->>'cart')))
  on conflict (intent) do nothing;
  select null::jsonb
$$;
