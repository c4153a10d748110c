-- Stores an authenticated webhook of a platform that has one address for all connections: the account that it names is one
-- connection's (`ticketing`). Once, and in one round trip. p: {id, platform, place, event_id, body, state, reason, now}
-- Answers {outcome: 'stored' | 'duplicate' | 'unknown'}: unknown when no connection is to this account.
create or replace function store_account_hook(p jsonb) returns jsonb language plpgsql as $$
begin
  insert into inbox (id, connection_id, event_id, body, received_at, state, next_try_at, reason)
  select (p->>'id')::uuid, t.connection_id, p->>'event_id', p->>'body', (p->>'now')::timestamptz,
    (p->>'state')::inbox_state, (p->>'now')::timestamptz, p->>'reason'
    from ticketing t where t.platform = p->>'platform' and t.place = p->>'place'
  on conflict (connection_id, event_id) do nothing;
  if found then return '{"outcome": "stored"}'; end if;
  perform from ticketing t where t.platform = p->>'platform' and t.place = p->>'place';
  return jsonb_build_object('outcome', case when found then 'duplicate' else 'unknown' end);
end $$;
