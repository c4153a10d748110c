-- One side's yes; with the last one that is needed, the thing takes effect in the same transaction.
-- p: {id, subject: 'version' | 'invitation' | 'surplus', now, principal}. Answers {id, approvals, in_effect}.
create or replace function approve(p jsonb) returns jsonb language plpgsql as $$
declare
  at timestamptz := (p->>'now')::timestamptz;
  what uuid := (p->>'id')::uuid;
  mine uuid := (p->'principal'->>'organisation_id')::uuid;
  side role := (p->'principal'->>'role')::role;
  convention uuid;
  in_effect boolean;
begin
  select c.id into convention from convention c
   where c.id = case p->>'subject'
       when 'version' then (select convention_id from convention_version where id = what)
       when 'invitation' then (select convention_id from invitation where id = what)
       when 'surplus' then (select convention_id from surplus_decision where id = what) end
     and (p->>'convention_id' is null or c.id = (p->>'convention_id')::uuid)
     and (side = 'operator' or c.structure_id = mine) for no key update;
  if not found then perform refuse('not_found', jsonb_build_object('what', p->>'subject')); end if;
  insert into approval (subject_id, side, key_id, at) values (what, side, (p->'principal'->>'key_id')::uuid, at)
  on conflict do nothing;
  if not found then perform refuse('already_approved', jsonb_build_object('side', side)); end if;

  in_effect := case p->>'subject'
    when 'version' then take_version_into_force(what, at)
    when 'invitation' then open_invitation(what, at)
    when 'surplus' then take_surplus_decision(what, at) end;
  return jsonb_build_object('id', what, 'convention_id', convention, 'in_effect', in_effect,
    'approvals', (select jsonb_agg(a.side order by a.at) from approval a where subject_id = what));
end $$;

-- The guard in the table decides whether the approvals are enough; here it is only asked.
create or replace function take_version_into_force(what uuid, at timestamptz) returns boolean language plpgsql as $$
begin
  update convention_version set in_force_at = greatest(effective_from, at) where id = what and in_force_at is null;
  return true;
exception when sqlstate 'FT000' then
  if sqlerrm = 'approvals_missing' then return false; end if;
  raise;
end $$;

create or replace function open_invitation(what uuid, at timestamptz) returns boolean language plpgsql as $$
begin
  if not approved_by_both(what) then return false; end if;
  update invitation set state = 'open', opened_at = at where id = what and state = 'proposed';
  return true;
end $$;
