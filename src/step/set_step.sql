-- How a structure shows its step; what is left out stays as it is. Its public key is made once and stays. It is on then, and its carts
-- are counted anew.
-- p: {structure_id, key, origins, max_cents, shown_percent, texts, renew_edge_token, now, principal}. Answers the row.
create or replace function set_step(p jsonb) returns jsonb language plpgsql as $$
declare
  set_now step;
begin
  if not (p->'principal'->>'role' = 'operator' or p->>'structure_id' = p->'principal'->>'organisation_id')
     or not exists (select from organisation where id = (p->>'structure_id')::uuid and role = 'structure') then
    perform refuse('not_found', '{"what": "structure"}');
  end if;
  insert into step (structure_id, key, origins, max_cents, shown_percent, texts, changed_at)
  values ((p->>'structure_id')::uuid, p->>'key', array(select jsonb_array_elements_text(coalesce(p->'origins', '[]'))),
    coalesce((p->>'max_cents')::bigint, 100000), coalesce((p->>'shown_percent')::integer, 100), coalesce(p->'texts', '{}'),
    (p->>'now')::timestamptz)
  on conflict (structure_id) do update set
    origins = case when p ? 'origins' then excluded.origins else step.origins end,
    max_cents = case when p ? 'max_cents' then excluded.max_cents else step.max_cents end,
    shown_percent = case when p ? 'shown_percent' then excluded.shown_percent else step.shown_percent end,
    texts = case when p ? 'texts' then excluded.texts else step.texts end, changed_at = excluded.changed_at, trial = step.trial + 1,
    switched_off_at = null, edge_generation = step.edge_generation + (p->>'renew_edge_token')::boolean::integer
  returning * into set_now;
  perform resolve_trouble(jsonb_build_object('kind', 'step', 'subject', p->>'structure_id', 'now', p->>'now'));
  return to_jsonb(set_now) || jsonb_build_object('changed_at', p->>'now');
end $$;
