-- Balances, exact at any moment and at a flat cost: what was rolled up, plus the postings that are younger. These are few,
-- however many there are in all, and are added up before it is asked whose they are. Without settings of its own it becomes
-- a part of the query that reads it; the planner cannot know that few are younger, so that query has to keep it from reading
-- the whole table, from calling helpers and from compiling.
create or replace function rolled_up_and_younger(conventions uuid[])
returns table (convention_id uuid, account account, debits bigint, credits bigint) language sql stable as $$
  with younger as materialized (
    select p.convention_id, p.debit, p.credit, sum(p.amount) as amount
      from posting p where p.written_by >= (select h.written_before from rollup_horizon h) group by 1, 2, 3
  )
  select a.convention_id, a.account, sum(a.debits)::bigint, sum(a.credits)::bigint from (
    select r.convention_id, r.account, r.debits, r.credits from rollup r where r.convention_id = any(conventions)
    union all select y.convention_id, y.debit, y.amount, 0 from younger y where y.convention_id = any(conventions)
    union all select y.convention_id, y.credit, 0, y.amount from younger y where y.convention_id = any(conventions)
  ) a group by 1, 2
$$;

create or replace function balances_of(conventions uuid[])
returns table (convention_id uuid, account account, debits bigint, credits bigint) language plpgsql stable
set plan_cache_mode = force_generic_plan set enable_seqscan = off set max_parallel_workers_per_gather = 0 set jit = off as $$
begin
  return query select b.convention_id, b.account, b.debits, b.credits from rolled_up_and_younger(conventions) b order by 1, 2;
end $$;

create or replace function balances(convention uuid) returns table (account account, debits bigint, credits bigint)
language sql stable as $$
  select account, debits, credits from balances_of(array[convention])
$$;

-- Moves the horizon up to the oldest transaction still running: everything before it is committed or gone for ever.
create or replace function roll_up(p jsonb) returns jsonb language plpgsql as $$
declare
  to_here xid8 := pg_snapshot_xmin(pg_current_snapshot());
  -- looked at before this transaction has an id of its own: who took an inflow's id so far, has a lower one already
  taken bigint := case when pg_current_xact_id_if_assigned() is null then (select max(id) from inflow) end;
  h rollup_horizon;
begin
  select * into h from rollup_horizon for update;
  if to_here <= h.written_before then return jsonb_build_object('moved', false); end if;
  insert into rollup as r (convention_id, account, debits, credits)
  select p.convention_id, side.account, sum(side.debits), sum(side.credits)
    from posting p cross join lateral (values (p.debit, p.amount, 0), (p.credit, 0, p.amount)) as side(account, debits, credits)
   where p.written_by >= h.written_before and p.written_by < to_here group by p.convention_id, side.account
  on conflict (convention_id, account) do update set debits = r.debits + excluded.debits, credits = r.credits + excluded.credits;
  update rollup_horizon set written_before = to_here;
  if to_here >= h.taken_by then perform pass_inflows(h, taken); end if;
  return jsonb_build_object('moved', true);
end $$;

-- Moves the mark before which no inflow waits for the conversion: up to those that had been taken the time before, or to the
-- first of them that waits. Without it, whoever counts those that wait would walk past all that have waited since the last
-- vacuum. A gift is written before its inflow, so an inflow's transaction has its id first.
create or replace function pass_inflows(h rollup_horizon, taken bigint) returns void language sql as $$
  update rollup_horizon set inflows_taken = coalesce(taken, h.inflows_taken), taken_by = pg_current_xact_id(),
    none_waits_before = greatest(h.none_waits_before, least(h.inflows_taken + 1, (select min(w.id) from convention c
      cross join lateral (select i.id from inflow i where i.convention_id = c.id and i.applied_at is null
        and i.id >= h.none_waits_before order by i.id limit 1) w)))
$$;
