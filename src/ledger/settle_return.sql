-- The partner has taken back these seats (or refuses to): the credits return, or the seats stay as they were.
-- A refusal is shown to a person as long as any of its seats could still go, in the transaction that keeps them: the door may
-- be about to tell why. (Of a Worker of the version before, which shows it itself, no message comes.)
-- p: {reservation_id, seat_ids, outcome: 'cancelled' | 'already_cancelled' | 'refused', message, todo, now}.
-- Answers {returned, invitation_id}.
create or replace function settle_return(p jsonb) returns jsonb language plpgsql as $$
declare
  at timestamptz := (p->>'now')::timestamptz;
  f performance := keep_performance_of((p->>'reservation_id')::uuid);
  r reservation := lock_to_give_back((p->>'reservation_id')::uuid);
  back uuid[] := array(
    select id from seat where reservation_id = r.id and state = 'returning' and p->'seat_ids' ? id::text order by id);
begin
  if back = '{}' then return jsonb_build_object('returned', 0, 'invitation_id', r.invitation_id); end if;
  if p->>'outcome' = 'refused' then
    perform stay_with_guests(back);
    if is_over(f) then perform return_lost(r, at); end if;
    if f.closed_at is not null then perform mark_unused(array[r.id], f, at); end if;
    perform show_lost(r, at);
    if f.closed_at is not null or not exists (select from seat where reservation_id = r.id and state in ('held', 'issued')) then
      perform end_return_troubles(array[r.id], at);
    elsif p ? 'message' then
      perform raise_trouble(p || jsonb_build_object('kind', 'return', 'subject', r.id));
    end if;
    return jsonb_build_object('returned', 0, 'invitation_id', r.invitation_id);
  end if;

  perform return_seats(r, back, at);
  perform show_lost(r, at);
  return jsonb_build_object('returned', cardinality(back), 'invitation_id', r.invitation_id);
end $$;

-- These seats are promised to nobody any more: their credits are free, nothing is due for them, their places are left again.
-- The caller holds the invitation and the reservation.
create or replace function return_seats(r reservation, back uuid[], at timestamptz) returns void language plpgsql as $$
declare
  due bigint := (select coalesce(sum(due_cents), 0) from seat where id = any(back));
  freed record;
begin
  select * into freed from return_credits(back);
  update seat set state = 'returned', due_cents = 0 where id = any(back);
  update invitation set seats_left = seats_left + cardinality(back) where id = r.invitation_id;
  perform post(freed.convention_id, 'return', back[1] || ':returned', at,
    freed.lines || line('due_to_structure', 'reserve', due));
  if not exists (select from seat where reservation_id = r.id and state not in ('returned', 'released')) then
    update reservation set state = 'returned', changed_at = at where id = r.id;
  end if;
end $$;

-- A seat whose credit was not spent yet is held again, its ticket still to come.
create or replace function stay_with_guests(seats uuid[]) returns void language sql as $$
  update seat s set state = case k.state when 'held' then 'held' else 'issued' end::seat_state
    from credit k
   where s.id = any(seats) and k.convention_id = s.convention_id and k.number = s.credit_number
$$;

-- A return is no trouble any more once it has ended without the venue: the door or the end of the evening has settled it.
create or replace function end_return_troubles(reservations uuid[], at timestamptz) returns void language sql as $$
  update trouble t set resolved_at = greatest(t.opened_at, at)
    from unnest(reservations) as r(id)
   where t.kind = 'return' and t.subject = r.id::text and t.resolved_at is null
     and not exists (select from seat s where s.reservation_id = r.id and s.state = 'returning')
$$;
