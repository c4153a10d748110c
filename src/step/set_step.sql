-- How a structure shows its step, whole; its public key is made once and stays. It is on then, and its carts are counted anew.
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
  values ((p->>'structure_id')::uuid, p->>'key', array(select jsonb_array_elements_text(p->'origins')), (p->>'max_cents')::bigint,
    (p->>'shown_percent')::integer, p->'texts', (p->>'now')::timestamptz)
  on conflict (structure_id) do update set origins = excluded.origins, max_cents = excluded.max_cents,
    shown_percent = excluded.shown_percent, texts = excluded.texts, changed_at = excluded.changed_at, trial = step.trial + 1,
    switched_off_at = null, edge_generation = step.edge_generation + (p->>'renew_edge_token')::boolean::integer
  returning * into set_now;
  perform resolve_trouble(jsonb_build_object('kind', 'step', 'subject', p->>'structure_id', 'now', p->>'now'));
  return to_jsonb(set_now) || jsonb_build_object('changed_at', p->>'now');
end $$;
