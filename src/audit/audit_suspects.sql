-- Where sums of rows that belong together are not the same: the parts of the books in which rows have to be looked for.
create or replace function audit_suspects(sums jsonb, which uuid) returns table (part text) language sql stable as $$
  with posted as (
    select * from jsonb_to_recordset(sums->'posted') as t(debit text, credit text, ids numeric, amounts numeric)
     where (t.debit, t.credit) in (('receivable', 'fund'), ('taken_back', 'receivable'))
  ),
  entered as (select * from jsonb_to_recordset(sums->'entered') as t(ids numeric, of_others numeric)),
  given as (select * from jsonb_to_recordset(sums->'given') as t(counted numeric, line numeric)),
  came as (select * from jsonb_to_recordset(sums->'came') as t(amounts numeric, line numeric)),
  running as (select f.* from fund f where which is null or f.convention_id = which),
  opened as (
    select * from jsonb_to_recordset(sums->'opened') as t(convention_id uuid, origin text, state text, credits numeric, line numeric)
  ),
  seated as (
    select * from jsonb_to_recordset(sums->'seated')
      as t(convention_id uuid, reservation text, seat text, credit text, at_home boolean, known boolean, seats numeric)
  ),
  side as (
    -- a gift's entry has one posting; of other entries each is counted once
    select 'entries' as part, 'of gifts' as place, p.ids as n from posted p
    union all select 'entries', 'of gifts', e.of_others - e.ids from entered e
    union all select 'entries', 'of others', t.ids from jsonb_to_recordset(sums->'told') as t(ids numeric)
    union all select 'entries', 'of others', -e.of_others from entered e

    -- a gift and its inflows, those on the line of cents, what was posted for each, and how many there are
    union all select 'gifts', 'line', g.line from given g
    union all select 'gifts', 'line', f.line_in::numeric ^ 2 from running f
    union all select 'gifts', 'line', -c.line from came c
    union all select 'gifts', 'amounts', p.amounts from posted p
    union all select 'gifts', 'amounts', -c.amounts from came c
    union all select 'gifts', 'counted', g.counted from given g
    union all select 'gifts', 'counted', -f.gifts::numeric * uuid_hash(f.convention_id) from running f
    union all select 'gifts', 'counted', -w.gifts * uuid_hash(w.convention_id)
      from jsonb_to_recordset(sums->'waiting') as w(convention_id uuid, gifts numeric)

    -- what went out of the line, and the credits that it opened
    union all select 'credits', 'line', f.line_out::numeric ^ 2 from running f
    union all select 'credits', 'line', o.line from opened o where o.origin = 'gifts'
    union all select 'credits', 'line', -w.line from jsonb_to_recordset(sums->'went') as w(line numeric)

    -- a credit that is held or spent, and the living seat on it
    union all select 'seats', o.convention_id::text, o.credits from opened o where o.state in ('held', 'spent')
    union all select 'seats', s.convention_id::text, -s.seats from seated s where s.seat not in ('released', 'returned')
    union all select 'seats', 'states', s.seats from seated s
      where not (s.at_home and seat_has_credit(s.seat, s.credit, s.known) and seat_in_reservation(s.seat, s.reservation))
  )
  select distinct s.part from side s group by s.part, s.place having sum(s.n) <> 0
$$;
