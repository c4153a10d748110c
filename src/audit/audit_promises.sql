-- What is on offer, promised and decided, row by row: few rows, so always all of them.
create or replace function audit_promises(which uuid)
returns table (kind text, convention_id uuid, place text, ours text, theirs text) language sql stable as $$
  select 'seats_left', i.convention_id, i.id::text, i.seats_left::text, (i.seats - count(s.id))::text
    from invitation i left join reservation r on r.invitation_id = i.id
    left join seat s on s.reservation_id = r.id and s.state not in ('released', 'returned')
   where which is null or i.convention_id = which group by i.id having i.seats_left <> i.seats - count(s.id)
  union all
  -- a booking is confirmed by one attempt, and what an attempt confirmed is booked
  select 'attempt', i.convention_id, r.id::text, r.state::text, coalesce(a.reference, '–')
    from reservation r join invitation i on i.id = r.invitation_id
    left join attempt a on a.reservation_id = r.id and a.state = 'confirmed'
   where (which is null or i.convention_id = which) and (a.reference is null) = (r.partner_order is not null)
  union all
  select 'decision', coalesce(d.convention_id, e.convention_id), coalesce(d.id::text, e.cause_id),
      coalesce(d.cents, 0)::text, coalesce(e.cents, 0)::text
    from (select * from surplus_decision d where d.taken_at is not null and (which is null or d.convention_id = which)) d
    full join (select e.convention_id, e.cause_id, sum(p.amount) filter (where p.debit = 'surplus') as cents
                 from entry e left join posting p on p.entry_id = e.id
                where e.cause = 'decision' and (which is null or e.convention_id = which) group by e.id) e on e.cause_id = d.id::text
   where d.cents is distinct from e.cents
$$;
