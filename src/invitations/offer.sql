-- A performance put forward for relays, with the seats that the venue keeps aside; the one who proposes has said yes.
-- p: {id, convention_id, performance_id, seats, allotment, now, principal}
create or replace function propose_invitation(p jsonb) returns jsonb language plpgsql as $$
declare
  f record;
begin
  select pf.state, pf.starts_at, c.id as convention_id into f
    from convention c
    join connection n on n.structure_id = c.structure_id
    join performance pf on pf.connection_id = n.id
   where c.id = (p->>'convention_id')::uuid and pf.id = (p->>'performance_id')::uuid
     and (p->'principal'->>'role' = 'operator' or c.structure_id = (p->'principal'->>'organisation_id')::uuid);
  if not found then perform refuse('not_found', '{"what": "performance"}'); end if;
  if f.state = 'cancelled' then perform refuse('performance_cancelled'); end if;
  insert into invitation (id, convention_id, performance_id, seats, seats_left, state, allotment, proposed_at)
  values ((p->>'id')::uuid, f.convention_id, (p->>'performance_id')::uuid, (p->>'seats')::integer, (p->>'seats')::integer,
    'proposed', p->'allotment', (p->>'now')::timestamptz);
  return approve(p || jsonb_build_object('subject', 'invitation'));
exception when unique_violation then perform refuse('invitation_exists'); return null;
end $$;

-- More or fewer seats kept aside; never fewer than are already promised. p: {id, seats, allotment, now}
create or replace function change_allotment(p jsonb) returns jsonb language plpgsql as $$
declare
  now_left integer;
begin
  if not exists (select from invitation i join convention c on c.id = i.convention_id
      where i.id = (p->>'id')::uuid and may_touch(p, c.structure_id)) then
    perform refuse('not_found', '{"what": "invitation"}');
  end if;
  update invitation set seats_left = seats_left + (p->>'seats')::integer - seats, seats = (p->>'seats')::integer,
    allotment = p->'allotment' where id = (p->>'id')::uuid and seats_left + (p->>'seats')::integer - seats >= 0
  returning seats_left into now_left;
  if not found then perform refuse('seats_promised'); end if;
  return jsonb_build_object('id', p->>'id', 'seats', (p->>'seats')::integer, 'seats_left', now_left);
end $$;
