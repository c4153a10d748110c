-- Before the partner is called: a new attempt under a reference of its own, or the one still under way.
-- p: {reservation_id, reference, now}
-- Answers {state, attempt: {number, reference, state, resumed}, called_off, …what the partner needs}.
create or replace function begin_attempt(p jsonb) returns jsonb language plpgsql as $$
declare
  at timestamptz := (p->>'now')::timestamptz;
  r record;
  a attempt;
  resumed boolean;
begin
  select res.id, res.state, res.partner_order, res.access_needs, i.connection_id, i.performance_reference, i.allotment,
      i.performance_state, (select count(*) from seat where reservation_id = res.id and state = 'held' and lost_at is null) as seats
    into r
    from reservation res join lateral (
      select f.connection_id, f.reference as performance_reference, inv.allotment, f.state as performance_state
        from invitation inv join performance f on f.id = inv.performance_id where inv.id = res.invitation_id) i on true
   where res.id = (p->>'reservation_id')::uuid for update of res;
  if not found then perform refuse('not_found', '{"what": "reservation"}'); end if;
  select * into a from attempt where reservation_id = r.id and state in ('started', 'confirmed');
  resumed := found;
  if not resumed and r.state = 'held' and r.performance_state = 'scheduled' then
    insert into attempt (reservation_id, number, reference, state, started_at)
    values (r.id, 1 + coalesce((select max(number) from attempt where reservation_id = r.id), 0), p->>'reference', 'started', at)
    returning * into a;
  end if;
  update reservation set driven_at = at where id = r.id;
  return to_jsonb(r) || jsonb_build_object('called_off', r.performance_state = 'cancelled', 'attempt',
    case when a.reference is null then null else jsonb_build_object('number', a.number, 'reference', a.reference,
      'state', a.state, 'resumed', resumed) end);
end $$;

-- How it ended. `absent`: a look-up by our reference found nothing, long enough after the call.
-- p: {reservation_id, reference, state: 'confirmed' | 'refused' | 'absent', detail, order, positions, now}
-- Answers {state, orphan}: orphan when a confirmation comes after its attempt was given up, so that nobody has this order.
create or replace function end_attempt(p jsonb) returns jsonb language plpgsql as $$
declare
  at timestamptz := (p->>'now')::timestamptz;
  r reservation;
begin
  select * into r from reservation where id = (p->>'reservation_id')::uuid for update;
  update attempt set state = (p->>'state')::attempt_state, ended_at = at, detail = p->>'detail'
   where reservation_id = r.id and reference = p->>'reference' and state = 'started';
  if not found or p->>'state' <> 'confirmed' then
    return jsonb_build_object('state', r.state,
      'orphan', p->>'state' = 'confirmed' and r.partner_order is distinct from p->>'order');
  end if;
  if r.state <> 'held' then perform refuse('outcome_unknown', jsonb_build_object('reservation_id', r.id)); end if;
  with theirs as (
    select position, n from jsonb_array_elements_text(p->'positions') with ordinality as t(position, n)
  ),
  ours as (
    select id, row_number() over (order by kind, credit_number) as n from seat where reservation_id = r.id and state = 'held'
  )
  update seat set position = theirs.position from ours join theirs using (n) where seat.id = ours.id;
  update reservation set state = 'booked', partner_order = p->>'order', changed_at = at, driven_at = at where id = r.id;
  -- the venue cancelled while we were asking: what was just booked goes straight back
  update seat set state = 'returning' where reservation_id = r.id and state = 'held' and exists (
    select from invitation i join performance f on f.id = i.performance_id
     where i.id = r.invitation_id and f.state = 'cancelled');
  return jsonb_build_object('state', 'booked', 'orphan', false);
end $$;

-- The sweep starts again what came to a halt, each time under the next number. p: {older_than, now, limit}
create or replace function claim_halted(p jsonb) returns jsonb language sql as $$
  with halted as (
    select id from reservation r
     where (state in ('held', 'booked') or exists (select from seat s where s.reservation_id = r.id and s.state = 'returning')
         -- a seat that got no ticket with the others: the venue has made it valid again, or has kept it
         or state = 'issued' and exists (
           select from seat s where s.reservation_id = r.id and s.state = 'held' and s.position is not null and s.lost_at is null))
       and coalesce(driven_at, created_at) < (p->>'older_than')::timestamptz
     order by driven_at limit (p->>'limit')::integer for update skip locked
  ),
  claimed as (
    update reservation r set drives = r.drives + 1, driven_at = (p->>'now')::timestamptz from halted h where r.id = h.id
    returning r.id, r.drives
  )
  select coalesce(jsonb_agg(jsonb_build_object('id', id, 'drive', drives)), '[]') from claimed
$$;
