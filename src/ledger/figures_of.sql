-- All that the figures of one convention, of a season's, or of all are made of, each as it stood at one moment: accounts come
-- rolled up, funds and credits from their running rows, seats are counted. Nothing is summed over all history. Planned once
-- for each connection: planning takes longer than reading; and for few rows, though the planner would guess many.
-- Each row is of one convention, and holds whole numbers in the order told here:
--   running  once for each convention: seat price, cents left on the line, surplus cents, shortfall cents, credits minted,
--            gifts that count, credits available; what has not begun yet is null
--   account  each account that has a posting, by its name: debits, credits
--   waiting  where inflows wait for the conversion: gifts, cents that came in, cents that were taken back
--   seats    each state in which there are seats, by its name: seats, cents due; of those given back also how many had a ticket
--   held     seats on their way back whose credit is only held: how many
create or replace function figures_of(convention uuid, season uuid, at timestamptz)
returns table (convention_id uuid, part text, name text, numbers bigint[]) language plpgsql stable
set plan_cache_mode = force_generic_plan set enable_seqscan = off set max_parallel_workers_per_gather = 0 set jit = off as $$
declare
  conventions uuid[] := array(select c.id from convention c
    where (c.id = convention or convention is null) and (c.season_id = season or season is null));
begin
  return query
  select c.id, 'running', null::text, array[(select v.seat_price_cents from convention_version v
        where v.convention_id = c.id and v.in_force_at <= at order by v.number desc limit 1),
      f.line_in - f.line_out, f.surplus_cents, f.shortfall_cents, f.minted, f.gifts, k.available]
    from unnest(conventions) as c(id)
    left join fund f on f.convention_id = c.id
    left join credit_stock k on k.convention_id = c.id
  union all
  select b.convention_id, 'account', b.account::text, array[b.debits, b.credits] from rolled_up_and_younger(conventions) b
  union all
  select i.convention_id, 'waiting', null, array[sum(i.gifts), sum(greatest(i.cents, 0)), sum(greatest(-i.cents, 0))]::bigint[]
    from inflow i where i.convention_id = any(conventions) and i.applied_at is null
     and i.id >= (select h.none_waits_before from rollup_horizon h) group by i.convention_id
  union all
  -- the living and those that are not any more, each by an index of their own
  select c.id, 'seats', s.state::text, array[s.seats, s.due_cents] from unnest(conventions) as c(id) cross join lateral (
    select s.state, count(*) as seats, sum(s.due_cents)::bigint as due_cents
      from seat s where s.convention_id = c.id and s.state not in ('returned', 'released') group by s.state) s
  union all
  select s.convention_id, 'seats', s.state::text, array[count(*), sum(s.due_cents)::bigint, count(s.ticket_type)]
    from seat s where s.convention_id = any(conventions) and s.state in ('returned', 'released') group by s.convention_id, s.state
  union all
  select s.convention_id, 'held', null, array[count(*)] from seat s
    join credit k on k.convention_id = s.convention_id and k.number = s.credit_number and k.state = 'held'
   where s.convention_id = any(conventions) and s.state = 'returning' group by s.convention_id;
end $$;
