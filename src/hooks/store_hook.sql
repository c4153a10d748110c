-- Stores an authenticated webhook, once. p: {id, connection_id, generation, event_id, body, state, reason, now}
-- Answers {outcome: 'stored' | 'duplicate' | 'unknown'}: unknown when the connection or this address of it is no more.
create or replace function store_hook(p jsonb) returns jsonb language plpgsql as $$
declare
  at timestamptz := (p->>'now')::timestamptz;
begin
  perform from connection c
   where c.id = (p->>'connection_id')::uuid and c.state <> 'draft'
     and ((p->>'generation')::integer = c.hook_generation
          or ((p->>'generation')::integer = c.hook_generation - 1 and c.hook_overlap_ends_at > at));
  if not found then return '{"outcome": "unknown"}'; end if;
  insert into inbox (id, connection_id, event_id, body, received_at, state, next_try_at, reason)
  values ((p->>'id')::uuid, (p->>'connection_id')::uuid, p->>'event_id', p->>'body', at,
    (p->>'state')::inbox_state, at, p->>'reason')
  on conflict (connection_id, event_id) do nothing;
  return jsonb_build_object('outcome', case when found then 'stored' else 'duplicate' end);
end $$;
