-- A relay does not wait any longer. Whose turn has come answers it instead. p: {id, now, principal}
create or replace function leave_waiting(p jsonb) returns jsonb language plpgsql as $$
begin
  update waiting set state = 'left'
   where id = (p->>'id')::uuid and relay_id = (p->'principal'->>'organisation_id')::uuid and state in ('waiting', 'left');
  if not found then perform refuse('not_found', '{"what": "waiting list entry"}'); end if;
  return jsonb_build_object('id', p->>'id', 'state', 'left');
end $$;
