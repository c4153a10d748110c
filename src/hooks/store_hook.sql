-- Stores an authenticated webhook, once. p: {id, connection_id, generation, event_id, body, state, reason, now}
-- Answers {outcome: 'stored' | 'duplicate' | 'unknown'}: unknown when the connection or this address of it is no more.
-- One statement does it for a webhook that is new; only one that is not pays for finding out why.
create or replace function store_hook(p jsonb) returns jsonb language plpgsql as $$
begin
  insert into inbox (id, connection_id, event_id, body, received_at, state, next_try_at, reason)
  select (p->>'id')::uuid, c.id, p->>'event_id', p->>'body', (p->>'now')::timestamptz, (p->>'state')::inbox_state,
    (p->>'now')::timestamptz, p->>'reason'
    from connection c where c.id = (p->>'connection_id')::uuid
     and hook_address_holds(c, (p->>'generation')::integer, (p->>'now')::timestamptz)
  on conflict (connection_id, event_id) do nothing;
  if found then return '{"outcome": "stored"}'; end if;
  perform from connection c where c.id = (p->>'connection_id')::uuid
     and hook_address_holds(c, (p->>'generation')::integer, (p->>'now')::timestamptz);
  return jsonb_build_object('outcome', case when found then 'duplicate' else 'unknown' end);
end $$;

-- The address of this generation, or the one before it while the overlap lasts.
create or replace function hook_address_holds(c connection, generation integer, at timestamptz) returns boolean
language sql immutable as $$
  select c.state <> 'draft' and (generation = c.hook_generation
    or (generation = c.hook_generation - 1 and c.hook_overlap_ends_at > at))
$$;
