-- A relay gives seats back in time; they stay promised to it until the partner has taken them back. `only_lost`: of those, what
-- the venue has cancelled by itself and not made valid again since.
-- p: {reservation_id, seat_ids | null for all, only_lost, now, principal}. Answers {reservation_id, returning}.
create or replace function give_back(p jsonb) returns jsonb language plpgsql as $$
declare
  at timestamptz := (p->>'now')::timestamptz;
  r record;
  returning_ids uuid[];
begin
  select res.id, res.state, f.starts_at into r
    from reservation res join invitation i on i.id = res.invitation_id join performance f on f.id = i.performance_id
   where res.id = (p->>'reservation_id')::uuid and (p->'principal'->>'role' = 'operator'
     or res.relay_id = (p->'principal'->>'organisation_id')::uuid) for update of res;
  if not found then perform refuse('not_found', '{"what": "reservation"}'); end if;
  if r.state = 'held' then perform refuse('booking_under_way'); end if;
  if r.starts_at <= at then perform refuse('too_late_to_give_back', jsonb_build_object('starts_at', r.starts_at)); end if;
  with changed as (
    update seat set state = 'returning'
     where reservation_id = r.id and r.state in ('booked', 'issued') and state in ('held', 'issued')
       and (p->'seat_ids' is null or jsonb_typeof(p->'seat_ids') = 'null' or p->'seat_ids' ? id::text)
       and (lost_at is not null or (p->>'only_lost')::boolean is not true)
    returning id
  )
  select array_agg(id) into returning_ids from changed;
  if returning_ids is null then perform refuse('nothing_to_give_back'); end if;
  update reservation set drives = drives + 1, driven_at = at where id = r.id;
  return jsonb_build_object('reservation_id', r.id, 'returning', to_jsonb(returning_ids),
    'drive', (select drives from reservation where id = r.id));
end $$;

-- What the partner still has to take back for a reservation. p: {reservation_id, now}
create or replace function returning_seats(p jsonb) returns jsonb language sql as $$
  update reservation set driven_at = (p->>'now')::timestamptz where id = (p->>'reservation_id')::uuid;
  select jsonb_build_object('connection_id', f.connection_id, 'order', r.partner_order,
      'whole', not exists (select from seat o where o.reservation_id = r.id and o.state not in ('returning', 'returned', 'released')),
      'seats', coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'position', s.position) order by s.id)
         from seat s where s.reservation_id = r.id and s.state = 'returning'), '[]'))
    from reservation r join invitation i on i.id = r.invitation_id join performance f on f.id = i.performance_id
   where r.id = (p->>'reservation_id')::uuid
$$;
