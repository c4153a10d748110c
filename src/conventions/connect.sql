-- A structure's ticketing, not enabled yet. p: {id, structure_id, platform, settings, credentials, now}
create or replace function create_connection(p jsonb) returns jsonb language plpgsql as $$
begin
  if not exists (select from organisation where id = (p->>'structure_id')::uuid and role = 'structure' and may_touch(p, id)) then
    perform refuse('not_found', '{"what": "structure"}');
  end if;
  insert into connection (id, structure_id, platform, settings, credentials)
  values ((p->>'id')::uuid, (p->>'structure_id')::uuid, p->>'platform', p->'settings', p->>'credentials');
  return jsonb_build_object('id', p->>'id', 'structure_id', p->>'structure_id', 'platform', p->>'platform',
    'settings', p->'settings', 'state', 'draft');
end $$;

-- New settings or credentials; takes effect with the next call. The ticketing that new settings name becomes the connection's
-- with them, so a change that is refused names none; one that it named and left again before it was set up there is free.
-- p: {id, structure_id, settings, credentials, ticketing: {platform, place} | absent, now}
create or replace function change_connection(p jsonb) returns jsonb language plpgsql as $$
begin
  if not exists (select from connection where id = (p->>'id')::uuid and structure_id = (p->>'structure_id')::uuid
      and may_touch(p, structure_id)) then
    perform refuse('not_found', '{"what": "connection"}');
  end if;
  -- before the connection is locked, as `record_connection` does
  if jsonb_typeof(p->'ticketing') = 'object' then
    perform claim_ticketing(p->'ticketing' || jsonb_build_object('id', p->>'id', 'now', p->>'now'));
    delete from ticketing t where t.connection_id = (p->>'id')::uuid and t.claimed_at > '-infinity'
       and t.place <> p->'ticketing'->>'place'
       and not exists (select from gift g where g.connection_id = t.connection_id and g.observed_at >= t.claimed_at);
  end if;
  update connection set settings = coalesce(p->'settings', settings), credentials = coalesce(p->>'credentials', credentials)
   where id = (p->>'id')::uuid;
  return jsonb_build_object('id', p->>'id');
end $$;

-- What `enable` or `disable` made at the partner. p: {id, state, provision, checks, ticketing: {platform, place} | null, now}
create or replace function record_connection(p jsonb) returns jsonb language plpgsql as $$
begin
  if jsonb_typeof(p->'ticketing') = 'object' then
    if p->>'state' = 'enabled' then
      perform claim_ticketing(p->'ticketing' || jsonb_build_object('id', p->>'id', 'now', p->>'now'));
    end if;
    -- it is not being set up any more
    update ticketing set claimed_at = '-infinity' where connection_id = (p->>'id')::uuid
       and platform = p->'ticketing'->>'platform' and place = p->'ticketing'->>'place';
  end if;
  update connection set state = (p->>'state')::connection_state, provision = p->'provision', checks = p->'checks',
    checked_at = (p->>'now')::timestamptz where id = (p->>'id')::uuid and may_touch(p, structure_id);
  if not found then perform refuse('not_found', '{"what": "connection"}'); end if;
  return p - 'principal' - 'provision' - 'ticketing';
end $$;

-- Opens the way for the webhook address of the next generation, before it is registered at the partner; the one
-- before it stays good for a while. p: {id, overlap_ends_at, now}
create or replace function rotate_hook(p jsonb) returns jsonb language plpgsql as $$
declare
  next integer;
begin
  update connection set hook_generation = hook_generation + 1, hook_overlap_ends_at = (p->>'overlap_ends_at')::timestamptz
   where id = (p->>'id')::uuid and may_touch(p, structure_id) returning hook_generation into next;
  if not found then perform refuse('not_found', '{"what": "connection"}'); end if;
  return jsonb_build_object('id', p->>'id', 'hook_generation', next);
end $$;
