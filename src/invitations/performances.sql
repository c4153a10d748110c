-- What the structure's ticketing plays now. A performance that was cancelled or moved is carried through to whoever booked it.
-- p: {connection_id, performances: [{id, reference, title, series, venue, starts_at, status, seats_free, public_price_cents}], now}
-- Answers {performances, called_off: [ids of reservations to take back or let go]}.
create or replace function sync_performances(p jsonb) returns jsonb language plpgsql as $$
declare
  at timestamptz := (p->>'now')::timestamptz;
  theirs record;
  ours performance;
  cancelled uuid[] := '{}';
  reopened uuid[] := '{}';
  called_off uuid[] := '{}';
begin
  if not exists (select from connection where id = (p->>'connection_id')::uuid and may_touch(p, structure_id)) then
    perform refuse('not_found', '{"what": "connection"}');
  end if;
  perform from performance f
    join jsonb_to_recordset(p->'performances') as t(reference text) on t.reference = f.reference
   where f.connection_id = (p->>'connection_id')::uuid order by f.reference for no key update of f;
  for theirs in select * from jsonb_to_recordset(p->'performances') as t(id uuid, reference text, title text, series text,
      venue text, starts_at timestamptz, status text, seats_free bigint, public_price_cents bigint) order by reference loop
    -- some say "unlimited" by the largest number that they know, and "overbooked" by one below zero
    if theirs.seats_free not between 0 and 1000000 then
      theirs.seats_free := case when theirs.seats_free < 0 then 0 else 1000000 end;
    end if;
    select * into ours from performance where connection_id = (p->>'connection_id')::uuid and reference = theirs.reference;
    if not found then
      insert into performance (id, connection_id, reference, title, series, venue, starts_at, state, seats_free, public_price_cents)
      values (theirs.id, (p->>'connection_id')::uuid, theirs.reference, theirs.title, theirs.series, theirs.venue,
        theirs.starts_at, theirs.status::performance_state, theirs.seats_free, theirs.public_price_cents)
      on conflict (connection_id, reference) do nothing;
      continue;
    end if;
    update performance set title = theirs.title, series = theirs.series, venue = theirs.venue, starts_at = theirs.starts_at,
      state = case when ours.state = 'cancelled' then ours.state else theirs.status::performance_state end,
      seats_free = theirs.seats_free, public_price_cents = theirs.public_price_cents where id = ours.id;
    if ours.state = 'scheduled' and ours.final_at > at
       and (theirs.status = 'cancelled' or (theirs.starts_at > at and theirs.starts_at <> ours.starts_at)) then
      reopened := reopened || ours.id;
    end if;
    if ours.state = 'scheduled' and theirs.status = 'cancelled' then
      cancelled := cancelled || ours.id;
    elsif ours.state = 'scheduled' and ours.starts_at <> theirs.starts_at then
      -- one that comes back to a day it was on before is told again: the last mail is what a relay goes by
      perform tell(r.relay_id, 'performance_moved', r.id || ':' || extract(epoch from theirs.starts_at) || ':' || extract(epoch from at),
          jsonb_build_object('reservation_id', r.id, 'before', ours.starts_at), at)
        from reservation r join invitation i on i.id = r.invitation_id
       where i.performance_id = ours.id and r.state in ('held', 'booked', 'issued');
    end if;
  end loop;
  if reopened || cancelled <> '{}' then
    perform from invitation where performance_id = any(reopened || cancelled) order by id for no key update;
    perform from reservation res join invitation i on i.id = res.invitation_id
     where i.performance_id = any(reopened || cancelled) order by res.id for update of res;
    perform reopen_evening(f, at) from unnest(reopened) f;
    called_off := call_off(cancelled, at);
  end if;
  return jsonb_build_object('performances', jsonb_array_length(p->'performances'), 'called_off', to_jsonb(called_off));
end $$;

-- The venue cancels: relays are told at once, every seat starts on its way back, and what was not booked yet is let go.
-- The caller holds the performances, their invitations and reservations.
create or replace function call_off(evenings uuid[], at timestamptz) returns uuid[] language plpgsql as $$
declare
  r record;
  touched uuid[] := '{}';
begin
  update invitation set state = 'closed' where performance_id = any(evenings) and state <> 'closed';
  for r in select res.id, res.relay_id, res.state from reservation res join invitation i on i.id = res.invitation_id
            where i.performance_id = any(evenings) and res.state in ('asked', 'held', 'booked', 'issued')
            order by i.convention_id, res.id loop
    perform tell(r.relay_id, 'performance_cancelled', r.id::text, jsonb_build_object('reservation_id', r.id), at);
    if r.state in ('booked', 'issued') then
      update seat set state = 'returning' where reservation_id = r.id and state in ('held', 'issued');
      update reservation set driven_at = at where id = r.id;
    elsif r.state = 'asked' then
      perform release(jsonb_build_object('reservation_id', r.id, 'reason', 'performance_cancelled', 'now', at));
      continue;
    end if;
    touched := touched || r.id;
  end loop;
  update waiting w set state = 'left' from invitation i
   where i.id = w.invitation_id and i.performance_id = any(evenings) and w.state in ('waiting', 'asked');
  return touched;
end $$;
