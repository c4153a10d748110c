-- Frees the seats and credits of a reservation for which the partner holds nothing.
-- An attempt whose outcome is not known forbids it: first it is looked up.
-- p: {reservation_id, reason, now}. Answers {state}; a second time changes nothing.
create or replace function release(p jsonb) returns jsonb language plpgsql as $$
declare
  at timestamptz := (p->>'now')::timestamptz;
  r reservation;
  convention uuid;
  paid integer;
  offered integer;
begin
  select * into r from reservation where id = (p->>'reservation_id')::uuid for update;
  if r.state not in ('held', 'asked') then return jsonb_build_object('state', r.state); end if;
  if exists (select from attempt where reservation_id = r.id and state in ('started', 'confirmed')) then
    perform refuse('outcome_unknown', jsonb_build_object('reservation_id', r.id));
  end if;
  update reservation set state = 'released', reason = p->>'reason', changed_at = at where id = r.id;
  select s.convention_id, paid_count, offered_count into convention, paid, offered
    from free_credits(array(select id from seat where reservation_id = r.id and state = 'held')) s;
  update seat set state = 'released' where reservation_id = r.id and state = 'held';
  update invitation set seats_left = seats_left + paid + offered where id = r.invitation_id;
  perform post(convention, 'release', r.id::text, at, jsonb_build_array(
    line('held', 'available', paid), line('held', 'minted', offered)));
  if r.state = 'held' and p->>'reason' <> 'performance_cancelled' then
    perform tell(r.relay_id, 'booking_refused', r.id::text, jsonb_build_object('reservation_id', r.id, 'reason', p->>'reason'), at);
  end if;
  update waiting set state = 'left' where reservation_id = r.id and state = 'asked';
  return jsonb_build_object('state', 'released', 'invitation_id', r.invitation_id);
end $$;

-- Gives the credits behind these seats back to the stock; those that the structure had offered end with the seat.
create or replace function free_credits(seats uuid[], out convention_id uuid, out paid_count integer, out offered_count integer)
language plpgsql as $$
begin
  -- the stock row first: every writer of credits takes it before any credit
  select s.convention_id into free_credits.convention_id from seat s where s.id = seats[1];
  perform from credit_stock k where k.convention_id = free_credits.convention_id for update;
  with freed as (
    update credit k set seat_id = null, state = case when k.origin = 'structure' and k.price_cents = 0
        then 'withdrawn' else 'available' end::credit_state
     where k.convention_id = free_credits.convention_id and k.seat_id = any(seats)
    returning k.state
  )
  select count(*) filter (where state = 'available'), count(*) filter (where state = 'withdrawn')
    into paid_count, offered_count from freed;
  update credit_stock k set available = k.available + paid_count where k.convention_id = free_credits.convention_id;
end $$;
