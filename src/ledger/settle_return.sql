-- The partner has taken back these seats (or refuses to): the credits return, or the seats stay as they were.
-- p: {reservation_id, seat_ids, outcome: 'cancelled' | 'refused', now}. Answers {returned, invitation_id}.
create or replace function settle_return(p jsonb) returns jsonb language plpgsql as $$
declare
  at timestamptz := (p->>'now')::timestamptz;
  wanted uuid[] := array(select (jsonb_array_elements_text(p->'seat_ids'))::uuid);
  r reservation;
  leaving account;
  back uuid[];
  due bigint;
  freed record;
begin
  select * into r from reservation where id = (p->>'reservation_id')::uuid for update;
  if p->>'outcome' = 'refused' then
    update seat set state = 'issued' where reservation_id = r.id and state = 'returning' and id = any(wanted);
    return jsonb_build_object('returned', 0, 'invitation_id', r.invitation_id);
  end if;
  -- a booking that was called off before its tickets came never left the held account
  leaving := case when r.state = 'booked' then 'held' else 'issued' end;
  select coalesce(array_agg(id), '{}'), coalesce(sum(due_cents), 0) into back, due
    from seat where reservation_id = r.id and state = 'returning' and id = any(wanted);
  if back = '{}' then return jsonb_build_object('returned', 0, 'invitation_id', r.invitation_id); end if;

  select * into freed from free_credits(back);
  update seat set state = 'returned', due_cents = 0 where id = any(back);
  update invitation set seats_left = seats_left + cardinality(back) where id = r.invitation_id;
  perform post(freed.convention_id, 'return', back[1] || ':returned', at, jsonb_build_array(
    line(leaving, 'available', freed.paid_count), line(leaving, 'minted', freed.offered_count),
    line('due_to_structure', 'reserve', due)));
  if not exists (select from seat where reservation_id = r.id and state not in ('returned', 'released')) then
    update reservation set state = 'returned', changed_at = at where id = r.id;
  end if;
  return jsonb_build_object('returned', cardinality(back), 'invitation_id', r.invitation_id);
end $$;
