-- What became of webhooks that were worked on; one that only waited for others (`tried` false) has not used up a try.
-- p: {now, outcomes: [{id, state, reason, next_try_at, tried}]}
create or replace function settle_hooks(p jsonb) returns void language sql as $$
  select from inbox where id in (select (o->>'id')::uuid from jsonb_array_elements(p->'outcomes') o) order by id for update;
  update inbox i set state = o.state::inbox_state, reason = o.reason, tries = i.tries + coalesce(o.tried, true)::integer,
    next_try_at = coalesce(o.next_try_at, i.next_try_at)
    from jsonb_to_recordset(p->'outcomes') as o(id uuid, state text, reason text, next_try_at timestamptz, tried boolean)
   where i.id = o.id and i.state = 'received'
$$;

-- A person asks to try again what was set aside. p: {id, now, principal}
create or replace function replay_hook(p jsonb) returns jsonb language plpgsql as $$
begin
  update inbox set state = 'received', tries = 0, next_try_at = (p->>'now')::timestamptz
   where id = (p->>'id')::uuid and state = 'set_aside' and body is not null
     and exists (select from connection c where c.id = connection_id and may_touch(p, c.structure_id));
  if not found then perform refuse('not_found', '{"what": "webhook set aside"}'); end if;
  return jsonb_build_object('id', p->>'id', 'state', 'received');
end $$;

-- Raw bodies are erased once their keeping time is over. p: {before}
create or replace function erase_hooks(p jsonb) returns void language sql as $$
  update inbox set body = null where body is not null and state in ('done', 'ignored') and received_at < (p->>'before')::timestamptz
$$;
