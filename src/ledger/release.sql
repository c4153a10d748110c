-- Frees the seats and credits of a reservation for which the partner holds nothing.
-- An attempt whose outcome is not known forbids it: first it is looked up.
-- p: {reservation_id, reason, now}. Answers {state}; a second time changes nothing.
create or replace function release(p jsonb) returns jsonb language plpgsql as $$
declare
  at timestamptz := (p->>'now')::timestamptz;
  r reservation := lock_to_give_back((p->>'reservation_id')::uuid);
  leaving uuid[];
  freed record;
begin
  if r.state not in ('held', 'asked') then return jsonb_build_object('state', r.state); end if;
  if exists (select from attempt where reservation_id = r.id and state in ('started', 'confirmed')) then
    perform refuse('outcome_unknown', jsonb_build_object('reservation_id', r.id));
  end if;
  leaving := array(select id from seat where reservation_id = r.id and state = 'held');
  select * into freed from return_credits(leaving);
  update reservation set state = 'released', reason = p->>'reason', changed_at = at where id = r.id;
  update seat set state = 'released' where id = any(leaving);
  update invitation set seats_left = seats_left + cardinality(leaving) where id = r.invitation_id;
  perform post(freed.convention_id, 'release', r.id::text, at, freed.lines);
  if r.state = 'held' and p->>'reason' <> 'performance_cancelled' then
    perform tell(r.relay_id, 'booking_refused', r.id::text, jsonb_build_object('reservation_id', r.id, 'reason', p->>'reason'), at);
  end if;
  update waiting set state = 'left' where reservation_id = r.id and state = 'asked';
  return jsonb_build_object('state', 'released', 'invitation_id', r.invitation_id);
end $$;

-- Gives the credits behind these seats back to the stock; those that the structure had offered end with the seat.
-- Answers the lines to post: a credit that was spent leaves the issued seats (or the unused), one that was not leaves the held.
create or replace function return_credits(seats uuid[], out convention_id uuid, out lines jsonb) language plpgsql as $$
declare
  back integer;
  numbers integer[] := array(select s.credit_number from seat s where s.id = any(seats));
begin
  select s.convention_id into return_credits.convention_id from seat s where s.id = seats[1];
  perform from credit_stock k where k.convention_id = return_credits.convention_id for update;
  with freed as (
    update credit k set seat_id = null, state = case when k.origin = 'structure' and k.price_cents = 0
        then 'withdrawn' else 'available' end::credit_state
      from credit was
     where k.convention_id = return_credits.convention_id and k.number = any(numbers) and k.seat_id = any(seats)
       and was.convention_id = return_credits.convention_id and was.number = any(numbers) and was.number = k.number
    returning was.seat_id, was.state as was, k.state
  ),
  moved as (
    select case when freed.was = 'held' then 'held' when s.state = 'unused' then 'unused' else 'issued' end::account as was,
      case freed.state when 'available' then 'available' else 'minted' end::account as now, count(*) as seats
      from freed join seat s on s.id = freed.seat_id group by 1, 2 order by 1, 2
  )
  select coalesce(jsonb_agg(line(was, now, moved.seats)), '[]'), coalesce(sum(moved.seats) filter (where now = 'available'), 0)
    into lines, back from moved;
  update credit_stock k set available = k.available + back where k.convention_id = return_credits.convention_id;
end $$;
