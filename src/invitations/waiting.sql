-- A relay would like seats that come free. p: {id, invitation_id, seats, now, principal}
create or replace function wait_for_seats(p jsonb) returns jsonb language plpgsql as $$
begin
  if not exists (select from invitation i join performance f on f.id = i.performance_id
      where i.id = (p->>'invitation_id')::uuid and i.state = 'open' and f.starts_at > (p->>'now')::timestamptz) then
    perform refuse('invitation_not_open');
  end if;
  insert into waiting (id, invitation_id, relay_id, seats, state, created_at)
  values ((p->>'id')::uuid, (p->>'invitation_id')::uuid, (p->'principal'->>'organisation_id')::uuid, (p->>'seats')::integer,
    'waiting', (p->>'now')::timestamptz);
  return p - 'principal' - 'now' || jsonb_build_object('state', 'waiting');
exception when unique_violation then perform refuse('already_waiting'); return null;
end $$;

-- Asks the first on the list whose wish fits what is free; its seats are kept for it until `expires_at`,
-- or the evening begins.
-- p: {invitation_id, reservation_id, seat_ids, expires_at, now}. Answers {asked: reservation id | null}.
create or replace function ask_waiting(p jsonb) returns jsonb language plpgsql as $$
declare
  at timestamptz := (p->>'now')::timestamptz;
  next waiting;
  until timestamptz;
begin
  perform from invitation where id = (p->>'invitation_id')::uuid for no key update;
  select w.* into next from waiting w
    join invitation i on i.id = w.invitation_id and i.state = 'open' and i.seats_left >= w.seats
    join credit_stock k on k.convention_id = i.convention_id and k.available >= w.seats
    join performance f on f.id = i.performance_id and f.state = 'scheduled' and f.starts_at > at
   where w.invitation_id = (p->>'invitation_id')::uuid and w.state = 'waiting'
   order by w.created_at, w.id limit 1 for update of w skip locked;
  if not found then return '{"asked": null}'; end if;
  select least((p->>'expires_at')::timestamptz, f.starts_at) into until
    from invitation i join performance f on f.id = i.performance_id where i.id = next.invitation_id;
  begin
    perform hold(p || jsonb_build_object('id', p->>'reservation_id', 'expires_at', until, 'relay_id', next.relay_id, 'guests', next.seats,
      'companions', 0, 'access_needs', '[]'::jsonb, 'state', 'asked'));
  exception when sqlstate 'FT000' then
    return '{"asked": null}'; -- someone was faster; the next return asks again
  end;
  update waiting set state = 'asked', reservation_id = (p->>'reservation_id')::uuid where id = next.id;
  perform tell(next.relay_id, 'seats_came_free', p->>'reservation_id', jsonb_build_object('reservation_id', p->>'reservation_id'), at);
  return jsonb_build_object('asked', p->>'reservation_id');
end $$;

-- Yes or no to seats that came free. p: {reservation_id, accept, now, principal}
create or replace function answer_waiting(p jsonb) returns jsonb language plpgsql as $$
declare
  at timestamptz := (p->>'now')::timestamptz;
  f performance := keep_performance_of((p->>'reservation_id')::uuid);
  r reservation := lock_to_give_back((p->>'reservation_id')::uuid);
begin
  if r.relay_id <> (p->'principal'->>'organisation_id')::uuid then perform refuse('not_found', '{"what": "reservation"}'); end if;
  if r.state <> 'asked' or r.expires_at <= at or f.starts_at <= at then perform refuse('turn_is_over'); end if;
  if (p->>'accept')::boolean then
    update reservation set state = 'held', changed_at = at, driven_at = at where id = r.id;
    update waiting set state = 'booked' where reservation_id = r.id;
    return jsonb_build_object('id', r.id, 'state', 'held', 'invitation_id', r.invitation_id);
  end if;
  return release(jsonb_build_object('reservation_id', r.id, 'reason', 'declined', 'now', at)) || jsonb_build_object('id', r.id);
end $$;

-- Turns that nobody answered end. p: {now}. Answers the invitations with seats to offer again.
create or replace function end_turns(p jsonb) returns jsonb language plpgsql as $$
declare
  over record;
  free uuid[] := '{}';
  turns uuid[] := array(
    select id from reservation where state = 'asked' and expires_at <= (p->>'now')::timestamptz order by id limit 100);
begin
  perform from invitation where id in (select invitation_id from reservation where id = any(turns)) order by id for no key update;
  perform from reservation where id = any(turns) order by id for update;
  -- those that the relay has not answered in the meantime
  for over in select r.id, r.invitation_id from reservation r join invitation i on i.id = r.invitation_id
               where r.id = any(turns) and r.state = 'asked' order by i.convention_id, r.id loop
    perform release(jsonb_build_object('reservation_id', over.id, 'reason', 'no_answer', 'now', p->>'now'));
    free := free || over.invitation_id;
  end loop;
  return to_jsonb(free);
end $$;
