-- Where sums of rows that belong together are not the same: the parts of the books, and the conventions, in which
-- `audit_rows` has to look for the rows.
create or replace function audit_suspects(sums jsonb, which uuid) returns table (part text, convention_id uuid) language sql stable as $$
  with side as (
    -- a gift's entry has one posting; of other entries each is counted once
    select 'entries' as part, p.convention_id, 'of gifts' as place, p.ids as ours, 0 as theirs
      from jsonb_to_recordset(sums->'posted') as p(convention_id uuid, debit text, credit text, ids numeric)
     where (p.debit, p.credit) in (('receivable', 'fund'), ('taken_back', 'receivable'))
    union all select 'entries', t.convention_id, 'of others', t.ids, 0 from jsonb_to_recordset(sums->'told') as t(convention_id uuid, ids numeric)
    union all select 'entries', e.convention_id, l.place, 0, l.ids
      from jsonb_to_recordset(sums->'entered') as e(convention_id uuid, of_gifts numeric, of_others numeric)
      cross join lateral (values ('of gifts', e.of_gifts), ('of others', e.of_others)) l(place, ids)

    -- a gift and its inflows, those on the line of cents, and what was posted for each
    union all select 'gifts', g.convention_id, 'line', g.line, 0 from jsonb_to_recordset(sums->'given') as g(convention_id uuid, line numeric)
    union all select 'gifts', f.convention_id, 'line', f.line_in::numeric ^ 2, 0 from fund f where which is null or f.convention_id = which
    union all select 'gifts', c.convention_id, 'line', 0, c.line from jsonb_to_recordset(sums->'came') as c(convention_id uuid, line numeric)
    union all select 'gifts', c.convention_id, 'amounts', c.amounts, 0 from jsonb_to_recordset(sums->'came') as c(convention_id uuid, amounts numeric)
    union all select 'gifts', p.convention_id, 'amounts', 0, p.amounts
      from jsonb_to_recordset(sums->'posted') as p(convention_id uuid, debit text, credit text, amounts numeric)
     where (p.debit, p.credit) in (('receivable', 'fund'), ('taken_back', 'receivable'))

    -- what went out of it, and the credits that it opened
    union all select 'credits', f.convention_id, 'line', f.line_out::numeric ^ 2, 0 from fund f where which is null or f.convention_id = which
    union all select 'credits', o.convention_id, 'line', o.line, 0
      from jsonb_to_recordset(sums->'opened') as o(convention_id uuid, origin text, line numeric) where o.origin = 'gifts'
    union all select 'credits', w.convention_id, 'line', 0, w.line from jsonb_to_recordset(sums->'went') as w(convention_id uuid, line numeric)

    -- a credit that is held or spent, and the living seat on it
    union all select 'seats', o.convention_id, 'living', o.credits, 0
      from jsonb_to_recordset(sums->'opened') as o(convention_id uuid, state text, credits numeric) where o.state in ('held', 'spent')
    union all select 'seats', s.convention_id, 'living', 0, s.seats
      from jsonb_to_recordset(sums->'seated') as s(convention_id uuid, seat text, seats numeric) where s.seat not in ('released', 'returned')
    union all select 'seats', s.convention_id, 'states', s.seats, 0
      from jsonb_to_recordset(sums->'seated') as s(convention_id uuid, reservation text, seat text, credit text, at_home boolean, known boolean, seats numeric)
     where not (s.at_home and seat_has_credit(s.seat, s.credit, s.known) and seat_in_reservation(s.seat, s.reservation))
  )
  select distinct s.part, s.convention_id from side s group by s.part, s.convention_id, s.place having coalesce(sum(s.ours), 0) <> coalesce(sum(s.theirs), 0)
$$;
