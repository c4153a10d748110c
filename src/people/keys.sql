-- A new key for an organisation; only its hash arrives here. p: {id, organisation_id, label, hash, now, principal}
create or replace function create_key(p jsonb) returns jsonb language plpgsql as $$
begin
  if not exists (select from organisation where id = (p->>'organisation_id')::uuid) then
    perform refuse('not_found', '{"what": "organisation"}');
  end if;
  insert into api_key (id, organisation_id, label, hash, created_at)
  values ((p->>'id')::uuid, (p->>'organisation_id')::uuid, p->>'label', p->>'hash', (p->>'now')::timestamptz);
  return jsonb_build_object('id', p->>'id', 'organisation_id', p->>'organisation_id', 'label', p->>'label');
end $$;

-- p: {id, now, principal}. The key that asks may not revoke itself: someone must be left to come in.
create or replace function revoke_key(p jsonb) returns jsonb language plpgsql as $$
begin
  if p->'principal'->>'key_id' = p->>'id' then perform refuse('own_key'); end if;
  update api_key set revoked_at = coalesce(revoked_at, (p->>'now')::timestamptz)
   where id = (p->>'id')::uuid and may_touch(p, organisation_id);
  if not found then perform refuse('not_found', '{"what": "key"}'); end if;
  return jsonb_build_object('id', p->>'id', 'revoked', true);
end $$;
