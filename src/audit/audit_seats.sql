-- Seats that do not agree with the credit behind them or with their reservation, and credits whose seat is not there.
create or replace function audit_seats(which uuid)
returns table (kind text, convention_id uuid, place text, ours text, theirs text) language sql stable as $$
  select case when not a.with_credit then 'seat_credit' else 'seat_reservation' end, i.convention_id, s.id::text, s.state::text,
      case when not a.with_credit then s.credit_number || ': ' || coalesce(k.state::text, '–') else r.id || ': ' || r.state end
    from seat s join reservation r on r.id = s.reservation_id join invitation i on i.id = r.invitation_id
    left join credit k on k.convention_id = s.convention_id and k.number = s.credit_number
    cross join lateral (select s.convention_id = i.convention_id and seat_has_credit(s.state::text, k.state::text, coalesce(k.seat_id = s.id, false)) as with_credit,
      seat_in_reservation(s.state::text, r.state::text) as with_reservation) a
   where (which is null or i.convention_id = which) and not (a.with_credit and a.with_reservation)
  union all
  select 'credit_seat', k.convention_id, k.number::text, k.state::text, null
    from credit k where (which is null or k.convention_id = which) and k.state in ('held', 'spent') and not exists (
      select from seat s where s.id = k.seat_id and s.convention_id = k.convention_id and s.credit_number = k.number
        and s.state not in ('released', 'returned'))
$$;

-- What a seat may be, given the credit behind it; `known`: that credit names this seat.
create or replace function seat_has_credit(seat text, credit text, known boolean) returns boolean language sql immutable as $$
  select case when seat in ('released', 'returned') then not known
    else known and coalesce(case credit when 'held' then seat in ('held', 'returning') when 'spent' then seat <> 'held' end, false) end
$$;

-- What a seat may be in a reservation that stands so.
create or replace function seat_in_reservation(seat text, reservation text) returns boolean language sql immutable as $$
  select case when reservation in ('asked', 'held') then seat = 'held'
    when reservation in ('released', 'returned') then seat = reservation
    when reservation = 'booked' then seat in ('held', 'returning', 'returned')
    else seat <> 'released' end
$$;
