-- All that the figures of some conventions are made of, each as it stood at one moment: accounts come rolled up, funds and
-- credits from their running rows, seats are counted. Nothing is summed over all history. Planned once for each
-- connection: planning takes longer than reading.
-- Answers one object for each: {sums: {account: [debits, credits]}, seat_price_cents, on_line_cents, surplus_cents,
-- shortfall_cents, minted, gifts, available, waiting: [in, back], seats: {…}}; what has not begun yet is null.
create or replace function standings(conventions uuid[], at timestamptz) returns setof jsonb language plpgsql stable
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashagg = off set max_parallel_workers_per_gather = 0 as $$
begin
  return query
  with sums as (
    select b.convention_id, jsonb_object_agg(b.account, jsonb_build_array(b.debits, b.credits)) as sums
      from balances_of(conventions) b group by b.convention_id
  ),
  -- inflows that conversion has not worked on yet: what came in, and what was taken back
  waiting as (
    select i.convention_id, sum(i.gifts) as gifts, sum(greatest(i.cents, 0)) as in_cents, sum(greatest(-i.cents, 0)) as back_cents
      from inflow i where i.convention_id = any(conventions) and i.applied_at is null group by i.convention_id
  ),
  seats as (
    select s.convention_id, jsonb_build_object('due_cents', sum(s.due_cents),
        'held', count(*) filter (where s.at = 'held'), 'issued', count(*) filter (where s.at = 'issued'),
        'used', count(*) filter (where s.at = 'used'), 'unused', count(*) filter (where s.at = 'unused'),
        'reserved', count(*) filter (where s.at <> 'released'), 'given_back', count(*) filter (where s.at = 'returned'),
        'ever_issued', count(*) filter (where s.at in ('issued', 'used', 'unused') or (s.at = 'returned' and s.had_ticket))) as seats
      from (
        select s.convention_id, s.due_cents, s.ticket_type is not null as had_ticket,
          -- a seat on its way back stands where its credit does: held, or issued
          case when s.state <> 'returning' then s.state
            when 'held' = (select k.state from credit k where k.convention_id = s.convention_id and k.number = s.credit_number) then 'held'
            else 'issued' end as at
          from seat s where s.convention_id = any(conventions) offset 0) s
     group by s.convention_id
  )
  select jsonb_build_object('sums', coalesce(sums.sums, '{}'), 'seat_price_cents', v.seat_price_cents,
      'on_line_cents', f.line_in - f.line_out, 'surplus_cents', f.surplus_cents, 'shortfall_cents', f.shortfall_cents,
      'minted', f.minted, 'gifts', coalesce(f.gifts, 0) + coalesce(w.gifts, 0), 'available', k.available,
      'waiting', jsonb_build_array(coalesce(w.in_cents, 0), coalesce(w.back_cents, 0)), 'seats', seats.seats)
    from unnest(conventions) as c(id)
    left join sums on sums.convention_id = c.id
    left join fund f on f.convention_id = c.id
    left join credit_stock k on k.convention_id = c.id
    left join waiting w on w.convention_id = c.id
    left join seats on seats.convention_id = c.id
    left join lateral (select v.seat_price_cents from convention_version v
       where v.convention_id = c.id and v.in_force_at <= at order by v.number desc limit 1) v on true;
end $$;
